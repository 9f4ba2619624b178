import type { Page } from "@parley/domain/ports/KnowledgeBase"
import * as EmailWriterContract from "@parley/testkit/EmailWriterContract"
import * as KnowledgeBaseContract from "@parley/testkit/KnowledgeBaseContract"
import * as MemoryKnowledgeBase from "@parley/testkit/MemoryKnowledgeBase"
import * as ReplyReaderContract from "@parley/testkit/ReplyReaderContract"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as TestClock from "effect/TestClock"
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { layer } from "../src/AnthropicReader.ts"
import { layer as writerLayer } from "../src/AnthropicWriter.ts"
import { layer as folderLayer } from "../src/PlaybookFolder.ts"
import { make } from "../src/Usage.ts"
import { answered, type Call, refusal, type Reply, start } from "./messagesServer.ts"
import { answer, optionsFor } from "./readerWorld.ts"

// the worst of models: it takes everything for an acceptance, and quotes what nobody wrote
ReplyReaderContract.suite("AnthropicReader with a model that is sure of anything", Layer.unwrapScoped(
  Effect.map(start([answered({ ...answer, intent: "accept", confidence: 100, concerns: [{ kind: "price", quote: "words of nobody" }] })]), ({ url }) => layer(optionsFor(url, make())))
))

ReplyReaderContract.suite("AnthropicReader with a model that answers no JSON", Layer.unwrapScoped(
  Effect.map(start([answered("I would rather not.")]), ({ url }) => layer(optionsFor(url, make())))
))

const writerOn = (script: ReadonlyArray<Reply> | ((call: Call) => Reply)) => Layer.unwrapScoped(
  Effect.map(start(script), ({ url }) => writerLayer(optionsFor(url, make())).pipe(Layer.provide(MemoryKnowledgeBase.make([page]).layer)))
)
const page: Page = { name: "tone.md", title: "Tone", audience: null, platforms: [], stages: [], text: "Be kind." }

/** Puts the slots that the mail may use into plain words. */
const sensible = ({ rest }: Call): Reply => answered({
  subject: "A word about our plans",
  body: ["Hi there,", "Thank you for your time.", ...["{{terms}}", "{{next_steps}}"].filter((slot) => rest.includes(slot)), "{{sign_off}}"].join("\n\n")
})
EmailWriterContract.suite("AnthropicWriter with a sensible model", writerOn(sensible), "writes")

EmailWriterContract.suite("AnthropicWriter with a model that writes what it may not", writerOn([answered({ subject: "$9,999 for Greta", body: "Our ceiling is {{ceiling}}.\u0000" })]), "rambles")

for (const [what, reply] of [
  ["that answers no JSON", answered("I would rather not.")], ["that writes nothing", answered({ subject: "", body: "" })], ["that writes a book", answered({ subject: "x", body: "x".repeat(9_000) })],
  ["that is overloaded", refusal(529, "overloaded_error")], ["that is gone", { stops: "gone in the body" }]
] as const) EmailWriterContract.suite(`AnthropicWriter with a model ${what}`, writerOn([reply]), "is down")

let stamp = 1_700_000_000

KnowledgeBaseContract.suite("PlaybookFolder", Effect.map(
  Effect.acquireRelease(Effect.sync(() => mkdtempSync(join(tmpdir(), "playbook-"))), (path) => Effect.sync(() => rmSync(path, { recursive: true, force: true }))),
  (root) => {
    const path = join(root, "pages")
    return {
      layer: folderLayer({ path }),
      put: ({ audience, name, platforms, stages, text, title }) => {
        mkdirSync(dirname(join(path, name)), { recursive: true })
        const head = [["title", title], ["audience", audience ?? ""], ["platform", platforms.join(", ")], ["stage", stages.join(", ")]].filter(([, value]) => value !== "")
        writeFileSync(join(path, name), `---\n${head.map(([key, value]) => `${key}: ${value}\n`).join("")}---\n${text}\n`)
        utimesSync(join(path, name), ++stamp, stamp)
      },
      remove: (name) => rmSync(join(path, name)),
      wait: TestClock.adjust("1 second")
    }
  }
))
