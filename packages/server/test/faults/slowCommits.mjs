// Loaded with --import: every commit takes 300 ms longer, and nothing else in the process runs meanwhile, as with a disk that is slow to sync.
import { createRequire } from "node:module"

const Database = createRequire(new URL("../../../adapters-sqlite/package.json", import.meta.url))("better-sqlite3")
const { prepare } = Database.prototype
const pause = new Int32Array(new SharedArrayBuffer(4))
Database.prototype.prepare = function(sql) {
  const statement = prepare.call(this, sql)
  if (sql === "COMMIT") {
    const { run } = statement
    statement.run = function(...values) {
      Atomics.wait(pause, 0, 0, 300)
      return run.apply(this, values)
    }
  }
  return statement
}
