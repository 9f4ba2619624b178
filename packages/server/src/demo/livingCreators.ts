import { parseEmail } from "@parley/email/parseEmail"
import type { LivingCast } from "@parley/testkit/sim/livingCampaign"
import { receiveSoon } from "@parley/testkit/sim/receiveSoon"
import { replyMime } from "@parley/testkit/sim/replyMime"
import { stream } from "@parley/testkit/sim/Seeded"
import { type Reply, start } from "@parley/testkit/sim/SimulatedCreator"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type { Scope } from "effect/Scope"
import type { Outside } from "./Outside.ts"

/**
 * Plays creators while somebody watches: whatever Parley sends them is answered within seconds to a minute, as mail files, until the scope closes. The
 * others on the roster get their mail and say nothing.
 */
export const livingCreators = ({ cast, outside, seed }: { readonly cast: LivingCast; readonly outside: Outside; readonly seed: number }): Effect.Effect<void, never, Scope> =>
  Effect.gen(function*() {
    const scope = yield* Effect.scope
    const players = new Map(cast.played.map(({ member, persona }) => [member.address, { state: start(persona), random: stream(seed, member.address) }]))
    let letters = 0

    const post = ({ email }: Reply) =>
      Effect.map(Clock.currentTimeMillis, (date) => {
        letters += 1
        outside.deliver(`${date}.${String(letters).padStart(4, "0")}.living`, replyMime({ ...email, date }))
      })

    const read = Effect.fnUntraced(function*(raw: Uint8Array) {
      const mail = yield* parseEmail(raw)
      for (const to of mail.to) {
        const player = players.get(to.address)
        if (player === undefined) continue
        const seen = { ...mail, messageId: mail.messageId ?? "", date: yield* Clock.currentTimeMillis }
        const { replies, state } = receiveSoon(seen, player.state, player.random, ({ delayMillis }) => soon(delayMillis))
        player.state = state
        for (const { delayMillis, reply } of replies) yield* Effect.forkIn(Effect.delay(post(reply), delayMillis), scope)
      }
    })

    // a mail of ours that cannot be read is none of theirs: the others are answered
    const look = Effect.flatMap(Effect.sync(outside.newlySent), Effect.forEach((raw) => Effect.ignore(read(raw)), { discard: true }))
    yield* Effect.forkIn(Effect.forever(Effect.delay(look, 250)), scope)
  })

/** What takes simulated people half an hour to a day takes these 3 to 30 seconds. */
const soon = (simulated: number): number => Math.max(3000, Math.min(30_000, simulated / 2400))
