import { AlreadyExists, type Counts, type DeadLetter, type Forgotten, type NotYet, Quarantined, Store, StoreUnavailable } from "@parley/domain/ports/Store"
import type { NegotiationId } from "@parley/domain/Ids"
import type { Instant } from "@parley/domain/Instant"
import { quarantineNotice } from "@parley/domain/usecases/looseNotice"
import type { KillPoint } from "@parley/domain/usecases/KillPoints"
import type * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import { setImmediate as nextTurn } from "node:timers/promises"
import { anchorOf } from "./Anchor.ts"
import * as AccessRows from "./AccessRows.ts"
import * as AuditRows from "./AuditRows.ts"
import * as CampaignRows from "./CampaignRows.ts"
import * as Database from "./Database.ts"
import * as DenialRows from "./DenialRows.ts"
import * as DraftRows from "./DraftRows.ts"
import * as ForgetRows from "./ForgetRows.ts"
import * as GroupCommit from "./GroupCommit.ts"
import * as InboxRows from "./InboxRows.ts"
import * as IntakeRows from "./IntakeRows.ts"
import * as IntakeSteps from "./IntakeSteps.ts"
import * as LedgerRows from "./LedgerRows.ts"
import * as ListRows from "./ListRows.ts"
import * as MessageRows from "./MessageRows.ts"
import * as NegotiationRows from "./NegotiationRows.ts"
import * as OutboxRows from "./OutboxRows.ts"
import * as PushRows from "./PushRows.ts"
import * as RosterRows from "./RosterRows.ts"
import { isEverybodys } from "./SqliteFailure.ts"
import * as Steps from "./Steps.ts"
import type { StoreRefused } from "./StoreRefused.ts"
import * as Tallies from "./Tallies.ts"
import * as Wipe from "./Wipe.ts"
import { verify } from "./Verify.ts"

export interface Options {
  /** The data directory; it is made when it does not exist. */
  readonly path: string
  /** Called between durable steps, where a crash harness may end the process. */
  readonly kill?: (point: KillPoint) => void
  /** What to do when the disk fails a write or sync; ends the process unless given. */
  readonly fatal?: (cause: unknown) => void
}

/** The books on one SQLite file, held by this process alone until the layer's scope closes. */
export const layer = (options: Options): Layer.Layer<Store, StoreRefused> =>
  Layer.scoped(Store, Effect.map(
    Effect.acquireRelease(
      Effect.suspend(() => Either.map(Database.open(options.path, options.kill), (opened) => make(opened, options))),
      ({ close }) => Effect.sync(close)
    ),
    ({ store }) => store
  ))

interface Made {
  readonly store: Context.Tag.Service<Store>
  readonly close: () => void
}

