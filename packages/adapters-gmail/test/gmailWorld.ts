import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Mailbox } from "@parley/domain/ports/Mailbox"
import * as GoogleServer from "@parley/local-google/GoogleServer"
import type { MailboxHarness } from "@parley/testkit/MailboxHarness"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as GmailMailbox from "../src/GmailMailbox.ts"
import * as TokenFile from "../src/TokenFile.ts"

export const ownAddress = "partnerships@parley.example"

/** A Google of its own for one test, a sign-in on the disk, and the mailbox on it. */
export const make = (more: { readonly server?: GoogleServer.Options; readonly mailbox?: Partial<GmailMailbox.Options>; readonly scope?: string } = {}) =>
  Effect.gen(function*() {
    const server = yield* Effect.acquireRelease(
      Effect.promise(() => GoogleServer.start({ address: ownAddress, unitsPerMinute: 10_000_000, ...more.server })),
      (running) => Effect.promise(() => running.close())
    )
    const folder = yield* Effect.acquireRelease(
      Effect.sync(() => mkdtempSync(join(tmpdir(), "parley-gmail-"))),
      (path) => Effect.sync(() => rmSync(path, { recursive: true }))
    )
    const tokenFile = join(folder, "gmail-token.json")
    const signIn = (scope?: string) => {
      const refreshToken = server.oauth.issueRefreshToken(scope)
      TokenFile.write(tokenFile, { refreshToken, accessToken: null, expiresAt: null, scope: scope ?? "" })
      return refreshToken
    }
    const refreshToken = signIn(more.scope)
    const options: GmailMailbox.Options = {
      oauth: {
        clientId: server.env["GOOGLE_CLIENT_ID"] ?? "", clientSecret: Redacted.make(server.env["GOOGLE_CLIENT_SECRET"] ?? ""),
        tokenUrl: server.env["GOOGLE_OAUTH_TOKEN_URL"] ?? null, authUrl: server.env["GOOGLE_OAUTH_AUTH_URL"] ?? null
      },
      tokenFile, rootUrl: server.env["GOOGLE_API_ROOT_URL"] ?? null, authservId: "mx.google.com", ownAddresses: [ownAddress], unitsPerMinute: 10_000_000,
      timeout: 5000, topic: null, ...more.mailbox
    }
    /** A process with other options. */
    const startWith = (changed: Partial<GmailMailbox.Options>) => Effect.map(Layer.build(GmailMailbox.layer({ ...options, ...changed })), Context.get(Mailbox))
    const start = startWith({})
    const idOf = (draftId: string) => draftId.split(" ", 1)[0] ?? ""
    const harness: MailboxHarness = {
      start,
      ownAddress,
      deliver: (raw) => Effect.sync(() => void server.gmail.deliver(raw)),
      // without what was put into the bin since
      sent: Effect.sync(() => server.gmail.sent().filter(({ id }) => server.gmail.message(id)?.labels.includes("TRASH") === false).map(({ raw }) => raw)),
      drafts: Effect.sync(() => server.gmail.drafts().map(({ raw }) => raw)),
      editDraft: (draftId, raw) => Effect.sync(() => server.gmail.editDraft(idOf(draftId), raw)),
      deleteDraft: (draftId) => Effect.sync(() => server.gmail.deleteDraft(idOf(draftId))),
      sendDraft: (draftId) => Effect.sync(() => void server.gmail.sendDraft(idOf(draftId)))
    }
    return { ...harness, server, tokenFile, signIn, refreshToken, options, startWith }
  })
