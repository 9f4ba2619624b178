import * as Command from "@effect/cli/Command"
import * as Effect from "effect/Effect"
import { doctor as examine } from "../doctor/doctor.ts"
import { renderDoctor } from "../doctor/renderDoctor.ts"
import { CommandFailed } from "./CommandFailed.ts"
import { json, print } from "./print.ts"

/** `parley doctor`: what keeps Parley from its work as it is set up (OPS-04). */
export const doctor = Command.make("doctor", { json }, ({ json }) =>
  Effect.gen(function*() {
    const report = yield* examine(Object.keys(process.env))
    yield* print(json, report, renderDoctor)
    if (!report.ok) return yield* new CommandFailed({ message: "" })
  })).pipe(Command.withDescription("Check everything the settings use, and say how to mend what is wrong"))
