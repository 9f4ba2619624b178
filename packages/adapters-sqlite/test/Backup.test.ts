import { assert, describe, it } from "@effect/vitest"
import { instant } from "@parley/domain/Instant"
import { Store } from "@parley/domain/ports/Store"
import { always, campaign, campaignId, influencer, message, negotiationId, opened, personId, step } from "@parley/testkit/fixtures"
import Sqlite from "better-sqlite3"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Fiber from "effect/Fiber"
import { readdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { backup } from "../src/Backup.ts"
import * as BooksFile from "../src/BooksFile.ts"
import * as SqliteStore from "../src/SqliteStore.ts"
import { verify } from "../src/Verify.ts"
import { directory } from "./temporary.ts"

const books = (path: string) =>
  Effect.acquireRelease(Effect.suspend(() => BooksFile.open(path)), ({ db }) => Effect.sync(() => db.close()))

const write = (index: number) => {
  const id = `n${index}`
  const events = [opened({ campaign: campaignId("spring"), influencer: personId(`p-${id}`) }, 10)]
  const words = { ...message(`m${index}`, id, "in", 10), text: "All the best, Maya. ".repeat(400) }
  return step(id, `open ${id}`, 10, always(events, { messages: [words] }))
}

const names = Array.from({ length: 600 }, (_, index) => `n${index}`)

describe("Backup", () => {
  it.scoped("STATE-05 copies one moment while steps go on being committed, and never waits for them nor they for it", () =>
    Effect.gen(function*() {
      const path = yield* directory
      const file = join(path, "copy.db")
      yield* Effect.gen(function*() {
        const store = yield* Store
        yield* store.addCampaign(campaign("spring", { budget: 1000, headcount: 9 }), names.map((id) => ({ id: negotiationId(id), influencer: influencer(`p-${id}`) })), instant(1))
        yield* Effect.forEach(names.slice(0, 200), (_, index) => store.transact(write(index)), { concurrency: 50 })
        const source = yield* books(join(path, "parley.db"))
        const shares: Array<number> = []
        let during = 0
        const writing = yield* Effect.fork(Effect.forEach(names.slice(200), (_, index) => Effect.tap(store.transact(write(200 + index)), () => { during += 1 })))
        const written = yield* Effect.promise(() => backup(source, file, { progress: (share) => shares.push(share) })).pipe(Effect.flatten)
        assert.isAbove(during, 5)
        assert.isBelow(during, 400)
        assert.deepStrictEqual(shares, shares.toSorted((a, b) => a - b))
        assert.deepStrictEqual(written.anchor, { events: 200, head: source.anchor.head })
        yield* Fiber.join(writing)
      }).pipe(Effect.provide(SqliteStore.layer({ path })))

      const copy = yield* books(file)
      assert.strictEqual(copy.anchor.events, 200)
      assert.deepStrictEqual(yield* Effect.promise(() => verify(copy.db, () => {})), { negotiations: 600, events: 200, problems: [] })
      assert.deepStrictEqual(readdirSync(path).filter((name) => name.startsWith("copy")), ["copy.db"])
      const now = yield* books(join(path, "parley.db"))
      assert.strictEqual(now.anchor.events, 600)
    }))

  it.scoped("STATE-05 never overwrites, and says where it cannot write", () =>
    Effect.gen(function*() {
      const path = yield* directory
      yield* Effect.provide(Store, SqliteStore.layer({ path }))
      const source = yield* books(join(path, "parley.db"))
      writeFileSync(join(path, "taken"), "mine")
      const refused = (file: string) => Effect.flip(Effect.flatten(Effect.promise(() => backup(source, file))))
      assert.include((yield* refused(join(path, "taken"))).message, "there is a file of that name already")
      assert.include((yield* refused(join(path, "parley.db"))).message, "there is a file of that name already")
      assert.include((yield* refused(join(path, "no/such/folder"))).message, "a folder that exists")
    }))

  it.scoped("STATE-05 refuses to read what is no books: nothing, anything, something else's, a newer release's", () =>
    Effect.gen(function*() {
      const path = yield* directory
      const reason = (name: string) => Either.match(BooksFile.open(join(path, name)), { onLeft: (error) => error.message, onRight: () => assert.fail(name) })
      writeFileSync(join(path, "text"), "a shopping list ".repeat(400))
      writeFileSync(join(path, "empty"), "")
      const made = (name: string, sql: string) => {
        const db = new Sqlite(join(path, name))
        db.exec(sql)
        db.close()
      }
      made("other", "CREATE TABLE t (a)")
      made("newer", "PRAGMA application_id = 0x5041524c; PRAGMA user_version = 99; CREATE TABLE t (a)")
      assert.include(reason("nothing"), "there is no such file")
      assert.include(reason("text"), "cannot be read as books: file is not a database")
      assert.include(reason("empty"), "a database of something else")
      assert.include(reason("other"), "a database of something else")
      assert.include(reason("newer"), "of version 99, newer than this Parley")
    }))
})
