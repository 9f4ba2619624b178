import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import * as fs from "node:fs/promises"
import { join } from "node:path"
import { concerns, type Whom } from "@parley/domain/forgetting/Whom"
import { type ChoiceName, forgottenNotice, isForgotten, type Notice, type NoticeOutcome, TeamChannel, TeamUnavailable } from "@parley/domain/ports/TeamChannel"
import type { KillPoint } from "@parley/domain/usecases/KillPoints"
import { codeOf, makeDirectory, reasonOf, syncDirectory, writeFile } from "./internal/Durable.ts"
import { cut, plainLine, plainText } from "./internal/PlainText.ts"

export interface Options {
  /** Holds `team.jsonl`, one notice per line. Created if missing. */
  readonly dataDir: string
  /** Shows a block of text, line break included, to whoever looks at the console. */
  readonly print: (text: string) => void
  /** Called between durable steps, where a crash harness may end the process. */
  readonly kill?: (point: KillPoint) => void
}

/**
 * The team's channel on a console. `team.jsonl` is the record: a notice is posted once its line is on the disk, and what is printed
 * afterwards is a view of it, so a crash between the two shows in the file and not on the screen.
 */
export const layer = (options: Options): Layer.Layer<TeamChannel, TeamUnavailable> => Layer.effect(TeamChannel, make(options))

const make = Effect.fnUntraced(function*({ dataDir, kill, print }: Options) {
  const path = join(dataDir, "team.jsonl")
  const attempt = <A>(run: () => Promise<A>): Effect.Effect<A, TeamUnavailable> =>
    Effect.tryPromise({ try: run, catch: (error) => new TeamUnavailable({ reason: reasonOf(error, path) }) })

  yield* attempt(() => makeDirectory(dataDir))
  const { ids: posted, settled } = yield* attempt(() => mend(path))
  yield* attempt(() => syncDirectory(dataDir))
  const oneAtATime = yield* Effect.makeSemaphore(1)
  let torn = false

  /** False when `known` holds it, perhaps since before a write that was torn. */
  const record = Effect.fnUntraced(function*(known: Set<string>, id: string, line: object) {
    if (known.has(id)) return false
    if (torn) {
      const found = yield* attempt(() => mend(path))
      for (const one of found.ids) posted.add(one)
      for (const one of found.settled) settled.add(one)
      torn = false
      if (known.has(id)) return false
    }
    torn = true
    yield* attempt(() => append(path, lineOf(line), () => kill?.("notice-written")))
    yield* attempt(() => syncDirectory(dataDir))
    torn = false
    known.add(id)
    return true
  })

  const forget = Effect.fnUntraced(function*(whom: Whom) {
    yield* attempt(() => mend(path))
    torn = false
    const { forgotten, lines } = yield* attempt(() => withoutWords(path, whom))
    if (forgotten.length === 0) return 0
    yield* attempt(() => writeFile(`${path}.partial`, Buffer.from(lines)))
    yield* attempt(() => fs.rename(`${path}.partial`, path))
    yield* attempt(() => syncDirectory(dataDir))
    for (const { id, negotiation } of forgotten) if (negotiation === null) posted.delete(id)
    return forgotten.length
  })

  return TeamChannel.of({
    post: Effect.fn("ConsoleTeam.post")(function*(notice) {
      const isNew = yield* record(posted, notice.id, notice).pipe(Effect.uninterruptible, oneAtATime.withPermits(1))
      // the line is recorded, so a console that is gone (a closed pipe) loses nothing
      if (isNew) yield* Effect.try(() => print(render(notice))).pipe(Effect.ignore)
      return notice.id
    }),
    // what was printed stays as it is, so what became of it is a line of its own
    update: Effect.fn("ConsoleTeam.update")(function*(post, { outcome, title }) {
      if (outcome === null) return
      const isNew = yield* record(settled, post, { settles: post, ...outcome }).pipe(Effect.uninterruptible, oneAtATime.withPermits(1))
      if (isNew) yield* Effect.try(() => print(`${timeOf(outcome.at)}[settled] ${short(title)}: ${settledText(outcome)}\n`)).pipe(Effect.ignore)
    }),
    forget: Effect.fn("ConsoleTeam.forget")((whom: Whom) => forget(whom).pipe(Effect.uninterruptible, oneAtATime.withPermits(1))),
    beyond: [],
    check: attempt(async () => {
      await fs.access(dataDir, fs.constants.R_OK | fs.constants.W_OK | fs.constants.X_OK)
      await (await fs.open(path, "a", 0o600)).close()
    })
  })
})

