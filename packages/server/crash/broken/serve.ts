import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import { Mailbox, type SentMail } from "@parley/domain/ports/Mailbox"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { createHash, randomUUID } from "node:crypto"
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { loggerLayer } from "../../src/logging.ts"
import { portsLayer } from "../../src/Server.ts"
import { startOn } from "../../src/start.ts"

/** Runs the real server with its mailbox sabotaged: how the harness is tried on what it has to catch. */
export const serveWith = (sabotage: (real: Mailbox["Type"], folder: CarelessFolder) => Mailbox["Type"]): void =>
  NodeRuntime.runMain(Effect.provide(startOn((settings, options) =>
    Layer.effect(Mailbox, Effect.map(Mailbox, (real) => sabotage(real, carelessFolder(join(settings.dataDir, "maildir"))))).pipe(
      Layer.provideMerge(portsLayer(settings, options))
    )), loggerLayer))

/** A way to send that takes no heed of what was sent before; the real one cannot be made to send twice. */
export interface CarelessFolder {
  readonly send: (draftId: string) => SentMail
  readonly lastSent: (draftId: string) => SentMail | null
  readonly removeDraft: (draftId: string) => void
}

const carelessFolder = (maildir: string): CarelessFolder => {
  const draftOf = (draftId: string) => join(maildir, ".Drafts/cur", `${draftId}:2,D`)
  const sent = join(maildir, ".Sent/cur")
  const mail = (file: string): SentMail => {
    const raw = readFileSync(join(sent, file))
    const contentHash = /~([0-9a-f]{64}):/.exec(file)?.[1] ?? ""
    return { raw, providerId: file, messageId: /^Message-ID: <(.+)>\r?$/im.exec(raw.toString())?.[1] ?? "", threadId: null, contentHash }
  }
  const lastSent: CarelessFolder["lastSent"] = (draftId) => {
    const file = readdirSync(sent).find((one) => one.startsWith(`${draftId}~`))
    return file === undefined ? null : mail(file)
  }
  return {
    lastSent,
    send: (draftId) => {
      const raw = existsSync(draftOf(draftId)) ? readFileSync(draftOf(draftId)) : lastSent(draftId)?.raw ?? Buffer.alloc(0)
      const file = `${draftId}~${randomUUID()}~${createHash("sha256").update(raw).digest("hex")}:2,S`
      // without our marker, by which the real mailbox would know it again
      writeFileSync(join(sent, file), Buffer.from(raw).toString().replace(/^X-Parley-Marker: .*\r?\n/im, ""))
      return mail(file)
    },
    removeDraft: (draftId) => rmSync(draftOf(draftId), { force: true })
  }
}
