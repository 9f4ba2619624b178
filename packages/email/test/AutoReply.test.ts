import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { parseEmail } from "../src/parseEmail.ts"
import { bounceMail, mail, usual } from "./fixtures/mime.ts"

const kindOf = (...extra: ReadonlyArray<string>) => parseEmail(mail([...usual.filter((line) => !extra.some((one) => one.startsWith("Subject") && line.startsWith("Subject"))), ...extra], "550"))

describe("AutoReply", () => {
  for (const header of ["Auto-Submitted: auto-replied", "auto-submitted: auto-generated; x=1", "X-Autoreply: yes", "X-Autorespond: Out", "Precedence: auto_reply"]) {
    it.effect(`MAIL-07 an auto-reply by its header: ${header}`, () => Effect.map(kindOf(header), (email) => assert.strictEqual(email.kind, "auto_reply")))
  }
  for (const subject of ["Automatic reply: Reel", "Out of Office: Reel", "Re: Out of the office", "Automatische Antwort: Reel", "Abwesenheitsnotiz", "Réponse automatique : Reel", "Respuesta automática: Reel", "Risposta automatica: Reel", "Resposta automática: Reel", "Automatisch antwoord: Reel", "Automatiskt svar: Reel", "Automatyczna odpowiedź: Reel", "自動応答: Reel"]) {
    it.effect(`MAIL-07 an auto-reply by its subject: ${subject}`, () => Effect.map(kindOf(`Subject: ${subject}`), (email) => assert.strictEqual(email.kind, "auto_reply")))
  }
  for (const header of ["Auto-Submitted: no", "Precedence: bulk", "Precedence: list", "List-Id: <x.example>", "List-Unsubscribe: <mailto:u@x.example>", "X-Auto-Response-Suppress: All", "Subject: Re: our office tour, out and about", "Return-Path: <>"]) {
    it.effect(`MAIL-07 a person's mail stays one: ${header}`, () => Effect.map(kindOf(header), (email) => assert.strictEqual(email.kind, "personal")))
  }

  const returned: ReadonlyArray<readonly [string, string]> = [
    ["whole mail", "Content-Type: message/rfc822\n\nFrom: sam@brand.example\nMessage-ID: <offer-1@brand.example>\nSubject: x\n\nbody"],
    ["headers", "Content-Type: text/rfc822-headers\n\nFrom: sam@brand.example\nmessage-id:\n <offer-1@brand.example>\nSubject: x"]
  ]
  for (const [name, part] of returned) {
    it.effect(`MAIL-07 a bounce names the mail it returns: ${name}`, () =>
      Effect.gen(function*() {
        const email = yield* parseEmail(bounceMail(part))
        assert.strictEqual(email.kind, "bounce")
        assert.strictEqual(email.bouncedMessageId, "offer-1@brand.example")
      }))
  }

  it.effect("MAIL-07 a bounce in plain text is known by its sender and null return path", () =>
    Effect.gen(function*() {
      const email = yield* parseEmail(mail(["Return-Path: <>", "From: MAILER-DAEMON@mx.example", "Subject: failure notice"], "Hi. This is the mail program.\n\nMessage-ID: <offer-2@brand.example>\n"))
      assert.strictEqual(email.kind, "bounce")
      assert.strictEqual(email.bouncedMessageId, "offer-2@brand.example")
    }))

  it.effect("MAIL-07 a read receipt is automatic, not a bounce", () =>
    Effect.map(
      parseEmail(mail([...usual, "Auto-Submitted: auto-replied", "Content-Type: multipart/report; report-type=disposition-notification; boundary=r"], "--r\nContent-Type: text/plain\n\nread\n--r\nContent-Type: message/disposition-notification\n\nDisposition: manual-action; displayed\n--r--\n")),
      (email) => assert.strictEqual(email.kind, "auto_reply")
    ))
})
