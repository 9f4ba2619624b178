// Loaded with --import: a draft's move to .Sent never comes to an end; the file that PARLEY_TEST_FAULT names says that it began.
import fs from "node:fs"
import { syncBuiltinESMExports } from "node:module"

const { rename } = fs.promises
fs.promises.rename = (from, to) => {
  if (!String(to).includes(".Sent")) return rename(from, to)
  fs.writeFileSync(process.env.PARLEY_TEST_FAULT, "")
  return new Promise(() => {})
}
syncBuiltinESMExports()
