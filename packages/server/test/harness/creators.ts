import { assert } from "@effect/vitest"
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { addressOf, campaignYaml, rosterCsv } from "./letters.ts"
import { until, type World } from "./ServerProcess.ts"

/** Starts the test campaign with these creators through the CLI and waits until each has their opening. */
export const begin = async (world: World, names: ReadonlyArray<string>, extra = "") => {
  const yaml = join(world.dataDir, "campaign.yaml")
  const csv = join(world.dataDir, "roster.csv")
  writeFileSync(yaml, campaignYaml(extra))
  writeFileSync(csv, rosterCsv(...names))
  const started = await world.cli("campaign", "start", yaml, "--roster", csv)
  assert.strictEqual(started.code, 0, started.stderr)
  await until("the openings", async () => {
    const { mail } = await world.status()
    return mail["sent"] === names.length
  })
}

/** What a creator got, in order. */
export const mailsTo = async (world: World, name: string) =>
  (await world.sent()).filter((mail) => mail.to.some((to) => to.address === addressOf(name)))

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
