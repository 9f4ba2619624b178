import { assert } from "@effect/vitest"
import { begin, inState } from "./creators.ts"
import { until } from "./ServerProcess.ts"
import { ana, escalated, inSlackWorld, noticeId } from "./slack.ts"

/** Kills the socket so many times while a person decides about each of so many creators, and looks that each decision was made once. */
export const socketKilled = (kills: number, creators: number): Promise<void> =>
  inSlackWorld("socket", async (world) => {
    const server = await world.start()
    const names = Array.from({ length: creators }, (_, index) => `Kill ${String.fromCharCode(65 + index)}`)
    await begin(world, names)
    const { socket, ...slack } = world.slack.world
    let killed = 0
    let wasSeen = false
    const killer = async () => {
      while (killed < kills) {
        await socket.connected()
        socket.kill()
        await socket.disconnected()
        killed += 1
        wasSeen = wasSeen || (await world.ready()).slack?.connected === false
      }
    }
    const decider = async () => {
      for (const name of names) {
        const post = await escalated(world, name)
        // a person presses again until Slack no longer tells them that it failed
        await until(`a click for ${name}`, async () => {
          await socket.connected()
          return (await slack.click(ana, post, "parley_claim")).outcome._tag === "acked"
        }, server.log)
      }
    }
    await Promise.all([killer(), decider()])
    for (const name of names) await inState(world, name, "HumanManaged")
    await socket.connected()
    await until("it to be ready", async () => (await world.ready()).ready, server.log)
    const { slack: health } = await world.ready()
    assert.isAtLeast(health?.reconnects ?? 0, kills)
    assert.isTrue(wasSeen)
    assert.isNull(server.process.exitCode)
    for (const name of names) {
      const { entries }: { readonly entries: ReadonlyArray<{ readonly kind: string }> } = JSON.parse((await world.cli("timeline", name, "--json")).stdout)
      assert.lengthOf(entries.filter(({ kind }) => kind === "Claimed"), 1, name)
    }
    await until("the notices", async () => (await world.status()).team["pending"] === undefined)
    const ids = world.posts().map(noticeId)
    assert.strictEqual(new Set(ids).size, ids.length)
    assert.isAtLeast(ids.length, 1 + 2 * creators)
    assert.strictEqual((await world.status()).deadLetters, 0)
  })
