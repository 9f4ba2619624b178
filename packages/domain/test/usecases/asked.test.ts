import { assert, describe, it } from "@effect/vitest"
import * as Brand from "effect/Brand"
import * as Either from "effect/Either"
import * as fc from "effect/FastCheck"
import type { CommandId } from "../../src/Ids.ts"
import { askedAt, questionsIn, settledBy } from "../../src/negotiation/settled.ts"
import type { StoredEvent } from "../../src/ports/Store.ts"
import { changesOf } from "../../src/usecases/changes.ts"
import { noticeOf } from "../../src/usecases/noticeOf.ts"
import * as Walk from "../negotiation/walk.ts"

const seed = fc.integer({ min: 0, max: 2 ** 32 - 1 })
const commandId = Brand.nominal<CommandId>()

describe("what the team is asked, whatever happens (HUMAN-02, HUMAN-03)", () => {
  it.prop("every question that stands is asked by an open notice, and every notice that is settled is shown so in the step that settled it", [seed], ([from]) => {
    const dice = Walk.diceOf(from)
    let world = Walk.worldOf(dice, 2)
    const logs = world.creators.map((): { events: Array<StoredEvent>; told: Array<number> } => ({ events: [], told: [] }))
    for (let count = 0; count < 50; count++) {
      const stepped = Walk.step(world, dice)
      const log = logs[stepped.index]
      const influencer = world.creators[stepped.index]
      world = stepped.world
      if (log === undefined || influencer === undefined || Either.isLeft(stepped.outcome)) continue
      const first = log.events.length + 1
      const openBefore = log.told.filter((version) => askedAt(log.events, version) !== null && settledBy(log.events, version) === null)
      const { outbox } = changesOf(stepped.before, stepped.outcome.right, stepped.command.at)
      for (const event of stepped.outcome.right) {
        const version = log.events.length + 1
        log.events.push({ version, event, at: stepped.command.at, command: commandId(`c-${count}`), hash: `hash ${version}` })
      }
      const rows = outbox.flatMap((change) => change._tag === "Put" && change.lane === "team" ? [first + change.eventIndex] : [])
      assert.deepStrictEqual(rows, [...new Set(rows)].sort((a, b) => a - b))
      log.told.push(...rows)
      const facts = { negotiation: "n-1", campaign: world.campaign, influencer, events: log.events, messages: [], draft: null, link: null }

      for (const question of questionsIn(stepped.after)) {
        const open = log.told.filter((version) => settledBy(log.events, version) === null && (askedAt(log.events, version) ?? "").startsWith(question))
        assert.isNotEmpty(open, `${stepped.command._tag}: nobody is asked ${question} in ${stepped.after._tag}`)
        assert.isTrue(open.some((version) => (noticeOf(version, facts)?.ask?.choices.length ?? 0) > 0), `${stepped.command._tag}: no choices for ${question} in ${stepped.after._tag}`)
      }
      for (const version of openBefore) {
        const settled = settledBy(log.events, version)
        if (settled === null) continue
        assert.isTrue(rows.some((row) => row >= settled.version), `${stepped.command._tag}: nothing shows that ${version} is settled by ${settled.event._tag}`)
        const notice = noticeOf(version, facts)
        if (notice !== null) assert.isNull(notice.ask)
      }
    }
  }, { fastCheck: { numRuns: 400 } })
})
