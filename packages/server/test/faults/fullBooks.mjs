// Loaded with --import: while the file that PARLEY_TEST_FAULT names exists, the books may not grow by a page.
import { existsSync } from "node:fs"
import { createRequire } from "node:module"

const Database = createRequire(new URL("../../../adapters-sqlite/package.json", import.meta.url))("better-sqlite3")
const { exec } = Database.prototype
Database.prototype.exec = function(sql) {
  if (this.name.endsWith("parley.db") && sql.includes("journal_mode")) {
    setInterval(() => {
      if (this.open) this.pragma(`max_page_count = ${existsSync(process.env.PARLEY_TEST_FAULT) ? 1 : 1_073_741_823}`)
    }, 10).unref()
  }
  return exec.call(this, sql)
}