/** The ids posted and settled so far. A last line that a crash tore off is ended if it is whole, else removed. */
const mend = async (path: string): Promise<{ readonly ids: Set<string>; readonly settled: Set<string> }> => {
  const bytes = await fs.readFile(path).catch((error: unknown) => codeOf(error) === "ENOENT" ? Buffer.alloc(0) : Promise.reject(error))
  const end = bytes.lastIndexOf("\n") + 1
  const rest = readLine(bytes.subarray(end).toString())
  if (end < bytes.length) {
    const handle = await fs.open(path, "r+")
    try {
      if (rest === null) await handle.truncate(end)
      else await handle.write("\n", bytes.length)
      await handle.sync()
    } finally {
      await handle.close()
    }
  }
  const lines = bytes.toString().split("\n").flatMap((line) => readLine(line) ?? [])
  return { ids: new Set(lines.flatMap(({ id }) => id ?? [])), settled: new Set(lines.flatMap(({ settles }) => settles ?? [])) }
}

/** The file's whole lines, those that concern somebody without their words; what is no notice stays as it is. */
const withoutWords = async (path: string, whom: Whom) => {
  const text = await fs.readFile(path, "utf8").catch((error: unknown) => codeOf(error) === "ENOENT" ? "" : Promise.reject(error))
  const forgotten: Array<typeof Posted.Type> = []
  const lines = text.split("\n").slice(0, -1).map((line) => {
    const notice = Option.getOrNull(decodePosted(line))
    if (notice === null || isForgotten(notice) || !concerns(JSON.parse(line), whom)) return `${line}\n`
    forgotten.push(notice)
    return notice.negotiation === null ? "" : lineOf(forgottenNotice(notice))
  })
  return { forgotten, lines: lines.join("") }
}

const Posted = Schema.Struct({ id: Schema.String, kind: Schema.String, negotiation: Schema.NullOr(Schema.String), title: Schema.String, at: Schema.Number })
const decodePosted = Schema.decodeOption(Schema.parseJson(Posted))

const append = async (path: string, line: string, written: () => void): Promise<void> => {
  const handle = await fs.open(path, "a", 0o600)
  try {
    await handle.writeFile(line)
    written()
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** JSON escapes the old control characters; these are escaped too, so that a terminal showing the file is as safe as the print. */
const lineOf = (notice: object): string =>
  `${JSON.stringify(notice).replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (found) => escapeUnits(found))}\n`

const escapeUnits = (text: string): string =>
  text.split("").map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`).join("")

/** Null for what is no whole line. */
const readLine = (text: string): { readonly id?: string | undefined; readonly settles?: string | undefined } | null => Option.getOrNull(decodeLine(text))
const decodeLine = Schema.decodeOption(Schema.parseJson(Schema.Struct({ id: Schema.optional(Schema.String), settles: Schema.optional(Schema.String) })))

const timeOf = (at: number): string => Option.match(DateTime.make(at), { onNone: () => "", onSome: (time) => `${DateTime.formatIso(time)} ` })
const short = (text: string): string => cut(plainLine(text), { characters: 300, lines: 1 })

const render = (notice: Notice): string => {
  const about = notice.negotiation === null ? "" : ` (${plainLine(notice.negotiation)})`
  return [
    `${timeOf(notice.at)}[${notice.kind}] ${short(notice.title)}${about}`,
    ...notice.facts.map(([name, value]) => `  ${short(name)}: ${short(value)}`),
    ...notice.quotes.flatMap((quote) => cut(plainText(quote).trim(), { characters: 600, lines: 12 }).split("\n").map((line) => `  > ${line}`)),
    ...(notice.draft === null ? [] : [`  To: ${short(notice.draft.to)}`, `  Subject: ${short(notice.draft.subject)}`, ...cut(plainText(notice.draft.text).trim(), { characters: 4_000, lines: 60 }).split("\n").map((line) => `  | ${line}`)]),
    ...notice.why.map((line) => `  = ${short(line)}`),
    ...(notice.link === null ? [] : [`  ${short(notice.link)}`]),
    ...(notice.outcome === null ? [] : [`  settled: ${settledText(notice.outcome)}`]),
    ...choicesOf(notice),
    "",
    ""
  ].join("\n")
}

const settledText = ({ by, text }: NoticeOutcome): string => `${short(text)}${by === null ? "" : ` by ${short(by)}`}`

/** What a person can type. */
const choicesOf = ({ ask, negotiation }: Notice): ReadonlyArray<string> =>
  ask === null ? [] : ask.choices.map(({ choice, detail }) =>
    `  $ parley decide ${plainLine(negotiation ?? "")} ${choice}${needs[choice] ?? ""} --seen ${ask.seen}${detail === null ? "" : `   (${short(detail)})`}`)

const needs: Readonly<Partial<Record<ChoiceName, string>>> = { counter: " <amount>", agree: " <amount>", edit: " --draft <file>" }