const make = (opened: Database.Opened, options: Options): Made => {
  const { db } = opened
  const tallies = Tallies.make(db)
  const outbox = OutboxRows.make(db, tallies)
  const inbox = InboxRows.make(db, tallies)
  const messages = MessageRows.make(db)
  const drafts = DraftRows.make(db)
  const denials = DenialRows.make(db, tallies)
  const negotiations = NegotiationRows.make(db, tallies)
  const ledger = LedgerRows.make(db, CampaignRows.readCampaign)
  const forgetting = ForgetRows.make(db, tallies)
  const campaigns = CampaignRows.make(db, messages, tallies)
  const rosters = RosterRows.make(db)
  const pushes = PushRows.make(db)
  const intakes = IntakeRows.make(db)
  const audit = AuditRows.make(db, (run) => read(run).pipe(Effect.zipLeft(Effect.promise(() => nextTurn()))))
  const anchor = anchorOf(db)
  const setAside = (negotiation: NegotiationId, reason: string, at: Instant): void => {
    negotiations.quarantine(negotiation, reason)
    outbox.notice(quarantineNotice(negotiation, reason, at))
  }
  const apply = Steps.make(db, { drafts, inbox, ledger, messages, negotiations, outbox, setAside, tallies, chained: anchor.add })
  // written once per group, at its end
  const gathered = [tallies, anchor, ledger]
  const writer = GroupCommit.make(db, {
    begin: () => gathered.forEach((one) => one.reset()),
    kept: () => gathered.forEach((one) => one.keep()),
    undone: () => gathered.forEach((one) => one.undo()),
    end: () => gathered.forEach((one) => one.write()),
    fatal: options.fatal ?? endProcess,
    ...(options.kill === undefined ? {} : { kill: options.kill })
  })

  /** One Effect.async per write is all that Effect costs it. */
  const write = <A, E>(run: () => Exit.Exit<A, E>): Effect.Effect<A, E | StoreUnavailable> =>
    Effect.async((resume) => {
      let exit: Exit.Exit<A, E | StoreUnavailable> | null = null
      writer.submit({
        run: () => {
          exit = run()
        },
        rescue: null,
        done: (failure) => resume(failure === null && exit !== null ? exit : Exit.fail(unavailable(failure?.cause)))
      })
    })

  const transact: Made["store"]["transact"] = (step) =>
    Effect.async((resume) => {
      let exit: Steps.StepExit | null = null
      writer.submit({
        run: () => {
          exit = apply(step)
        },
        // its changes cannot be written whoever asks again: left alone, it would be tried for ever
        rescue: (cause) => {
          const reason = `a step cannot be written: ${text(cause)}`
          setAside(step.negotiation, reason, step.at)
          exit = Exit.fail(new Quarantined({ negotiation: step.negotiation, reason }))
        },
        done: (failure) => resume(failure === null && exit !== null ? exit : Exit.fail(unavailable(failure?.cause)))
      })
    })

  const store: Made["store"] = {
    transact,
    addCampaign: (campaign, list, at, notices = [], roster, intake) => write<void, AlreadyExists>(() => {
      if (intake !== undefined && !intakes.isCurrent(intake)) return Exit.fail(new AlreadyExists({ what: "intake", id: intake.form }))
      const exists = campaigns.add(campaign, list, at)
      if (exists !== null) return Exit.fail(exists)
      if (roster !== undefined) rosters.add(campaign.id, roster)
      for (const notice of notices) outbox.notice(notice)
      if (intake !== undefined) intakes.start(intake.form, campaign.id)
      return Exit.void
    }),
    ...IntakeSteps.make(intakes, outbox, { read, write }),
    notePush: (push) => write(() => Exit.succeed(pushes.note(push))),
    watchedUntil: (mailbox) => read(() => pushes.watchedUntil(mailbox)),
    watchUntil: (mailbox, until) => write(() => Exit.succeed(pushes.watchUntil(mailbox, until, until))),
    rosters: read(() => rosters.all()),
    rosterTraces: (campaign) => read(() => rosters.traces(campaign)),
    noteRoster: (note) => write<boolean, AlreadyExists>(() => {
      if (!rosters.isCurrent(note)) return Exit.succeed(false)
      const exists = campaigns.join(note.campaign, note.start, note.at)
      if (exists !== null) return Exit.fail(exists)
      rosters.note(note)
      for (const notice of note.notices) outbox.notice(notice)
      return Exit.succeed(true)
    }),
    ingest: (mailbox, arrivals, cursor, at) => write(() => Exit.succeed(inbox.ingest(mailbox, arrivals, cursor, at))),
    cursor: (mailbox) => read(() => inbox.cursor(mailbox)),
    behindSince: (mailbox) => read(() => inbox.behindSince(mailbox)),
    fallBehind: (mailbox, since) => write(() => {
      InboxRows.fallBehind(db, mailbox, since, since)
      RosterRows.doubt(db)
      IntakeRows.doubt(db, since)
      return Exit.void
    }),
    catchUp: (mailbox, found, at) => write(() => Exit.succeed(inbox.catchUp(mailbox, found, at))),
    inboxDue: (now, limit) => read(() => inbox.due(now, limit)),
    settleInbox: (mark, notice) => write(() => {
      inbox.mark(mark)
      if (notice !== null) outbox.notice(notice)
      return Exit.void
    }),
    retryInbox: (key, nextAt, fields) => write(() => Exit.succeed(inbox.retry(key, nextAt, fields))),
    olderPending: (negotiation, order) => read(() => inbox.olderPending(negotiation, order)),
    outboxDue: (lane, now, limit, only) => read(() => outbox.due(lane, now, limit, only)),
    moveOutbox: (key, from, to, fields) => write(() => Exit.succeed(outbox.move(key, from, to, fields))),
    claimMail: (key, at, budget) => write(() => Exit.succeed(outbox.claim(key, at, budget))),
    sendingStopped: read(() => outbox.sendingStopped()),
    stopSending: (stop) => write(() => Exit.succeed(outbox.stopSending(stop))),
    deadLetters: (limit) => read(() => [...outbox.dead(limit).map((row): DeadLetter => ({ _tag: "Outbox", row })), ...inbox.failed(limit)].slice(0, limit)),
    draftsToDiscard: (limit) => read(() => outbox.drafts(limit)),
    outboxOf: (subject) => read(() => outbox.of(subject)),
    addNotice: (notice) => write(() => Exit.succeed(outbox.notice(notice))),
    keepDraft: (draft) => write(() => Exit.succeed(drafts.keep(draft))),
    draft: (negotiation, mail) => read(() => drafts.of(negotiation, mail)),
    noteDenial: (denial) => write(() => Exit.succeed(denials.note(denial))),
    denials: (limit) => read(() => denials.all(limit)),
    deadlinesDue: (now, limit) => read(() => negotiations.due(now, limit)),
    unopened: (limit) => read(() => negotiations.unopened(limit)),
    nextDue: read(() => earliest([
      inbox.nextDue(), outbox.sendingStopped() === null ? outbox.nextDue("mail") : null, outbox.nextDue("team"), negotiations.nextDue(), negotiations.oldestUnopened(), intakes.nextDue()
    ])),
    quarantine: (negotiation, reason, at) => write(() => Exit.succeed(setAside(negotiation, reason, at))),
    negotiation: (id) => read(() => negotiations.one(id)),
    negotiations: (campaign) => read(() => negotiations.all(campaign)),
    events: (id) => Effect.flatMap(read(() => negotiations.events(id)), (found) => found),
    ...audit,
    ...ListRows.listingsOf(ListRows.make(db, negotiations), read),
    ...AccessRows.booksOf(AccessRows.make(db), read, write),
    campaigns: read(() => ledger.books()),
    campaign: (id) => read(() => campaigns.campaign(id)),
    influencer: (id) => read(() => campaigns.influencer(id)),
    otherCreators: (id) => read(() => campaigns.others(id)),
    sharing: (id) => read(() => messages.sharing(id)),
    byAddress: (address) => read(() => messages.byAddress(address)),
    byDomain: (domain) => read(() => messages.byDomain(domain)),
    messages: (id) => read(() => messages.of(id)),
    messagesByHeader: (headers) => read(() => messages.byHeader(headers)),
    traces: (address) => read(() => forgetting.traces(address)),
    forget: (whom) => Effect.flatMap(
      write<Omit<Forgotten, "left">, NotYet>(() => {
        const erased = Wipe.overwriting(db, () => forgetting.erase(whom))
        if (Either.isLeft(erased)) return Exit.fail(erased.left)
        Wipe.begin(opened.path)
        return Exit.succeed(erased.right)
      }),
      (counts) => Effect.map(Wipe.finish(db, opened.path), (left) => ({ ...counts, left: [...Wipe.copiesBeside(opened.path), ...left] }))
    ),
    counts: read(() => countsOf(tallies, inbox.countFailed())),
    verify: (progress) => Effect.acquireUseRelease(
      read(() => Database.openToRead(opened.path)),
      (reader) => Effect.tryPromise({ try: () => verify(reader, progress), catch: unavailable }),
      (reader) => Effect.sync(() => reader.close())
    ),
    check: write(() => {
      outbox.probe()
      return Exit.void
    })
  }
  return {
    store,
    close: () => {
      writer.close()
      opened.close()
      options.kill?.("stop-store-closed")
    }
  }
}

