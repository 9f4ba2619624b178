import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as LogLevel from "effect/LogLevel"
import * as Logger from "effect/Logger"

/** Logs go to stderr, one line each, in the format `PARLEY_LOG` names; stdout is for answers. Only a server tells what goes well. */
export const loggerLayer: Layer.Layer<never> = Layer.unwrapEffect(Effect.sync(() =>
  Layer.merge(format(), Logger.minimumLogLevel(process.argv[2] === "start" ? LogLevel.Info : LogLevel.Warning))))

const format = (): Layer.Layer<never> => {
  switch (process.env["PARLEY_LOG"]) {
    case "none": return Logger.remove(Logger.defaultLogger)
    case "json": return Logger.replace(Logger.defaultLogger, Logger.withConsoleError(Logger.jsonLogger))
    case "pretty": return Logger.replace(Logger.defaultLogger, Logger.prettyLogger({ stderr: true }))
    default: return Logger.replace(Logger.defaultLogger, Logger.withConsoleError(Logger.logfmtLogger))
  }
}
