import { BadInput, Unavailable } from "@parley/api/Problems"
import * as Effect from "effect/Effect"
import { randomUUID } from "node:crypto"
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises"
import { join } from "node:path"

/** Where rosters that come as CSV text are kept as files, to be watched like any other. */
export interface RosterUploads {
  /** `drop` takes it away again, where the campaign was not started. */
  readonly keep: (campaign: string, csv: string) => Effect.Effect<{ readonly source: string; readonly drop: Effect.Effect<void> }, BadInput | Unavailable>
  /** The kept files that hold this text, in any case. */
  readonly holding: (text: string) => Effect.Effect<ReadonlyArray<string>>
}

/** In a folder, each under a name of its own: a campaign that runs keeps its file whatever is sent again. */
export const inFolder = (folder: string): RosterUploads => ({
  keep: (campaign, csv) =>
    Effect.gen(function*() {
      const source = join(folder, `${campaign}-${randomUUID().slice(0, 8)}.csv`)
      yield* Effect.tryPromise({
        try: async () => {
          await mkdir(folder, { recursive: true, mode: 0o700 })
          await writeFile(source, csv, { mode: 0o600, flag: "wx", flush: true })
        },
        catch: (error) => new Unavailable({ message: `The roster cannot be kept: ${error instanceof Error ? error.message : String(error)}` })
      })
      // safe: a file that stays behind is read by nobody
      return { source, drop: Effect.ignore(Effect.tryPromise(() => rm(source, { force: true }))) }
    }),
  // safe: a folder that cannot be read holds nothing that could be named
  holding: (text) => Effect.orElseSucceed(Effect.tryPromise(async () => {
    const files = (await readdir(folder)).map((name) => join(folder, name))
    const held = await Promise.all(files.map(async (file) => (await readFile(file, "utf8")).toLowerCase().includes(text.toLowerCase())))
    return files.filter((_, index) => held[index])
  }), () => [])
})

/** Where rosters are not read from CSV files. */
export const none: RosterUploads = {
  keep: () => new BadInput({
    message: "The campaign cannot be started",
    problems: [{ field: "roster.csv", expected: "roster.source instead, as the configured roster (PARLEY_ROSTER) names it", got: "CSV text" }]
  }),
  holding: () => Effect.succeed([])
}
