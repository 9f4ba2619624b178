import * as Command from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import { BadInput } from "@parley/api/Problems"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { writeFileSync } from "node:fs"
import { availableParallelism } from "node:os"
import { CommandFailed } from "./CommandFailed.ts"
import type { ConcessionPolicy } from "@parley/domain/strategy/NextMove"
import { type OtherPolicy, readPolicyFile } from "../backtest/readPolicy.ts"
import { printable } from "./printable.ts"
import { makeProgress } from "./progress.ts"

const options = {
  negotiations: Options.integer("negotiations").pipe(Options.withDescription("How many, 50 to a campaign"), Options.withDefault(1_000)),
  seed: Options.integer("seed").pipe(Options.withDescription("Another number meets other people; the same number gives the same report, to the byte"), Options.withDefault(1)),
  policy: Options.text("policy").pipe(Options.withDescription("Names, or YAML files with the fields of a policy, with commas between them; the others are compared with the first, in the same negotiations"), Options.withDefault("default")),
  counterparties: Options.text("counterparties").pipe(Options.withDescription("Who is negotiated with"), Options.withDefault("people")),
  faults: Options.float("faults").pipe(Options.withDescription("The share of calls to books, mailbox, reader and channel that fail, and of mails that come late or twice: 0 to 0.3"), Options.withDefault(0)),
  mail: Options.choice("mail", ["plain", "bytes"] as const).pipe(
    Options.withDescription("plain hands mails over as they are; bytes writes and parses each as with a real mailbox, at a tenth of the speed"), Options.withDefault("plain" as const)
  ),
  campaign: Options.optional(Options.integer("campaign").pipe(Options.withDescription("This campaign of the run alone, as a broken rule names it"))),
  threads: Options.optional(Options.integer("threads").pipe(Options.withDescription("Campaigns played side by side; the report is the same"))),
  json: Options.boolean("json").pipe(Options.withDescription("Print the report as one JSON object")),
  html: Options.optional(Options.text("html").pipe(Options.withDescription("Write the report, with its plots, as one HTML file")))
}

/** `parley simulate`: whole campaigns in memory, through the real use cases, against simulated counterparties (SIM-01). */
export const simulate = Command.make("simulate", options, ({ campaign, counterparties, faults, html, json, mail, negotiations, policy, seed, threads }) =>
  Effect.gen(function*() {
    const { policies, sources } = yield* Effect.promise(() => import("@parley/testkit/sim/simulator/policies"))
    const { perCampaign } = yield* Effect.promise(() => import("@parley/testkit/sim/simulator/Scenario"))
    const names = policy.split(",").map((name) => name.trim())
    const files = names.filter((name) => /\.ya?ml$/u.test(name))
    const variants = Object.fromEntries(yield* Effect.forEach(files, (file) => Effect.map(readPolicyFile(file), (read) => [file, concession(read)] as const)))
    const among = (known: Readonly<Record<string, unknown>>): string => `one of ${Object.keys(known).join(", ")}`
    const only = Option.getOrNull(campaign)
    const crew = Option.getOrElse(threads, () => Math.min(8, availableParallelism()))
    const problems = [
      ...names.flatMap((name) => Object.hasOwn(policies, name) || Object.hasOwn(variants, name) ? [] : [{ field: "--policy", expected: `${among(policies)}, or a YAML file`, got: name }]),
      ...new Set(names).size < names.length ? [{ field: "--policy", expected: "each name once", got: policy }] : [],
      ...Object.hasOwn(sources, counterparties) ? [] : [{ field: "--counterparties", expected: among(sources), got: counterparties }],
      ...inRange("--negotiations", negotiations, 1, 1_000_000),
      ...inRange("--faults", faults, 0, 0.3),
      ...only === null ? [] : inRange("--campaign", only, 0, Math.max(0, Math.ceil(negotiations / perCampaign) - 1)),
      ...inRange("--threads", crew, 1, 64)
    ]
    if (problems.length > 0) return yield* new BadInput({ message: "This cannot be simulated", problems })

    const { runPlan } = yield* Effect.promise(() => import("../simulate/runPlan.ts"))
    const progress = makeProgress("simulated")
    const began = performance.now()
    const plan = { seed, negotiations, policies: names, counterparties, faults, asBytes: mail === "bytes", only, ...files.length === 0 ? {} : { variants } }
    const report = yield* runPlan(plan, { threads: crew, progress: progress.show }).pipe(Effect.ensuring(Effect.sync(progress.clear)))
    const seconds = (performance.now() - began) / 1000
    if (json) yield* Console.log(JSON.stringify(report))
    else {
      const { renderText } = yield* Effect.promise(() => import("../simulate/renderText.ts"))
      yield* Console.log(printable(renderText(report)))
    }
    if (Option.isSome(html)) {
      const { renderHtml } = yield* Effect.promise(() => import("../simulate/renderHtml.ts"))
      yield* Effect.try({
        try: () => writeFileSync(html.value, renderHtml(report)),
        catch: (error) => new CommandFailed({ message: `${html.value} cannot be written: ${error instanceof Error ? error.message : String(error)}` })
      })
    }
    const played = report.policies.reduce((sum, { outcomes }) => sum + Object.values(outcomes).reduce((all, count) => all + count, 0), 0)
    yield* Console.error(`${played} negotiations in ${seconds.toFixed(1)} s: ${Math.round(played / seconds)} a second.`)
    const broken = report.policies.reduce((sum, { violations }) => sum + violations, 0)
    if (broken === 0) return
    return yield* new CommandFailed({
      message: [
        `${broken} rules were broken with seed ${seed}:`,
        ...report.violations.slice(0, 20).map((one) => `  ${one.rule}, ${one.policy}, campaign ${one.campaign}, ${one.negotiation ?? "the campaign"}: ${one.detail}`),
        `Once more, the first of them alone: npm run simulate -- --seed ${seed} --negotiations ${negotiations} --policy ${policy} --faults ${faults} --campaign ${report.violations[0]?.campaign ?? 0}`
      ].join("\n")
    })
  })).pipe(Command.withDescription("Play whole campaigns in memory against simulated counterparties"))

/** Of a policy, what strategies go by. */
const concession = ({ opening, pace, rounds }: OtherPolicy): Partial<ConcessionPolicy> => ({
  ...opening === undefined ? {} : { opening }, ...pace === undefined ? {} : { pace }, ...rounds === undefined ? {} : { rounds }
})

const inRange = (field: string, value: number, from: number, to: number) =>
  Number.isFinite(value) && value >= from && value <= to ? [] : [{ field, expected: `a number from ${from} to ${to}`, got: String(value) }]
