// Loaded with --import: the books do not take WAL, as on a filesystem without shared memory, where the pragma answers another mode and does not fail.
import { createRequire } from "node:module"

const Database = createRequire(new URL("../../../adapters-sqlite/package.json", import.meta.url))("better-sqlite3")
const { exec } = Database.prototype
Database.prototype.exec = function(sql) {
  return exec.call(this, sql.replace("journal_mode = WAL", "journal_mode = DELETE"))
}
