import { assert, describe, it } from "@effect/vitest"
import type { NegotiationQuery } from "@parley/domain/ports/Listings"
import * as ListRows from "../src/ListRows.ts"
import { bringForward } from "../src/Migrations.ts"
import * as NegotiationRows from "../src/NegotiationRows.ts"
import * as Tallies from "../src/Tallies.ts"
import Sqlite from "better-sqlite3"

describe("ListRows", () => {
  it("finds the same for a search that few creators fit and for one that many do (API-01)", () => {
    const db = new Sqlite(":memory:")
    bringForward(db)
    db.exec("INSERT INTO campaigns (id, body, added_at) VALUES ('c', '{}', 1)")
    const person = db.prepare("INSERT INTO people (id, body) VALUES (?, ?)")
    const negotiation = db.prepare("INSERT INTO negotiations (id, campaign, influencer, version, head, tag, updated_at, snapshot) VALUES (?, 'c', ?, 0, '', 'Unopened', ?, '{\"_tag\":\"Unopened\"}')")
    for (let n = 0; n < 30; n++) {
      person.run(`p${n}`, JSON.stringify({ name: n % 3 === 0 ? `Mia ${n}` : `Noa ${n}`, handle: `@c${n}` }))
      negotiation.run(`n${n}`, `p${n}`, Math.floor(n / 4))
    }
    const rows = NegotiationRows.make(db, Tallies.make(db))
    const [byCreator, inOrder] = [ListRows.make(db, rows), ListRows.make(db, rows, 0)]
    for (const sort of ["updated", "created"] as const) {
      for (const descending of [true, false]) {
        const query: NegotiationQuery = { campaign: null, states: [], search: "mia", sort, descending }
        const all = byCreator.negotiations(query, null, 100)
        assert.lengthOf(all, 10)
        assert.deepStrictEqual(inOrder.negotiations(query, null, 100), all)
        assert.deepStrictEqual(inOrder.negotiations(query, all[3] ?? null, 3), all.slice(4, 7))
      }
    }
    db.close()
  })
})
