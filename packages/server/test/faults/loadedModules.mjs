// Loaded before a server: writes the URL of every module that is loaded to the file named by LOADED_MODULES.
import { appendFileSync } from "node:fs"
import { registerHooks } from "node:module"

registerHooks({
  load: (url, context, next) => {
    appendFileSync(process.env["LOADED_MODULES"] ?? "/dev/null", `${url}\n`)
    return next(url, context)
  }
})
