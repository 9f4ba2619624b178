import * as Args from "@effect/cli/Args"
import * as Command from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import * as NodeContext from "@effect/platform-node/NodeContext"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as Cause from "effect/Cause"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import { writeFileSync } from "node:fs"
import { CommandFailed } from "../cli/CommandFailed.ts"
import { explainFailure } from "../cli/explainFailure.ts"
import { json, print } from "../cli/print.ts"
import { loggerLayer } from "../logging.ts"
import { printable } from "../cli/printable.ts"
import { observe } from "@parley/domain/reading/Observation"
import { judgeLine } from "./draftLine.ts"
import { drawFrom } from "./learn/Draw.ts"
import { phrases, sentencesOf } from "./learn/Phrasebook.ts"
import { teach, written } from "./learn/teach.ts"
import { BareDraftLine, BareReplyLine, DraftLine, readLines, readText, ReplyLine, ShortLine } from "./Lines.ts"
import { readAll } from "./readAll.ts"
import { readerOf, readers, tellUse } from "./readerOf.ts"
import { contextOf } from "./replyLine.ts"
import { renderDrafts, renderReplies } from "./report.ts"
import { failures, type Scored, scoreDrafts, scoreReplies } from "./Score.ts"
import { familiesIn, only, parts } from "./Split.ts"

const samples = "samples/evaluation"
const reader = Options.choice("reader", readers).pipe(Options.withDescription("Who reads the replies"), Options.withDefault("rules"))

/** What `name` says of each line. Fails when it can read none. */
const read = (name: typeof readers[number], lines: ReadonlyArray<ReplyLine>) =>
  Effect.gen(function*() {
    const all = yield* readAll(lines).pipe(Effect.provide(yield* readerOf(name)))
    yield* tellUse
    const failed = all.flatMap(({ said }) => Either.isLeft(said) ? [said.left] : [])
    if (all.length > 0 && failed.length === all.length) return yield* new CommandFailed({ message: `No line could be read: ${failed[0]}` })
    return { said: all.flatMap(({ line, said }) => Either.isRight(said) ? [{ line, said: said.right }] : []), unread: all.filter(({ said }) => Either.isLeft(said)).map(({ line }) => line.id) }
  })

const evaluate = Command.make("eval", {
  replies: Options.text("replies").pipe(Options.withDefault(`${samples}/replies.jsonl`)),
  drafts: Options.text("drafts").pipe(Options.withDefault(`${samples}/drafts.jsonl`)),
  heldBack: Options.text("held-back-list").pipe(Options.withDescription("The families that are kept for the final figure"), Options.withDefault(`${samples}/held-back.txt`)),
  part: Options.choice("only", parts).pipe(Options.withDescription("held-back is for the final figure alone: rules are written from development"), Options.withDefault("development" as const)),
  show: Options.choice("show", ["failures", "summary"] as const).pipe(Options.withDefault("summary" as const)),
  reader,
  json
}, ({ drafts, heldBack, json, part, reader, replies, show }) =>
  Effect.gen(function*() {
    const kept = familiesIn(yield* readText(heldBack))
    const replyLines = only(yield* readLines(replies, ReplyLine), kept, part)
    const draftLines = only(yield* readLines(drafts, DraftLine), kept, part)
    const { said, unread } = yield* read(reader, replyLines)
    const readings = said.flatMap(({ line, said }) => scored(line, said))
    const judged = draftLines.flatMap((line) => scored(line, judgeLine(line)))
    const wrongReplies = show === "failures" ? readings.map((line) => ({ id: line.id, family: line.family, wrong: failures(line) })).filter(({ wrong }) => wrong.length > 0) : []
    const wrongDrafts = show === "failures" ? judged.filter((l) => l.expected.decision !== l.predicted.decision).map((l) =>
      ({ id: l.id, family: l.family, wrong: [`expected ${l.expected.decision}, got ${[l.predicted.decision, ...l.predicted.reasons].join(" | ")}`] })) : []
    const result = { only: part, reader, unread, replies: scoreReplies(readings), drafts: scoreDrafts(judged), failures: [...wrongReplies, ...wrongDrafts] }
    yield* print(json, result, () => [
      ...result.failures.flatMap(({ family, id, wrong }) => [`${id} ${family}`, ...wrong.map((one) => `  ${one}`)]),
      "", renderReplies(result.replies), ...unread.length === 0 ? [] : [`  not read, not counted ${unread.length}: ${unread.join(", ")}`], "", renderDrafts(result.drafts)
    ].join("\n"))
  })).pipe(Command.withDescription("Measure the reader and the gate on labelled lines"))

