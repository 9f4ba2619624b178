import * as Args from "@effect/cli/Args"
import * as Command from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import { BadInput } from "@parley/api/Problems"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Option from "effect/Option"
import { randomUUID } from "node:crypto"
import { existsSync, readFileSync } from "node:fs"
import { resolve } from "node:path"
import { parse } from "yaml"
import { expectedSource, parseSource, writeSource } from "@parley/adapters-sheets/SheetSource"
import { loadSettings } from "../Settings.ts"
import { start } from "../start.ts"
import { as } from "./as.ts"
import { CommandFailed } from "./CommandFailed.ts"
import { answer, intakes } from "./intakeCommands.ts"
import { json, print } from "./print.ts"
import { remoteOf, url } from "./remote.ts"
import { renderExplanation, renderStatus, renderTimeline } from "./render.ts"
import { withOperations } from "./withOperations.ts"

const negotiation = Args.text({ name: "negotiation" }).pipe(Args.withDescription("An id such as n-4k7mp2xw9abc, or the creator's name"))

export const startCommand = Command.make("start", {}, () => start).pipe(
  Command.withDescription("Run the server until Ctrl-C: reads mail, decides, answers, tells the team")
)

const campaignStart = Command.make("start", {
  file: Args.text({ name: "file.yaml" }).pipe(Args.withDescription("The campaign, e.g. samples/campaign.yaml")),
  roster: Options.text("roster").pipe(
    Options.withDescription("The creators, e.g. samples/roster.csv; with Google Sheets <spreadsheet id or URL>#<tab>, of which PARLEY_SHEETS_DEFAULT fills in what is left out"),
    Options.withDefault("")
  ),
  url,
  json
}, ({ file, json, roster, url }) =>
  Effect.gen(function*() {
    const from = (yield* remoteOf(url)) === null ? { source: yield* sourceOf(roster) } : yield* sentRoster(roster)
    const input = yield* readYaml(file)
    const started = yield* withOperations(url, (operations) => operations.startCampaign(input, from), true)
    yield* print(json, started, ({ campaign, creators, rosterProblems }) =>
      [
        `Campaign ${campaign} started with ${creators} creators.`,
        ...rosterProblems.map((problem) => `left out: row ${problem.row}, ${problem.column}: expected ${problem.expected}, got ${JSON.stringify(problem.got)}`)
      ].join("\n"))
  })).pipe(Command.withDescription("Start a campaign from a YAML or JSON file and a roster"))

/** What a server elsewhere starts with: a CSV file of this machine goes along, anything else is a source that it reads itself. */
const sentRoster = (roster: string) =>
  existsSync(roster)
    ? Effect.try({ try: () => ({ csv: readFileSync(roster, "utf8") }), catch: (error) => new CommandFailed({ message: `${roster} cannot be read: ${error instanceof Error ? error.message : String(error)}` }) })
    : roster !== ""
    ? Effect.succeed({ source: roster })
    : new BadInput({ message: "The campaign cannot be started", problems: [{ field: "--roster", expected: "a CSV file, or a source that the server reads", got: "nothing" }] })

/** What the server reads, whose working directory and defaults may be others another day. */
const sourceOf = (roster: string) =>
  Effect.gen(function*() {
    const settings = yield* loadSettings
    const refused = (expected: string, got: string) => new BadInput({ message: "The campaign cannot be started", problems: [{ field: "--roster", expected, got }] })
    if (settings.roster === "sheets") {
      return yield* Either.match(parseSource(roster, settings.sheetsDefault), {
        onLeft: (reason) => refused(expectedSource, reason),
        onRight: (source) => Effect.succeed(writeSource(source))
      })
    }
    return roster === "" ? yield* refused("the path of a CSV file, e.g. samples/roster.csv", "nothing") : resolve(roster)
  })

const readYaml = (file: string) =>
  Effect.try({
    try: (): unknown => parse(readFileSync(file, "utf8")),
    catch: (error) => new CommandFailed({ message: `${file} cannot be read as a campaign: ${error instanceof Error ? error.message : String(error)}` })
  })

export const campaign = Command.make("campaign").pipe(
  Command.withDescription("Start campaigns, and see those on their way from forms"),
  Command.withSubcommands([campaignStart, intakes, answer])
)

export const status = Command.make("status", { url, json }, ({ json, url }) =>
  Effect.flatMap(withOperations(url, (operations) => operations.status), (report) => print(json, report, renderStatus))).pipe(
    Command.withDescription("Campaigns, negotiations, and what waits")
  )

export const timeline = Command.make("timeline", { negotiation, url, json }, ({ json, negotiation, url }) =>
  Effect.flatMap(withOperations(url, (operations) => operations.timeline(negotiation)), (report) => print(json, report, renderTimeline))).pipe(
    Command.withDescription("Everything that happened in one negotiation, with the mails")
  )

export const explain = Command.make("explain", { negotiation, url, json }, ({ json, negotiation, url }) =>
  Effect.flatMap(withOperations(url, (operations) => operations.explain(negotiation)), (report) => print(json, report, renderExplanation))).pipe(
    Command.withDescription("Why each of our numbers is what it is")
  )

