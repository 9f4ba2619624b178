import * as Effect from "effect/Effect"
import { CommandFailed } from "./CommandFailed.ts"

/** Writes to stdout and waits until it was taken. False when nobody reads any more, as behind `| head`: that is no failure. */
export const writeOut = (text: string): Effect.Effect<boolean, CommandFailed> =>
  Effect.async((resume) => {
    if (text === "") {
      resume(Effect.succeed(true))
      return
    }
    // the callback below hears of the same failure; unheard, it would end the process
    const heard = () => {}
    process.stdout.once("error", heard)
    process.stdout.write(text, (error) => {
      if (error === null || error === undefined) {
        process.stdout.off("error", heard)
        resume(Effect.succeed(true))
      } else if ("code" in error && error.code === "EPIPE") resume(Effect.succeed(false))
      else resume(Effect.fail(new CommandFailed({ message: `The audit cannot be written: ${error.message}` })))
    })
  })
