// Loaded with --import: while the file that PARLEY_TEST_FAULT names exists, a draft is torn in the middle by a full disk.
import fs from "node:fs"
import { syncBuiltinESMExports } from "node:module"

const { open } = fs.promises
fs.promises.open = async (path, ...more) => {
  const handle = await open(path, ...more)
  if (!String(path).includes(".Drafts/tmp") || !fs.existsSync(process.env.PARLEY_TEST_FAULT)) return handle
  return new Proxy(handle, {
    get: (target, name) => {
      if (name !== "writeFile") return typeof target[name] === "function" ? target[name].bind(target) : target[name]
      return async (bytes) => {
        await target.writeFile(bytes.subarray(0, bytes.length / 2))
        throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC", path })
      }
    }
  })
}
syncBuiltinESMExports()