export const decide = Command.make("decide", {
  negotiation,
  choice: Args.choice([
    ["approve", "approve"], ["counter", "counter"], ["decline", "decline"], ["agree", "agree"],
    ["claim", "claim"], ["resume", "resume"], ["pause", "pause"], ["stop", "stop"], ["edit", "edit"], ["to-creator", "to-creator"], ["to-manager", "to-manager"]
  ] as const, { name: "choice" }).pipe(Args.withDescription("approve | edit --draft <file> | counter <amount> | decline | agree <amount> | claim | resume | pause | stop | to-creator | to-manager (whom mails speak to)")),
  amount: Args.optional(Args.text({ name: "amount" }).pipe(Args.withDescription("For counter and agree, in the campaign's currency, e.g. 2450"))),
  seen: Options.optional(Options.integer("seen").pipe(Options.withDescription("The version you were shown: refuse when something has happened since"))),
  draft: Options.optional(Options.text("draft").pipe(Options.withDescription("For edit: a file with the mail's words as `parley draft` shows them, a line \"Subject: ...\" first"))),
  as,
  url,
  json
}, ({ amount, as, choice, draft, json, negotiation, seen, url }) =>
  Effect.gen(function*() {
    const words = Option.isNone(draft) ? null : yield* readDraft(draft.value)
    const decided = yield* withOperations(url, (operations) =>
      operations.decide(negotiation, { choice, amount: Option.getOrNull(amount), seen: Option.getOrNull(seen), mark: null, draft: words, by: as, command: `cli-${randomUUID()}` }))
    yield* print(json, decided, ({ creator, state }) => `${creator} is now ${state}.`)
  })).pipe(Command.withDescription("Decide for one negotiation: approve, counter, decline, claim, stop and more"))

const readDraft = (file: string) =>
  Effect.gen(function*() {
    const text = yield* Effect.try({
      try: () => readFileSync(file, "utf8"),
      catch: (error) => new CommandFailed({ message: `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}` })
    })
    const [, subject, body] = /^Subject:[ \t]*([^\r\n]*)\r?\n(?:\r?\n)?([^]*)$/u.exec(text) ?? []
    if (subject === undefined || body === undefined || body.trim() === "") {
      return yield* new CommandFailed({ message: `${file}: expected a line "Subject: ...", an empty line, and the mail's words, as \`parley draft\` prints them` })
    }
    return { subject: subject.trim(), body: body.trim() }
  })

export const draft = Command.make("draft", { negotiation, url, json }, ({ json, negotiation, url }) =>
  Effect.flatMap(withOperations(url, (operations) => operations.draft(negotiation)), (report) =>
    print(json, report, ({ body, subject }) => `Subject: ${subject}\n\n${body}`))).pipe(
      Command.withDescription("The words of the mail that waits for a yes")
    )

export const stopAgency = Command.make("stop-agency", {
  domain: Args.text({ name: "domain" }).pipe(Args.withDescription("The domain of the agency's mail addresses, e.g. brightside.com")),
  confirm: Options.text("confirm").pipe(Options.withDescription("Stop those that were listed, named by the digest that the listing gave; without it they are only listed"), Options.optional),
  as,
  url,
  json
}, ({ as, confirm, domain, json, url }) =>
  Effect.flatMap(
    withOperations(url, (operations) => operations.stopAgency({ domain, seen: Option.getOrNull(confirm), by: as, command: `cli-${randomUUID()}` })),
    (report) => print(json, report, ({ confirmed, digest, domain, negotiations, refused }) => [
      `${negotiations.length} negotiations ${confirmed ? "were stopped" : negotiations.length === 0 ? "would be stopped" : `would be stopped; --confirm ${digest} stops these`}: ${domain}`,
      ...negotiations.map(({ campaign, creator, id, state }) => `  ${id}  ${creator}  ${campaign}  ${state}`),
      ...refused.map(({ negotiation, reason }) => `  not stopped: ${negotiation}: ${reason}`)
    ].join("\n"))
  )).pipe(Command.withDescription("End every negotiation that an agency takes part in"))

export const forget = Command.make("forget", {
  address: Args.text({ name: "address" }).pipe(Args.withDescription("The mail address of a creator or of anybody in their mail")),
  as,
  url,
  json
}, ({ address, as, json, url }) =>
  Effect.flatMap(
    withOperations(url, (operations) => operations.forget(address, as)),
    (forgotten) => print(json, forgotten, ({ contacts, inbox, left, mails, messages, notices, people, stopped }) =>
      [
        `Erased: ${people} creators (${stopped} negotiations stopped), ${messages} messages, ${inbox} received mails, ${contacts} contacts, ${notices} notices, ${mails} files of the mailbox.`,
        "Not erased: mail at their provider and yours, printouts and logs, and backups made before:",
        ...(left.length === 0 ? ["  none lie in the data directory"] : left.map((one) => `  ${one}`))
      ].join("\n"))
  )).pipe(Command.withDescription("Erase a person's name, addresses and mail; what was decided stays"))
