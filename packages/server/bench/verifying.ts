import { openToRead } from "@parley/adapters-sqlite/Database"
import { verify } from "@parley/adapters-sqlite/Verify"
import { join } from "node:path"

/** Checks a whole file: microseconds per event, everything that `parley verify` looks at included. */
export const verifying = async (dataDir: string): Promise<{ readonly events: number; readonly microsPerEvent: number }> => {
  const db = openToRead(join(dataDir, "parley.db"))
  try {
    const began = performance.now()
    const report = await verify(db, () => {})
    if (report.problems.length > 0) throw new Error(`the books do not add up: ${JSON.stringify(report.problems[0])}`)
    return { events: report.events, microsPerEvent: (performance.now() - began) * 1000 / report.events }
  } finally {
    db.close()
  }
}
