import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as fs from "node:fs/promises"
import { join } from "node:path"
import { deliver } from "../src/MaildirDelivery.ts"
import { make } from "./maildirWorld.ts"

describe("MaildirDelivery", () => {
  it.scoped("MAIL-01 delivers a whole mail once under its name, and leaves what lies there already", () =>
    Effect.gen(function*() {
      const world = yield* make()
      const mailbox = yield* world.start
      assert.isTrue(yield* deliver(world.path, "mail-1", Buffer.from("From: a@example.com\r\n\r\nOne\r\n")))
      assert.isFalse(yield* deliver(world.path, "mail-1", Buffer.from("From: a@example.com\r\n\r\nTwo\r\n")))
      const { messages } = yield* mailbox.arrivals(null)
      assert.deepStrictEqual(messages.map(({ raw }) => Buffer.from(raw ?? []).toString()), ["From: a@example.com\r\n\r\nOne\r\n"])
      assert.deepStrictEqual(yield* world.files("tmp"), [])
      assert.strictEqual((yield* Effect.promise(() => fs.stat(join(world.path, "new", "mail-1")))).mode & 0o777, 0o600)
    }))

  it.scoped("MAIL-01 says why a folder cannot take mail, and takes no name that leads elsewhere", () =>
    Effect.gen(function*() {
      const world = yield* make()
      const { reason } = yield* Effect.flip(deliver(join(world.path, "missing"), "mail-1", Buffer.from("x")))
      assert.include(reason, "does not exist")
      yield* world.start
      for (const name of ["../mail-1", ".mail", "", "a/b"]) assert.isTrue(Exit.isFailure(yield* Effect.exit(deliver(world.path, name, Buffer.from("x")))), name)
      assert.deepStrictEqual(yield* world.files(), ["cur", "new", "tmp"])
    }))
})
