import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as fs from "node:fs/promises"
import { join } from "node:path"
import type { OutboundEmail } from "@parley/domain/ports/Mailbox"
import * as MailboxContract from "@parley/testkit/MailboxContract"
import * as world from "./maildirWorld.ts"

MailboxContract.suite("MaildirMailbox", world.make())
MailboxContract.suite("MaildirMailbox without an authentication server of its own", world.make({ authservId: "mx.brand.example" }))

const mail = (words: string): Uint8Array => Buffer.from(`From: Maya <maya@example.com>\r\nMessage-ID: <r@example.com>\r\n\r\n${words}\r\n`)

const offer = (fields: Partial<OutboundEmail> = {}): OutboundEmail => ({
  messageId: "offer-1@brand.example", marker: "n-1/1", from: { name: "Sam", address: world.ownAddress }, to: [{ name: "Maya", address: "maya@example.com" }], cc: [],
  subject: "Reel", text: "We can pay $400.", html: "", inReplyTo: null, references: [], threadId: null, date: 1_777_800_000_000, ...fields
})

const readFile = (file: string) => Effect.promise(() => fs.readFile(file))

describe("MaildirMailbox arrivals", () => {
  it.scoped("creates a Maildir++ that other mail programs know, and leaves an existing one as it is", () =>
    Effect.gen(function*() {
      const dir = yield* world.make()
      yield* dir.start
      assert.deepStrictEqual(yield* dir.files(), ["cur", "new", "tmp"])
      for (const folder of [".Drafts", ".Sent"]) assert.deepStrictEqual(yield* dir.files(folder), ["cur", "maildirfolder", "new", "tmp"])
      yield* dir.deliver(mail("one"), "one.eml")
      const mailbox = yield* dir.start
      assert.strictEqual((yield* mailbox.arrivals(null)).messages.length, 1)
    }))

  it.scoped("leaves a mail alone that is still being copied in, and takes it whole (MAIL-03)", () =>
    Effect.gen(function*() {
      const dir = yield* world.make({ settle: 1000 })
      const mailbox = yield* dir.start
      const file = join(dir.path, "new", "reply 1.eml")
      const old = (seconds: number) => Effect.promise(() => fs.utimes(file, 1_700_000_000 + seconds, 1_700_000_000 + seconds))
      const listed = Effect.map(mailbox.arrivals(null), ({ messages }) => messages.map(({ raw }) => Buffer.from(raw ?? "").toString()))

      yield* Effect.promise(() => fs.writeFile(file, "From: Maya"))
      yield* listed
      assert.deepStrictEqual(yield* listed, [], "equal at two looks, but just written")
      yield* old(1)
      assert.deepStrictEqual(yield* listed, [], "old enough, but another look than before")
      yield* Effect.promise(() => fs.appendFile(file, " <maya@example.com>\r\n\r\nwhole"))
      yield* old(1)
      assert.deepStrictEqual(yield* listed, [], "the same age, but it has grown")
      assert.deepStrictEqual(yield* listed, ["From: Maya <maya@example.com>\r\n\r\nwhole"])
    }))

  it.scoped("skips an empty file that a copy has just created, and takes one that stays empty (MAIL-05)", () =>
    Effect.gen(function*() {
      const dir = yield* world.make()
      const mailbox = yield* dir.start
      const file = join(dir.path, "new", "empty")
      yield* Effect.promise(() => fs.writeFile(file, ""))
      assert.strictEqual((yield* mailbox.arrivals(null)).messages.length, 0)
      yield* Effect.promise(() => fs.utimes(file, 1_700_000_000, 1_700_000_000))
      assert.strictEqual((yield* mailbox.arrivals(null)).messages.length, 1)
    }))

  it.scoped("takes files of any name, also one that is no UTF-8, and skips dotfiles and directories (MAIL-03)", () =>
    Effect.gen(function*() {
      const dir = yield* world.make()
      const mailbox = yield* dir.start
      const names = ["reply 1.eml", "Antwort für Søren ✓.eml", "1700000000.M1P2.host:2,S", "a#b", "x".repeat(255), "new\nline"]
      for (const name of names) yield* dir.deliver(mail(name), name)
      const latin = Buffer.concat([Buffer.from(`${join(dir.path, "new")}/`), Buffer.from([0x66, 0xfc, 0x72])])
      yield* Effect.promise(() => fs.writeFile(latin, mail("latin")))
      yield* Effect.promise(() => fs.writeFile(join(dir.path, "new", ".hidden"), mail("hidden")))
      yield* Effect.promise(() => fs.mkdir(join(dir.path, "new", "folder")))
      const { messages } = yield* mailbox.arrivals(null)
      assert.strictEqual(messages.length, names.length + 1)
      assert.match(messages[2]?.providerId ?? "", /^1700000000\.M1P2\.host#[0-9a-f]{16}$/u)
      yield* mailbox.filed(messages.map(({ providerId }) => providerId))
      assert.deepStrictEqual(yield* dir.files("new"), ["folder"])
      assert.strictEqual((yield* dir.files("cur")).length, names.length + 1)
      for (const { copyRef, raw } of messages) assert.deepStrictEqual(Buffer.from(yield* mailbox.fetch(copyRef)), Buffer.from(raw ?? ""))
    }))

  it.scoped("reads a mail of 30 MB whole", () =>
    Effect.gen(function*() {
      const dir = yield* world.make()
      const mailbox = yield* dir.start
      const large = Buffer.concat([mail("large"), Buffer.alloc(30 * 1024 * 1024, "lorem ipsum dolor sit amet\r\n")])
      yield* dir.deliver(large, "large.eml")
      yield* dir.deliver(mail("small"), "small.eml")
      const { messages } = yield* mailbox.arrivals(null)
      assert.strictEqual(messages.length, 2)
      yield* mailbox.filed(messages.map(({ providerId }) => providerId))
      assert.isTrue(large.equals(yield* mailbox.fetch(messages[0]?.copyRef ?? "")))
    }))

  it.scoped("tells once of a file that is no mail by its size, leaves it, and takes the others (MAIL-05)", () =>
    Effect.gen(function*() {
      const dir = yield* world.make()
      const mailbox = yield* dir.start
      yield* dir.deliver(mail("huge"), "huge.iso")
      yield* Effect.promise(() => fs.truncate(join(dir.path, "new", "huge.iso"), 3 * 1024 ** 3))
      yield* dir.deliver(mail("small"), "small.eml")
      const first = yield* mailbox.arrivals(null)
      assert.deepStrictEqual([first.messages.length, first.skipped.map(({ name }) => name)], [1, ["huge.iso"]])
      assert.isEmpty((yield* mailbox.arrivals(null)).skipped)
      assert.deepStrictEqual(yield* dir.files("new"), ["huge.iso", "small.eml"])
    }))

  it.scoped("never overwrites: another mail under a name that is taken in cur gets a name of its own (MAIL-03)", () =>
    Effect.gen(function*() {
      const dir = yield* world.make()
      const mailbox = yield* dir.start
      const all: Array<readonly [string, string]> = []
      for (const words of ["one", "two", "three"]) {
        yield* dir.deliver(mail(words), "reply.eml")
        const { messages } = yield* mailbox.arrivals(null)
        all.push(...messages.map(({ copyRef }) => [copyRef, words] as const))
        yield* mailbox.filed(messages.map(({ providerId }) => providerId))
      }
      assert.strictEqual((yield* dir.files("cur")).length, 3)
      for (const [copyRef, words] of all) assert.include(Buffer.from(yield* mailbox.fetch(copyRef)).toString(), words)
    }))

  it.scoped("files a mail once when a crash left it under both names (STATE-01)", () =>
    Effect.gen(function*() {
      const dir = yield* world.make()
      const mailbox = yield* dir.start
      yield* dir.deliver(mail("one"), "reply.eml")
      yield* Effect.promise(() => fs.link(join(dir.path, "new", "reply.eml"), join(dir.path, "cur", "reply.eml:2,")))
      const { messages } = yield* mailbox.arrivals(null)
      yield* mailbox.filed(messages.map(({ providerId }) => providerId))
      assert.deepStrictEqual([yield* dir.files("new"), yield* dir.files("cur")], [[], ["reply.eml:2,"]])
    }))

  it.scoped("leaves a file in new whose bytes are no longer those that were listed (MAIL-03)", () =>
    Effect.gen(function*() {
      const dir = yield* world.make()
      const mailbox = yield* dir.start
      yield* dir.deliver(mail("one"), "reply.eml")
      const { messages } = yield* mailbox.arrivals(null)
      yield* dir.deliver(mail("two"), "reply.eml")
      yield* mailbox.filed(messages.map(({ providerId }) => providerId))
      assert.deepStrictEqual(yield* dir.files("new"), ["reply.eml"])
    }))

  it.scoped("finds a filed mail again after clients changed its flags and fields", () =>
    Effect.gen(function*() {
      const dir = yield* world.make()
      const mailbox = yield* dir.start
      yield* dir.deliver(mail("one"), "reply.eml")
      const { messages } = yield* mailbox.arrivals(null)
      yield* mailbox.filed(messages.map(({ providerId }) => providerId))
      yield* Effect.promise(() => fs.rename(join(dir.path, "cur", "reply.eml:2,"), join(dir.path, "cur", "reply.eml,U=7:2,RS")))
      assert.include(Buffer.from(yield* mailbox.fetch(messages[0]?.copyRef ?? "")).toString(), "one")
    }))
})

describe("MaildirMailbox drafts", () => {
  it.scoped("marks the draft by name, flag and header, and leaves nothing in tmp (MAIL-06)", () =>
    Effect.gen(function*() {
      const dir = yield* world.make()
      const draft = yield* (yield* dir.start).stage(offer({ marker: "../../n/1" }))
      assert.match(draft.draftId, /^parley-[A-Za-z0-9_-]+$/u)
      assert.deepStrictEqual(yield* dir.files(".Drafts", "cur"), [`${draft.draftId}:2,D`])
      assert.deepStrictEqual(yield* dir.files(".Drafts", "tmp"), [])
      assert.include((yield* readFile(join(dir.path, ".Drafts", "cur", `${draft.draftId}:2,D`))).toString(), "X-Parley-Marker: ../../n/1\r\n")
    }))

  it.scoped("sends by renaming into .Sent, seen", () =>
    Effect.gen(function*() {
      const dir = yield* world.make()
      const mailbox = yield* dir.start
      const draft = yield* mailbox.stage(offer())
      const mail = yield* mailbox.dispatch(draft)
      assert.deepStrictEqual(yield* dir.files(".Sent", "cur"), [`${draft.draftId}:2,S`])
      assert.strictEqual(mail.messageId, "offer-1@brand.example")
      assert.isNull(mail.threadId)
    }))

  it.scoped("gives one file in .Sent when a crash fell between the rename and its record (MAIL-06, STATE-01)", () =>
    Effect.gen(function*() {
      const dir = yield* world.make()
      const draft = yield* (yield* dir.start).stage(offer())
      yield* Effect.promise(() => fs.rename(join(dir.path, ".Drafts", "cur", `${draft.draftId}:2,D`), join(dir.path, ".Sent", "cur", `${draft.draftId}:2,S`)))
      const mailbox = yield* dir.start
      const first = yield* mailbox.dispatch(draft)
      const second = yield* mailbox.dispatch(draft)
      assert.strictEqual(first.providerId, second.providerId)
      assert.strictEqual((yield* dir.files(".Sent", "cur")).length, 1)
      assert.strictEqual((yield* mailbox.lookup("n-1/1"))._tag, "Sent")
    }))

  it.scoped("refuses to stage a marker again that was sent (MAIL-06)", () =>
    Effect.gen(function*() {
      const mailbox = yield* (yield* world.make()).start
      yield* mailbox.dispatch(yield* mailbox.stage(offer()))
      assert.strictEqual((yield* Effect.flip(mailbox.stage(offer())))._tag, "MailboxRejected")
    }))

  it.scoped("finds a draft and a sent mail whose flags or names a client changed (MAIL-06)", () =>
    Effect.gen(function*() {
      const dir = yield* world.make()
      const mailbox = yield* dir.start
      const draft = yield* mailbox.stage(offer())
      const drafts = join(dir.path, ".Drafts", "cur")
      yield* Effect.promise(() => fs.rename(join(drafts, `${draft.draftId}:2,D`), join(drafts, `${draft.draftId}:2,DFS`)))
      assert.deepStrictEqual(yield* mailbox.lookup("n-1/1"), { _tag: "Draft", draft })
      yield* Effect.promise(() => fs.rename(join(drafts, `${draft.draftId}:2,DFS`), join(drafts, "1700.M1.client:2,D")))
      assert.deepStrictEqual(yield* mailbox.lookup("n-1/1"), { _tag: "Draft", draft })
      yield* mailbox.dispatch(draft)
      assert.deepStrictEqual(yield* dir.files(".Drafts", "cur"), [])
      const sent = join(dir.path, ".Sent", "cur")
      yield* Effect.promise(() => fs.rename(join(sent, `${draft.draftId}:2,S`), join(sent, "1701.M2.client,U=3:2,FS")))
      assert.strictEqual((yield* mailbox.lookup("n-1/1"))._tag, "Sent")
      yield* mailbox.dispatch(draft)
      assert.strictEqual((yield* dir.files(".Sent", "cur")).length, 1)
    }))

  it.scoped("does not send while a person's edited copy stands beside the draft, nor what a person put in the trash (MAIL-06)", () =>
    Effect.gen(function*() {
      const dir = yield* world.make()
      const mailbox = yield* dir.start
      const draft = yield* mailbox.stage(offer())
      const file = join(dir.path, ".Drafts", "cur", `${draft.draftId}:2,D`)
      const edited = (yield* readFile(file)).toString().replace("400", "900")
      yield* Effect.promise(() => fs.writeFile(join(dir.path, ".Drafts", "cur", "1700.M1.client:2,D"), edited))
      assert.strictEqual((yield* Effect.flip(mailbox.dispatch(draft)))._tag, "DraftChanged")
      assert.strictEqual((yield* Effect.flip(mailbox.stage(offer())))._tag, "DraftChanged")
      yield* Effect.promise(() => fs.rm(join(dir.path, ".Drafts", "cur", "1700.M1.client:2,D")))
      const again = yield* mailbox.stage(offer())
      assert.strictEqual((yield* dir.files(".Drafts", "cur")).length, 1)
      yield* Effect.promise(() => fs.rename(file, `${file}T`))
      assert.deepStrictEqual(yield* mailbox.lookup("n-1/1"), { _tag: "Gone" })
      assert.strictEqual((yield* Effect.flip(mailbox.dispatch(again)))._tag, "MailboxUnavailable")
      assert.deepStrictEqual(yield* dir.files(".Sent", "cur"), [])
    }))

  it.scoped("knows its own mail by its sent folder, not by its From (MAIL-08)", () =>
    Effect.gen(function*() {
      const dir = yield* world.make()
      const mailbox = yield* dir.start
      const { raw } = yield* mailbox.dispatch(yield* mailbox.stage(offer()))
      assert.isTrue((yield* mailbox.parse(raw)).fromSelf)
      assert.isFalse((yield* mailbox.parse(Buffer.from(Buffer.from(raw).toString().replace("offer-1@", "offer-2@")))).fromSelf)
    }))
})

describe("MaildirMailbox failures", () => {
  it.scoped("names the directory that is missing, and works again when it is back", () =>
    Effect.gen(function*() {
      const dir = yield* world.make()
      const mailbox = yield* dir.start
      const directory = join(dir.path, ".Sent", "cur")
      const draft = yield* mailbox.stage(offer())
      yield* Effect.promise(() => fs.rmdir(directory))
      for (const attempt of [mailbox.check, mailbox.dispatch(draft), mailbox.lookup("n-1/1")]) {
        const error = yield* Effect.flip(attempt)
        assert.isTrue(error._tag === "MailboxUnavailable" && error.reason.includes(directory), JSON.stringify(error))
      }
      yield* Effect.promise(() => fs.mkdir(directory))
      yield* mailbox.check
      yield* mailbox.dispatch(draft)
    }))

  it.scoped("fails to start with the path when a file stands where the folder should be", () =>
    Effect.gen(function*() {
      const dir = yield* world.make()
      yield* Effect.promise(() => fs.writeFile(dir.path, ""))
      assert.include((yield* Effect.flip(dir.start)).reason, dir.path)
    }))
})

describe("MaildirMailbox parse", () => {
  it.scoped("believes everything in a folder that only trusted software writes to, and with a server only what it proves", () =>
    Effect.gen(function*() {
      const trusting = yield* (yield* world.make()).start
      const careful = yield* (yield* world.make({ authservId: "mx.brand.example" })).start
      const headed = (...headers: ReadonlyArray<string>): Uint8Array => Buffer.concat([Buffer.from(headers.map((line) => `${line}\r\n`).join("")), mail("hi")])
      const proof = "Authentication-Results: mx.brand.example;\r\n dmarc=pass (p=NONE) header.from=example.com"
      const forged = "Authentication-Results: other.example; dmarc=pass header.from=example.com"
      const verdict = (raw: Uint8Array) => Effect.map(careful.parse(raw), ({ authenticated }) => authenticated)
      assert.isTrue((yield* trusting.parse(mail("hi"))).authenticated)
      assert.isFalse(yield* verdict(mail("hi")))
      assert.isTrue(yield* verdict(headed(proof)))
      assert.isTrue(yield* verdict(headed(proof, forged)))
      assert.isFalse(yield* verdict(headed(forged, proof)))
      assert.isFalse(yield* verdict(headed(proof, "From: somebody@example.com")), "two From headers")
    }))
})
