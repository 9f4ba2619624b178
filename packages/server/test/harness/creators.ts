import { assert } from "@effect/vitest"
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { addressOf, campaignYaml, reply, rosterCsv } from "./letters.ts"
import { until, type World } from "./ServerProcess.ts"

/** Starts the test campaign with these creators through the CLI and waits until each has their opening. */
export const begin = async (world: World, names: ReadonlyArray<string>, extra = "") => {
  const yaml = join(world.dataDir, "campaign.yaml")
  const csv = join(world.dataDir, "roster.csv")
  writeFileSync(yaml, campaignYaml(extra, Math.max(20, names.length)))
  writeFileSync(csv, rosterCsv(...names))
  const started = await world.cli("campaign", "start", yaml, "--roster", csv)
  assert.strictEqual(started.code, 0, started.stderr)
  await until("the openings", async () => {
    const { mail } = await world.status()
    return mail["sent"] === names.length
  }, () => "", 400 + 20 * names.length)
}

/** What a creator got, in order. */
export const mailsTo = async (world: World, name: string) =>
  (await world.sent()).filter((mail) => mail.to.some((to) => to.address === addressOf(name)))

/** How many mails each address got. */
export const mailsByAddress = async (world: World): Promise<ReadonlyMap<string, number>> => {
  const counts = new Map<string, number>()
  for (const { to } of await world.sent()) for (const { address } of to) counts.set(address, (counts.get(address) ?? 0) + 1)
  return counts
}

/** What each of these creators writes back to their opening: a counter-offer that is answered with one mail. */
export const counters = async (world: World, names: ReadonlyArray<string>) => {
  const openings = new Map((await world.sent()).map((mail) => [mail.to[0]?.address, mail]))
  return names.map((name) => {
    const opening = openings.get(addressOf(name))
    assert.isDefined(opening)
    return { name, text: reply(opening, name, "Thank you! I usually charge $2,600 for a reel. Could you do that?") }
  })
}

export const openingTo = async (world: World, name: string) => {
  const [opening] = await mailsTo(world, name)
  assert.isDefined(opening)
  return opening
}

export const negotiationOf = async (world: World, name: string) => {
  const found = (await world.status()).negotiations.find((one) => one.creator === name)
  assert.isDefined(found)
  return found
}

export const inState = (world: World, name: string, state: string) =>
  until(`${name} to be ${state}`, async () => (await negotiationOf(world, name)).state === state)