const scored = <A>(line: { readonly id: string; readonly family?: string | undefined; readonly expected?: A | undefined }, predicted: A): ReadonlyArray<Scored<A>> =>
  line.expected === undefined ? [] : [{ id: line.id, family: line.family ?? "", expected: line.expected, predicted }]

const predict = Command.make("predict", {
  what: Args.choice([["replies", "replies"], ["drafts", "drafts"]] as const, { name: "replies|drafts" }),
  input: Args.text({ name: "in.jsonl" }),
  output: Args.text({ name: "out.jsonl" }),
  reader
}, ({ input, output, reader, what }) =>
  Effect.gen(function*() {
    const { said, unread } = what === "replies" ? yield* read(reader, yield* readLines(input, BareReplyLine)) : { said: [], unread: [] }
    const rows = what === "replies"
      ? said.map(({ line, said }) => ({ id: line.id, ...said }))
      : (yield* readLines(input, BareDraftLine)).map((line) => ({ id: line.id, ...judgeLine(line) }))
    yield* Effect.try({
      try: () => { writeFileSync(output, rows.map((row) => `${JSON.stringify(row)}\n`).join("")) },
      catch: (error) => new CommandFailed({ message: `${output} cannot be written: ${error instanceof Error ? error.message : String(error)}` })
    })
    yield* Console.log(`${rows.length} lines written to ${output}${unread.length === 0 ? "" : `; ${unread.length} could not be read: ${unread.join(", ")}`}`)
  })).pipe(Command.withDescription("Write what the reader or the gate says of each line"))

const learned = "packages/domain/src/reading/learned.ts"

const learn = Command.make("learn", {
  replies: Options.text("replies").pipe(Options.withDefault(`${samples}/replies.jsonl`)),
  heldBack: Options.text("held-back-list").pipe(Options.withDefault(`${samples}/held-back.txt`)),
  short: Options.text("short").pipe(Options.withDescription("Short replies with what they do, or do not"), Options.withDefault(`${samples}/short.jsonl`)),
  acts: Options.text("acts").pipe(Options.withDescription("The folder of the phrase book, a file an act"), Options.withDefault(`${samples}/acts`)),
  sentences: Options.text("sentences").pipe(Options.withDescription("Sentences with what they do, a tab between"), Options.withDefault(`${samples}/sentences.tsv`)),
  output: Options.text("output").pipe(Options.withDefault(learned))
}, ({ acts, heldBack, output, replies, sentences, short }) =>
  Effect.gen(function*() {
    const lines = only(yield* readLines(replies, ReplyLine), familiesIn(yield* readText(heldBack)), "development")
    const told = sentencesOf(yield* readText(sentences))
    const book = [...phrases(acts, 10, drawFrom(1)), ...told, ...told]
    const lessons = yield* Effect.forEach(lines, (line) => Effect.map(contextOf(line), ({ context, text }) =>
      line.expected === undefined ? [] : [{ seen: observe(text, context), intent: line.expected.intent, family: line.family ?? line.id }]))
    const shortLessons = yield* Effect.forEach(yield* readLines(short, ShortLine), (line) => Effect.map(contextOf(line), ({ context, text }) => {
      const intent = line.intent ?? line.not
      return intent === undefined ? [] : [{ seen: observe(text, context), intent, family: line.id, ...line.not === undefined ? {} : { not: true as const } }]
    }))
    const taken = teach(book, [...lessons, ...shortLessons].flat(), 2, (line) => process.stderr.write(`${line}\n`))
    writeFileSync(output, written(taken))
    yield* Console.log(`${lessons.length} replies and ${book.length} sentences learnt; written to ${output}`)
  })).pipe(Command.withDescription("Learn anew from the phrase book and the development families how the offline reader weighs wordings"))

const cli = Command.run(evaluate.pipe(Command.withSubcommands([predict, learn])), { name: "Parley evaluation", version: "0.1.0", executable: "npm run -s eval --" })

/** Exit codes: 0 done; 1 it could not be done; 2 the lines or the command cannot be used. */
Effect.suspend(() => cli(process.argv)).pipe(
  Effect.provide(Layer.merge(NodeContext.layer, loggerLayer)),
  Effect.catchAllCause((cause) => Cause.isInterruptedOnly(cause) ? Effect.failCause(cause) : Effect.sync(() => {
    const { code, text } = explainFailure(cause)
    if (text !== "") process.stderr.write(`${printable(text)}\n`)
    process.exitCode = code
  })),
  (program) => NodeRuntime.runMain(program, { disableErrorReporting: true, disablePrettyLogger: true })
)
