import { type Diagnosis, type Finding, problem } from "@parley/domain/ports/Diagnosis"
import * as Cause from "effect/Cause"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"

/** One thing that the configuration uses, and how to find out whether it can be used. Nothing is changed by asking. */
export interface Check {
  /** E.g. "gmail". */
  readonly name: string
  /** The variables it goes by: where one of them cannot be used, there is nothing to ask. */
  readonly needs: ReadonlyArray<string>
  readonly ask: Effect.Effect<Diagnosis>
}

/** What a check came to. */
export interface Checked extends Diagnosis {
  readonly check: string
  readonly state: "ok" | "warning" | "problem" | "not checked"
}

/** Nobody is waited for longer. */
export const patience = Duration.seconds(15)

/** Asks all at once; what hangs, fails or cannot be asked holds up no other. */
export const examine = (checks: ReadonlyArray<Check>, unusable: ReadonlySet<string>, within: Duration.DurationInput = patience): Effect.Effect<ReadonlyArray<Checked>> =>
  Effect.forEach(checks, ({ ask, name, needs }) => {
    const broken = needs.filter((one) => unusable.has(one))
    if (broken.length > 0) return Effect.succeed<Checked>({ check: name, state: "not checked", told: `because of ${broken.join(", ")}`, findings: [] })
    return Effect.disconnect(ask).pipe(
      Effect.timeoutTo({
        duration: within,
        onSuccess: (diagnosis) => diagnosis,
        onTimeout: (): Diagnosis => ({ told: "", findings: [problem(`no answer within ${Duration.format(within)}`, "an answer", "look at the connection, and try again")] })
      }),
      Effect.catchAllCause((cause) => Effect.succeed<Diagnosis>({ told: "", findings: [problem(`the check itself failed: ${Cause.pretty(cause).split("\n")[0] ?? ""}`, "an answer", "look at what it names")] })),
      Effect.map((diagnosis) => ({ check: name, state: stateOf(diagnosis.findings), ...diagnosis }))
    )
  }, { concurrency: "unbounded" })

export const stateOf = (findings: ReadonlyArray<Finding>): "ok" | "warning" | "problem" =>
  findings.some(({ grade }) => grade === "problem") ? "problem" : findings.length > 0 ? "warning" : "ok"
