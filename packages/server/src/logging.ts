import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"

/** Logs go to stderr, one line each, in the format `PARLEY_LOG` names; stdout is for answers. */
export const loggerLayer: Layer.Layer<never> = Layer.unwrapEffect(Effect.sync(() => {
  switch (process.env["PARLEY_LOG"]) {
    case "none": return Logger.remove(Logger.defaultLogger)
    case "json": return Logger.replace(Logger.defaultLogger, Logger.withConsoleError(Logger.jsonLogger))
    case "pretty": return Logger.replace(Logger.defaultLogger, Logger.prettyLogger({ stderr: true }))
    default: return Logger.replace(Logger.defaultLogger, Logger.withConsoleError(Logger.logfmtLogger))
  }
}))
