import { killPoints } from "@parley/domain/usecases/KillPoints"
import { parseArgs } from "node:util"
import { crash, type Report } from "./crash.ts"
import { mailboxNames, pointsNamed, pointsWith } from "./Moments.ts"
import { faultKinds } from "./Faults.ts"
import { plots } from "./Plots.ts"
import { takings } from "./takeOver.ts"
import { makeRealBuild, realBuild } from "./ServerUnderTest.ts"

const help = `Kills the real server again and again, at named moments and at random ones, and compares what the world outside saw.

  npm run crash -- [--kills 700] [--seed 1] [--worlds 2] [--points a,b] [--epoch N] [--keep] [--json]
                   [--mailbox maildir] [--faults 10]

  --mailbox maildir, or gmail: on a Google in this process that outlives every server, and people who change and send staged mails
  --faults  how many of a hundred calls to Gmail go wrong: lost, refused, late, answered 429, 500 or 503
  --kills   how many deaths, about
  --seed    another number draws another order of deaths; the run says which to repeat
  --worlds  how many servers at once
  --points  only these kill points, of: ${killPoints.join(", ")}
  --epoch   only this part of the run: what a finding names
  --keep    leave the data directory of an epoch that found something
  --json    print the report as one JSON object in the last line

Ends with 1 when anything was lost, sent twice or not accounted for, or when it did not die at each named point once in sixty kills,
or when of some kind of call to Gmail no answer was lost.`

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "700" }, seed: { type: "string", default: "1" }, worlds: { type: "string", default: "2" },
    mailbox: { type: "string", default: "maildir" }, faults: { type: "string", default: "10" }, points: { type: "string" }, epoch: { type: "string" }, keep: { type: "boolean", default: false }, json: { type: "boolean", default: false },
    help: { type: "boolean", default: false }
  }
})

const wholeNumber = (name: string, text: string): number => {
  const number = Number(text)
  if (Number.isInteger(number) && number >= 0) return number
  process.stderr.write(`--${name}: expected a whole number; got ${JSON.stringify(text)}\n`)
  return process.exit(2)
}

const table = ({ calls }: Report): ReadonlyArray<string> =>
  Object.keys(calls).length === 0 ? [] : [
    ["call".padEnd(24), "made", ...faultKinds].map((title) => title.padStart(8)).join(""),
    ...Object.entries(calls).toSorted(([, one], [, other]) => other.made - one.made).map(([call, { faults, made }]) =>
      `${call.padEnd(24)}${[made, ...faultKinds.map((kind) => faults[kind])].map((count) => String(count).padStart(8)).join("")}`)
  ]

const again = (seed: number, epoch: number): string =>
  `npm run crash -- ${values.mailbox === "maildir" ? "" : `--mailbox ${values.mailbox} --faults ${values.faults} `}--kills ${values.kills} --seed ${seed} --epoch ${epoch} --keep`

const render = (report: Report): string => [
  `${report.kills} kills in ${report.epochs} epochs and ${report.seconds} s, seed ${report.seed}: ` +
    `${report.kills - report.random} at named points, ${report.random} at random moments; ${report.starts} starts, ${report.missed} moments not met.`,
  ...Object.entries(report.hits).toSorted(([, one], [, other]) => other - one).map(([point, count]) => `  ${String(count).padStart(4)}  ${point}`),
  ...table(report),
  `${report.delivered} mails delivered, ${report.decisions} decisions answered; mails ${report.mails.expected} due, ${report.mails.seen} seen; ` +
    `notices ${report.notices.expected} due, ${report.notices.seen} seen.` +
    (values.mailbox === "maildir" ? "" : ` By a person: ${takings.map((how) => `${report.taken.filter((one) => one === how).length} ${how}`).join(", ")}.`),
  ...report.unharmed.map((call) => `no answer was lost of ${call}`),
  ...report.short.map((point) => `not died at ${report.each} times: ${point}`),
  ...report.found.map(({ epoch, kind, what }) => `${kind.toUpperCase()} in epoch ${epoch}: ${what}\n  again: ${again(report.seed, epoch)}`),
  `lost ${report.lost}, duplicated ${report.duplicated}, unaccounted ${report.unaccounted}`
].join("\n")

if (values.help) {
  process.stdout.write(`${help}\n`)
} else {
  const mailbox = mailboxNames.find((name) => name === values.mailbox)
  if (mailbox === undefined) {
    process.stderr.write(`--mailbox: expected ${mailboxNames.join(" or ")}; got ${JSON.stringify(values.mailbox)}\n`)
    process.exit(2)
  }
  const points = pointsNamed(values.points ?? null, pointsWith(mailbox))
  if ("unknown" in points) {
    process.stderr.write(`--points: expected names of ${pointsWith(mailbox).join(", ")}; got ${JSON.stringify(points.unknown)}\n`)
    process.exit(2)
  }
  const kills = wholeNumber("kills", values.kills)
  await makeRealBuild()
  const report = await crash({
    kills, seed: wholeNumber("seed", values.seed), worlds: Math.max(1, wholeNumber("worlds", values.worlds)), points, build: realBuild, cast: plots,
    mailbox, faults: Math.min(100, wholeNumber("faults", values.faults)), patience: mailbox === "maildir" ? 60_000 : 150_000, keep: values.keep,
    only: values.epoch === undefined ? null : wholeNumber("epoch", values.epoch),
    progress: (totals, found) => {
      const line = `${totals.kills} of ${kills} kills, ${Object.keys(totals.hits).length} of ${points.length} points, ${totals.starts} starts, ${found} findings`
      process.stderr.write(process.stderr.isTTY ? `\r${line} ` : `${line}\n`)
    }
  })
  process.stdout.write(`${render(report)}\n`)
  if (values.json) process.stdout.write(`${JSON.stringify(report)}\n`)
  process.exitCode = report.found.length > 0 || (values.epoch === undefined && report.short.length + report.unharmed.length > 0) ? 1 : 0
}
