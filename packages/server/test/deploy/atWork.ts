import { assert } from "@effect/vitest"
import { migrations } from "@parley/adapters-sqlite/Migrations"
import { readdirSync } from "node:fs"
import { begin, mailsByAddress, openingTo } from "../harness/creators.ts"
import { addressOf, reply } from "../harness/letters.ts"
import { until } from "../harness/ServerProcess.ts"
import type { Ended, Host } from "./Host.ts"

const names = ["Ada", "Ben"]

/** Environment of a server that is never ready: nobody is signed in to the mailbox that it wants. */
export const unready = "PARLEY_MAILBOX=gmail\nGOOGLE_CLIENT_ID=1-a.apps.googleusercontent.com\nGOOGLE_CLIENT_SECRET=x\n"
/** Another one, which reads mail and decides all the same: its team channel cannot be reached. */
export const withoutTeam = "PARLEY_TEAM=slack\nSLACK_API_URL=http://127.0.0.1:9/\nSLACK_BOT_TOKEN=xoxb-1\nSLACK_APP_TOKEN=xapp-1\nPARLEY_SLACK_CHANNEL=C0123456789\nPARLEY_SLACK_DECIDERS=U0123456789\n"
/** A release that migrates the books. */
export const migrating = [`version${migrations.length}]`, `version${migrations.length}, "CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT"]`] as const

export const ends = ({ code, text }: Ended, expected: number, ...words: ReadonlyArray<string>): void => {
  assert.strictEqual(code, expected, text)
  for (const word of words) assert.include(text, word)
}

/** A host with an image deployed on it and two openings sent. */
export const atWork = async (host: Host): Promise<string> => {
  const image = host.image("first")
  ends(await host.remote(["deploy", image]), 0)
  await begin(host.world, names)
  return image
}

export const isSending = async (host: Host): Promise<boolean> => !(await host.world.status()).sending.stopped

export const backups = (host: Host): ReadonlyArray<string> => readdirSync(host.world.dataDir).filter((name) => name.startsWith("before-deployment-"))

/** Everybody got one mail, the books add up, and a reply is still answered, once. */
export const worksOn = async (host: Host, name: string): Promise<void> => {
  const { world } = host
  assert.deepStrictEqual([...(await mailsByAddress(world)).values()], names.map(() => 1))
  await asks(host, name)
  assert.strictEqual((await world.cli("verify")).code, 0)
}

/** A creator asks for more, and is answered. */
export const asks = async ({ world }: Host, name: string): Promise<void> => {
  world.copyIn(`${name}.eml`, reply(await openingTo(world, name), name, "Thank you! I usually charge $2,600 for a reel. Could you do that?"))
  await until("an answer", async () => (await mailsByAddress(world)).get(addressOf(name)) === 2)
}
