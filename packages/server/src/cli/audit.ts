import * as Command from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import { BadInput } from "@parley/api/Problems"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { type AuditFormat, csvFormat, jsonFormat, tableFormat } from "./auditFormats.ts"
import { url } from "./remote.ts"
import { tellAudit } from "./tellAudit.ts"
import { withOperations } from "./withOperations.ts"
import { writeOut } from "./writeOut.ts"

const text = (name: string, description: string) => Options.optional(Options.text(name).pipe(Options.withDescription(description)))

const formats = { table: tableFormat, json: jsonFormat, csv: csvFormat } as const satisfies Record<string, () => AuditFormat>

/** As many as a person looks through; files and programs get everything. */
const limitOfTable = 1000

/** `parley audit`: the events themselves, filtered, or the negotiations as they stood at a moment (AUDIT-01). */
export const audit = Command.make("audit", {
  influencer: text("influencer", "A creator's name, or a part of it that fits one person; or a negotiation's id"),
  campaign: text("campaign", "A campaign's id or name"),
  type: text("type", "A kind of event, e.g. OfferSent or \"offer sent\""),
  thread: text("thread", "A negotiation's id, or the Message-ID of any mail in it"),
  from: text("from", "Not before this date (2026-11-23) or instant (2026-11-23T10:00:00Z); UTC unless it names an offset"),
  to: text("to", "Not after this date or instant, which is itself taken in: a date to its end; UTC unless it names an offset"),
  last: text("last", "Instead of --from: 30m, 24h, 7d, 2w before now"),
  asOf: text("as-of", "Tell states instead of events: each negotiation as its events up to and including this date or instant lead to; UTC unless it names an offset"),
  format: Options.choice("format", ["table", "json", "csv"] as const).pipe(
    Options.withDescription("table for people; json and csv for programs, with amounts in minor units"), Options.withDefault("table" as const)
  ),
  json: Options.boolean("json").pipe(Options.withDescription("The same as --format json")),
  limit: Options.optional(Options.integer("limit").pipe(Options.withDescription(`Rows at most; ${limitOfTable} for a table and all for json and csv, unless given`))),
  url
}, ({ format: chosen, json, limit, url, ...options }) =>
  Effect.gen(function*() {
    const format = json ? "json" : chosen
    const most = Option.getOrElse(limit, () => format === "table" ? limitOfTable : null)
    if (most !== null && most < 1) {
      return yield* new BadInput({
        message: "The audit cannot be asked like this",
        problems: [{ field: "limit", expected: "a whole number of rows, 1 or more", got: String(most) }]
      })
    }
    const request = {
      influencer: Option.getOrUndefined(options.influencer), campaign: Option.getOrUndefined(options.campaign), type: Option.getOrUndefined(options.type),
      thread: Option.getOrUndefined(options.thread), from: Option.getOrUndefined(options.from), to: Option.getOrUndefined(options.to),
      last: Option.getOrUndefined(options.last), asOf: Option.getOrUndefined(options.asOf), after: 0, limit: 1, count: false
    }
    const cut = yield* withOperations(url, (operations) =>
      tellAudit({ ask: operations.audit, request, limit: most, format: formats[format](), write: writeOut }))
    if (cut !== null) {
      const number = (count: number) => count.toLocaleString("en-US")
      yield* Console.error(`Shown are the first ${number(cut.told)} of ${number(cut.total)}: --limit asks for more, another filter for fewer.`)
    }
  })).pipe(Command.withDescription("What happened, from the events themselves; or how everything stood at a moment"))