const read = <A>(from: () => A): Effect.Effect<A, StoreUnavailable> => Effect.try({ try: from, catch: unavailable })

const earliest = (instants: ReadonlyArray<Instant | null>): Instant | null =>
  instants.reduce((first, one) => first === null || (one !== null && one < first) ? one : first, null)

const countsOf = (tallies: Tallies.Tallies, failed: number): Counts => {
  const of = (kind: Tallies.Kind) => Object.fromEntries(tallies.read(kind).map(({ n, status }) => [status, n]))
  const inbox: Counts["inbox"] = of("inbox")
  const mail: Counts["mail"] = of("mail")
  const team: Counts["team"] = of("team")
  return {
    unaccounted: inbox.pending ?? 0,
    inbox,
    mail, team,
    negotiations: of("negotiations"),
    quarantined: of("quarantined")["yes"] ?? 0,
    deadLetters: failed + (mail.dead ?? 0) + (mail.in_doubt ?? 0) + (team.dead ?? 0),
    denials: of("denials")["noted"] ?? 0
  }
}

const text = (cause: unknown): string => cause instanceof Error ? cause.message : String(cause)

const unavailable = (cause: unknown): StoreUnavailable => new StoreUnavailable({ reason: text(cause), down: isEverybodys(cause) })

const endProcess = (cause: unknown): void => {
  process.stderr.write(`Parley stops: the disk failed a write, so what it holds is unknown: ${text(cause)}\n`)
  process.exit(70)
}
