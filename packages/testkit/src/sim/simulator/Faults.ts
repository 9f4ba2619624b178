import { Mailbox, MailboxUnavailable } from "@parley/domain/ports/Mailbox"
import { ReaderUnavailable, ReplyReader } from "@parley/domain/ports/ReplyReader"
import { Store, StoreUnavailable } from "@parley/domain/ports/Store"
import { TeamChannel, TeamUnavailable } from "@parley/domain/ports/TeamChannel"
import type * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import type { Stream } from "../Seeded.ts"

/** The services of a world, before faults stand around them. */
export interface Services {
  readonly store: Context.Tag.Service<typeof Store>
  readonly mailbox: Context.Tag.Service<typeof Mailbox>
  readonly reader: Context.Tag.Service<typeof ReplyReader>
  readonly team: Context.Tag.Service<typeof TeamChannel>
}

/**
 * The same services, each call of which fails at `rate` (0 to 1): the books keep nothing, the mailbox cannot be asked, the reader is down,
 * the channel too; and what a mailbox or a channel did may be lost on the way back (MAIL-06). Nothing fails once `rate` answers 0.
 */
export const faulty = ({ mailbox, reader, store, team }: Services, rate: () => number, random: Stream): Services => {
  const before = <A, E, E2>(effect: Effect.Effect<A, E>, error: () => E2): Effect.Effect<A, E | E2> =>
    Effect.suspend((): Effect.Effect<A, E | E2> => random.next() < rate() ? Effect.fail(error()) : effect)
  /** Half of the failures come after it was done. */
  const around = <A, E, E2>(effect: Effect.Effect<A, E>, error: () => E2): Effect.Effect<A, E | E2> =>
    Effect.suspend((): Effect.Effect<A, E | E2> => {
      const draw = random.next()
      if (draw >= rate()) return effect
      return draw < rate() / 2 ? Effect.fail(error()) : Effect.zipRight(effect, Effect.fail(error()))
    })
  const booksFail = () => new StoreUnavailable({ reason: "simulated: the books keep nothing", down: random.chance(0.5) })
  const boxFails = () => new MailboxUnavailable({ reason: "simulated: the mailbox does not answer" })
  const teamFails = () => new TeamUnavailable({ reason: "simulated: the channel does not answer" })
  return {
    store: {
      ...store,
      transact: (step) => before(store.transact(step), booksFail),
      ingest: (...given) => before(store.ingest(...given), booksFail),
      moveOutbox: (...given) => before(store.moveOutbox(...given), booksFail),
      settleInbox: (...given) => before(store.settleInbox(...given), booksFail),
      claimMail: (...given) => before(store.claimMail(...given), booksFail),
      negotiation: (id) => before(store.negotiation(id), booksFail)
    },
    mailbox: {
      ...mailbox,
      arrivals: (cursor) => before(mailbox.arrivals(cursor), boxFails),
      filed: (ids) => around(mailbox.filed(ids), boxFails),
      stage: (email) => around(mailbox.stage(email), boxFails),
      dispatch: (draft) => around(mailbox.dispatch(draft), boxFails),
      lookup: (...given) => before(mailbox.lookup(...given), boxFails),
      discard: (draft) => around(mailbox.discard(draft), boxFails)
    },
    reader: { ...reader, read: (...given) => before(reader.read(...given), () => new ReaderUnavailable({ reason: "simulated: the reader does not answer" })) },
    team: { ...team, post: (...given) => around(team.post(...given), teamFails), update: (...given) => around(team.update(...given), teamFails) }
  }
}
