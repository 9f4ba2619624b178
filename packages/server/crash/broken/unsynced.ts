import Sqlite from "better-sqlite3"

/** Loaded before the server, by `--import`: no commit is synced, though the pragma reads as if it were. A kill cannot show it, a power loss would. */
// oxlint-disable-next-line typescript/unbound-method -- each is called on its own database below
const { exec, pragma } = Sqlite.prototype

Sqlite.prototype.exec = function(sql) {
  exec.call(this, sql)
  if (sql.includes("synchronous = FULL")) exec.call(this, "PRAGMA synchronous = OFF")
  return this
}

Sqlite.prototype.pragma = function(source, options) {
  return source === "synchronous" ? 2 : pragma.call(this, source, options)
}
