import { assert, describe, it } from "@effect/vitest"
import { readCampaign } from "@parley/domain/campaign/CampaignForm"
import { EmailAddress } from "@parley/domain/influencer/Influencer"
import { type Actor, CommandId, type NegotiationId } from "@parley/domain/Ids"
import { instant } from "@parley/domain/Instant"
import { Store } from "@parley/domain/ports/Store"
import { type Notice, TeamUnavailable } from "@parley/domain/ports/TeamChannel"
import { drain } from "@parley/domain/usecases/Engine"
import { type Choice, humanCommand } from "@parley/domain/usecases/HumanCommand"
import { newCommandId } from "@parley/domain/usecases/ids"
import { looseNotice } from "@parley/domain/usecases/looseNotice"
import { openCampaign } from "@parley/domain/usecases/OpenCampaign"
import { stopAgency } from "@parley/domain/usecases/StopAgency"
import { tellDigests } from "@parley/domain/usecases/TellDigests"
import { tellTeam } from "@parley/domain/usecases/TellTeam"
import { waitingDraft } from "@parley/domain/usecases/WaitingDraft"
import { views } from "@parley/domain/Views"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { actor } from "../../src/fixtures.ts"
import { form, world } from "./world.ts"

const ana = actor("console:ana")
const hostile = "My lawyer will look at this. I insist on exclusivity being priced separately."

const decide = (id: NegotiationId, choice: Choice, seen: number | null = null, by: Actor = ana) =>
  Effect.flatMap(newCommandId, (command) => humanCommand(id, choice, by, command, seen))

const named = (notices: ReadonlyArray<Notice>, kind: Notice["kind"]): Notice => {
  const found = notices.findLast((one) => one.kind === kind)
  return found ?? assert.fail(`no notice ${kind}`)
}

const choices = ({ ask }: Notice) => ask?.choices.map(({ choice }) => choice)

describe("what the team is asked (HUMAN-03)", () => {
  it.effect("HUMAN-02 an escalation shows both rates with their CPM, the words it goes by, and the choices that are possible", () => {
    const it = world()
    return it.run(Effect.gen(function*() {
      yield* it.open
      yield* it.answer(`Hi, thanks for this.\n\n${"I love candles. ".repeat(60)}\n\n${hostile}`)
      yield* drain
      const notice = named(it.team.posted(), "escalation")
      assert.deepStrictEqual(choices(notice), ["counter", "claim", "decline", "resume"])
      assert.deepInclude(notice.facts, ["our offer", "$2,000 (CPM $20)"])
      assert.deepInclude(notice.facts, ["their ask", "none named"])
      assert.include(notice.quotes[0], "My lawyer")
      assert.isNull(notice.outcome)
    }))
  })

  it.effect("PARTY-01 the agency that a mail names is told with it", () => {
    const it = world()
    return it.run(Effect.gen(function*() {
      yield* it.open
      yield* it.answer(`${hostile}\nYou hear from my agency, Bright Lane Management.`)
      yield* drain
      assert.deepInclude(named(it.team.posted(), "escalation").facts, ["agency", "Bright Lane Management"])
    }))
  })

  it.effect("HUMAN-01 an agreement is told with its rate and CPM, what it buys, what it saves and what comes next", () => {
    const it = world({ campaign: { nextSteps: ["We send the contract", "You send a draft"] } })
    return it.run(Effect.gen(function*() {
      yield* it.open
      yield* it.answer("Sounds great, I accept your offer of $2,000. Looking forward to it!")
      yield* drain
      const { ask, facts, title } = named(it.team.posted(), "agreement")
      assert.strictEqual(title, "Maya Lopez: agreed at $2,000")
      for (const fact of [["rate", "$2,000 (CPM $20)"], ["under the ceiling by", "$1,000"], ["next step 1", "We send the contract"], ["next step 2", "You send a draft"]] as const) {
        assert.deepInclude(facts, fact)
      }
      assert.includeMembers(facts.map(([name]) => name), ["campaign", "for"])
      assert.isNull(ask)
    }))
  })

  it.effect("shows who settled it and how, without choices; a second click or one on an older version changes nothing", () => {
    const it = world()
    return it.run(Effect.gen(function*() {
      const id = yield* it.open
      yield* it.answer(hostile)
      yield* drain
      const seen = named(it.team.posted(), "escalation").ask?.seen ?? assert.fail("asks nothing")
      yield* decide(id, { _tag: "CounterWith", amount: 234_500 }, seen)
      const second = yield* Effect.flip(decide(id, { _tag: "Claim" }, seen))
      assert.strictEqual(second._tag, "MovedOn")
      yield* drain
      const { ask, outcome } = named(it.team.posted(), "escalation")
      assert.isNull(ask)
      assert.deepInclude(outcome, { text: "countered with $2,345", by: "console:ana" })
      assert.lengthOf((yield* it.sent).filter(({ text }) => text.includes("$2,345")), 1)
    }))
  })

  it.effect("what leaves as it was decided makes no question stale", () => {
    const it = world()
    return it.run(Effect.gen(function*() {
      const id = yield* it.open
      yield* it.answer("My rate is $9,000 and that is firm.")
      yield* drain
      const walked = named(it.team.posted(), "walked")
      // the exit was decided and sent after the version that was shown
      assert.isBelow(walked.ask?.seen ?? Infinity, (yield* (yield* Store).negotiation(id))?.version ?? 0)
      yield* decide(id, { _tag: "AgreeAt", amount: 250_000 }, walked.ask?.seen ?? null)
      assert.strictEqual((yield* it.state(id))._tag, "Agreed")
    }))
  })

  it.effect("a post of other books, as from before a restore, decides nothing in these", () => {
    const it = world()
    return it.run(Effect.gen(function*() {
      const id = yield* it.open
      yield* it.answer(hostile)
      yield* drain
      const { mark = "", seen = 0 } = named(it.team.posted(), "escalation").ask ?? {}
      const click = (name: string, of: string) => humanCommand(id, { _tag: "Claim" }, ana, CommandId.make(name), seen, of)
      assert.strictEqual((yield* Effect.flip(click("other books", `not ${mark}`)))._tag, "MovedOn")
      assert.strictEqual((yield* it.state(id))._tag, "Escalated")
      yield* click("these books", mark)
      assert.strictEqual((yield* it.state(id))._tag, "HumanManaged")
    }))
  })

  it.effect("a newer mail of theirs does, and is asked about afresh", () => {
    const it = world()
    return it.run(Effect.gen(function*() {
      const id = yield* it.open
      yield* it.answer(hostile)
      yield* drain
      const seen = named(it.team.posted(), "escalation").ask?.seen ?? null
      yield* it.answer("Did you get my mail? My lawyer waits.")
      yield* drain
      const [first, second] = it.team.posted().filter(({ kind }) => kind === "escalation")
      assert.deepInclude(first?.outcome, { text: "overtaken by a newer mail of theirs", by: null })
      assert.isNotNull(second?.ask)
      assert.strictEqual((yield* Effect.flip(decide(id, { _tag: "Claim" }, seen)))._tag, "MovedOn")
    }))
  })

  it.effect("two people at once: one effect, the other is refused", () => {
    const it = world()
    return it.run(Effect.gen(function*() {
      const id = yield* it.open
      yield* it.answer(hostile)
      yield* drain
      const seen = named(it.team.posted(), "escalation").ask?.seen ?? null
      const exits = yield* Effect.all([
        Effect.exit(decide(id, { _tag: "CounterWith", amount: 234_500 }, seen)), Effect.exit(decide(id, { _tag: "Claim" }, seen, actor("console:ben")))
      ], { concurrency: "unbounded" })
      assert.deepStrictEqual(exits.map((exit) => exit._tag).sort(), ["Failure", "Success"])
      yield* drain
      assert.isNotNull(named(it.team.posted(), "escalation").outcome)
    }))
  })

  it.effect("the same command delivered twice is handled once, also when it was settled in between", () => {
    const it = world()
    return it.run(Effect.gen(function*() {
      const id = yield* it.open
      yield* it.answer(hostile)
      yield* drain
      const seen = named(it.team.posted(), "escalation").ask?.seen ?? null
      const click = humanCommand(id, { _tag: "CounterWith", amount: 234_500 }, ana, CommandId.make("click-1"), seen)
      const first = yield* click
      yield* drain
      const again = yield* click
      assert.deepStrictEqual([first.repeated, again.repeated, again.version], [false, true, first.version])
      assert.lengthOf((yield* it.sent).filter(({ text }) => text.includes("$2,345")), 1)
    }))
  })

  it.effect("HUMAN-05 a claim is told, offers to hand back, and is shown as handed back afterwards", () => {
    const it = world()
    return it.run(Effect.gen(function*() {
      const id = yield* it.open
      yield* decide(id, { _tag: "Claim" })
      yield* drain
      assert.deepStrictEqual(choices(named(it.team.posted(), "takeover")), ["resume", "agree"])
      yield* it.answer("Could you do $2,600?")
      yield* drain
      assert.lengthOf(yield* it.sent, 1)
      assert.deepStrictEqual(choices(named(it.team.posted(), "late_mail")), ["resume", "agree"])
      yield* decide(id, { _tag: "Resume" })
      yield* drain
      assert.deepInclude(named(it.team.posted(), "late_mail").outcome, { text: "handed back", by: "console:ana" })
    }))
  })
})

describe("a mail that waits for a yes (HUMAN-03)", () => {
  const reviewed = () => world({ autonomy: "review" })

  it.effect("is shown as it would leave, with the reason for its number, and leaves exactly so", () => {
    const it = reviewed()
    return it.run(Effect.gen(function*() {
      const id = yield* it.open
      const notice = named(it.team.posted(), "approval")
      assert.deepStrictEqual(choices(notice), ["approve", "edit", "claim", "decline"])
      assert.include(notice.draft?.text, "$2,000")
      assert.isTrue(notice.why.some((line) => line.includes("target $2,000")))
      assert.lengthOf(yield* it.sent, 0)
      yield* decide(id, { _tag: "Approve" }, notice.ask?.seen ?? null)
      yield* drain
      const [mail] = yield* it.sent
      const words = (text: string | undefined) => text?.replace(/[\s:]+/gu, " ").trim()
      assert.strictEqual(words(mail?.text), words(notice.draft?.text))
      assert.deepInclude(named(it.team.posted(), "approval"), { draft: null, ask: null })
    }))
  })

  it.effect("leaves with a person's words when the gate lets them pass, and stays as it was when it does not (GATE-01)", () => {
    const it = reviewed()
    return it.run(Effect.gen(function*() {
      const id = yield* it.open
      const { body, subject } = yield* waitingDraft(id)
      const blocked = yield* Effect.flip(decide(id, { _tag: "EditDraft", draft: { subject, body: `${body}\n\nBetween us, we could go up to $9,999.` } }))
      assert.strictEqual(blocked._tag, "DraftBlocked")
      yield* drain
      assert.lengthOf(yield* it.sent, 0)
      assert.strictEqual((yield* waitingDraft(id)).body, body)
      const edit = humanCommand(id, { _tag: "EditDraft", draft: { subject, body: `${body}\n\nAll my best from rainy Bergen!` } }, ana, CommandId.make("edit-1"))
      yield* edit
      yield* drain
      const [mail] = yield* it.sent
      assert.include(mail?.text, "rainy Bergen")
      assert.include(mail?.text, "$2,000")
      assert.deepInclude(named(it.team.posted(), "approval").outcome, { text: "approved with other words", by: "console:ana" })
      assert.isTrue((yield* edit).repeated)
      const late = yield* Effect.flip(decide(id, { _tag: "EditDraft", draft: { subject, body } }))
      assert.include(["NotPossible", "NothingToApprove"], late._tag)
    }))
  })

  it.effect("MAIL-12 a confirmation that waits is asked about afresh when they write again, with whom it would go to; the older yes counts no more", () => {
    const it = reviewed()
    return it.run(Effect.gen(function*() {
      const id = yield* it.open
      yield* decide(id, { _tag: "Approve" })
      yield* drain
      yield* it.answer("Sounds great, I accept your offer of $2,000. Looking forward to it!")
      yield* drain
      const first = named(it.team.posted(), "approval")
      assert.strictEqual(first.draft?.to, "maya@example.com")
      yield* it.answer("Sorry, please cancel that.", { from: "Maya L <maya@example.com>", headers: "Reply-To: pay@elsewhere.example\r\nCc: rival@competitor.example" })
      yield* drain
      const late = named(it.team.posted(), "late_mail")
      assert.deepStrictEqual(choices(late), ["approve", "edit"])
      assert.deepInclude(it.team.posted().find((one) => one.id === first.id)?.outcome, { text: "overtaken by a newer mail of theirs" })
      assert.strictEqual((yield* Effect.flip(decide(id, { _tag: "Approve" }, first.ask?.seen ?? null)))._tag, "MovedOn")
      assert.lengthOf(yield* it.sent, 1)
      yield* decide(id, { _tag: "Approve" }, late.ask?.seen ?? null)
      yield* drain
      const mail = (yield* it.sent)[1]
      assert.strictEqual([...mail?.to ?? [], ...mail?.cc ?? []].map(({ address }) => address).join(", "), late.draft?.to)
    }))
  })

  it.effect("STATE-06 its words are erased with their creator", () => {
    const it = reviewed()
    return it.run(Effect.gen(function*() {
      const id = yield* it.open
      const store = yield* Store
      assert.isNotNull(yield* store.draft(id, 1))
      const whom = yield* store.traces("maya@example.com")
      yield* store.forget(whom ?? assert.fail("unknown"))
      assert.isNull(yield* store.draft(id, 1))
    }))
  })
})

describe("a channel that is down (HUMAN-02)", () => {
  it.effect("delays no mail, costs no notice, and gets all of them once and in order when it is back", () => {
    const channel = { isDown: true }
    const it = world({
      aroundTeam: (team) => ({
        ...team,
        post: (notice, thread) => channel.isDown ? Effect.fail(new TeamUnavailable({ reason: "no route" })) : team.post(notice, thread),
        update: (post, notice) => channel.isDown ? Effect.fail(new TeamUnavailable({ reason: "no route" })) : team.update(post, notice)
      })
    })
    return it.run(Effect.gen(function*() {
      const id = yield* it.open
      yield* it.answer(hostile)
      yield* drain
      yield* decide(id, { _tag: "CounterWith", amount: 234_500 })
      yield* drain
      yield* it.answer("I accept your offer of $2,345. Looking forward to it!")
      for (let hour = 0; hour < 200; hour++) {
        yield* it.wait(3_600_000)
        yield* drain
      }
      assert.isAbove((yield* it.sent).length, 2)
      assert.lengthOf(it.team.posted(), 0)
      channel.isDown = false
      yield* drain
      const posted = it.team.posted()
      assert.deepStrictEqual(posted.map(({ kind }) => kind), ["campaign_started", "escalation", "agreement"])
      assert.deepStrictEqual(posted.map(({ at }) => at), posted.map(({ at }) => at).sort((a, b) => a - b))
      // what was settled meanwhile asks for nothing
      assert.deepInclude(posted[1]?.outcome, { text: "countered with $2,345" })
      const { team } = yield* (yield* Store).counts
      assert.notProperty(team, "pending")
      assert.notProperty(team, "dead")
    }))
  })

  it.effect("OPS-03 that wants a breath gets it within the pass, and is down when it wants no end of them", () => {
    const channel = { refusals: 3, asked: 0 }
    const it = world({
      aroundTeam: (team) => ({
        ...team,
        post: (notice, thread) => Effect.suspend(() => {
          channel.asked += 1
          return channel.asked <= channel.refusals ? Effect.fail(new TeamUnavailable({ reason: "ratelimited", retryAfter: 0 })) : team.post(notice, thread)
        })
      })
    })
    return it.run(Effect.gen(function*() {
      yield* it.open
      assert.deepStrictEqual([it.team.posted().length, channel.asked], [1, 4])
      Object.assign(channel, { refusals: Infinity, asked: 0 })
      yield* (yield* Store).addNotice(looseNotice("digest", "one more", "One more", [], 0))
      assert.instanceOf(yield* Effect.flip(tellTeam), TeamUnavailable)
      assert.strictEqual(channel.asked, 6)
    }))
  })

  it.effect("dies between the post and its record, and posts nothing twice", () => {
    const it = world()
    return it.run(Effect.gen(function*() {
      const store = yield* Store
      const id = yield* it.open
      yield* it.answer(hostile)
      yield* drain
      const [row] = (yield* store.outboxOf(id)).filter(({ lane }) => lane === "team")
      assert.isDefined(row)
      if (row === undefined) return
      assert.isNotNull(row.posted)
      yield* store.moveOutbox(row, ["sent"], "pending", { posted: null, nextAt: instant(0) })
      const before = it.team.posted().length
      yield* drain
      assert.strictEqual(it.team.posted().length, before)
      assert.strictEqual((yield* store.outboxOf(id)).find(({ lane, seq }) => lane === "team" && seq === row.seq)?.posted, row.posted)
    }))
  })
})

describe("stopping an agency (HUMAN-05)", () => {
  it.effect("ends every negotiation its people take part in, once it is confirmed, and no other; a public provider is no agency", () => {
    const it = world()
    return it.run(Effect.gen(function*() {
      const id = yield* it.open
      for (const domain of ["gmail.com", "nonsense", ""]) {
        assert.strictEqual((yield* Effect.flip(stopAgency(domain, ana, CommandId.make("c-1"), "00000000")))._tag, "NoAgency")
      }
      const elsewhere = yield* stopAgency("elsewhere.example", ana, CommandId.make("c-2"), null)
      assert.deepStrictEqual((yield* stopAgency("elsewhere.example", ana, CommandId.make("c-2"), elsewhere.digest)).negotiations, [])
      const listed = yield* stopAgency("Jo@Example.com", ana, CommandId.make("c-3"), null)
      assert.deepStrictEqual(listed.negotiations.map((row) => row.id), [id])
      assert.notStrictEqual((yield* it.state(id))._tag, "Stopped")
      yield* stopAgency("example.com", ana, CommandId.make("c-3"), listed.digest)
      assert.strictEqual((yield* it.state(id))._tag, "Stopped")
      // delivered again it answers the same; asked anew what was shown is not what is there
      assert.deepStrictEqual((yield* stopAgency("example.com", ana, CommandId.make("c-3"), listed.digest)).negotiations.map((row) => row.id), [id])
      assert.deepInclude(yield* Effect.flip(stopAgency("example.com", ana, CommandId.make("c-4"), listed.digest)), { _tag: "AgencyChanged", now: 0 })
      assert.deepInclude(yield* stopAgency("example.com", ana, CommandId.make("c-5"), null), { negotiations: [], refused: [] })
    }))
  })

  it.effect("ends exactly those that were shown: one more by then, or one less, and nobody is stopped", () => {
    const it = world({ others: [{ name: "Greta Pohl", handle: "@greta" }] })
    return it.run(Effect.gen(function*() {
      const id = yield* it.open
      const store = yield* Store
      const shown = yield* stopAgency("example.com", ana, CommandId.make("c-1"), null)
      assert.lengthOf(shown.negotiations, 2)
      const standing = Effect.map(store.negotiations(null), (rows) => rows.map(({ state }) => state._tag))
      const before = yield* standing
      yield* humanCommand(id, { _tag: "Stop" }, ana, CommandId.make("stop"))
      const less = yield* Effect.flip(stopAgency("example.com", ana, CommandId.make("c-2"), shown.digest))
      assert.deepInclude(less, { _tag: "AgencyChanged", now: 1 })
      assert.deepStrictEqual(yield* standing, ["Stopped", before[1]])
      const again = yield* stopAgency("example.com", ana, CommandId.make("c-3"), null)
      const winter = Either.getOrThrow(readCampaign({ ...form, id: "winter" }))
      yield* openCampaign(winter, {
        problems: [],
        rows: [{
          name: "Ada Byrne", email: EmailAddress.make("ada@example.com"), platform: "instagram", handle: "@ada", averageViews: views(100_000),
          minRate: null, maxRate: null, engagementBps: null, timeZone: null
        }]
      })
      const more = yield* Effect.flip(stopAgency("example.com", ana, CommandId.make("c-4"), again.digest))
      assert.deepInclude(more, { _tag: "AgencyChanged", now: 2 })
      if (more._tag !== "AgencyChanged") return
      assert.lengthOf((yield* stopAgency("example.com", ana, CommandId.make("c-5"), more.digest)).negotiations, 2)
      assert.deepStrictEqual(yield* standing, ["Stopped", "Stopped", "Stopped"])
    }))
  })
})

describe("the daily digest", () => {
  it.effect("is told once a day from the morning on, by figures without a name, and not on the campaign's first day", () => {
    const it = world()
    return it.run(Effect.gen(function*() {
      yield* it.open
      const digests = () => it.team.posted().filter(({ kind }) => kind === "digest")
      const pass = Effect.zipRight(tellDigests(new Map()), drain)
      yield* pass
      assert.lengthOf(digests(), 0)
      yield* it.wait(86_400_000)
      for (let hour = 0; hour < 24; hour++) {
        yield* pass
        yield* it.wait(3_600_000)
      }
      assert.isAtLeast(digests().length, 1)
      assert.isAtMost(digests().length, 2)
      assert.strictEqual(new Set(digests().map(({ id }) => id)).size, digests().length)
      const [digest] = digests()
      assert.deepInclude(digest?.facts ?? [], ["in conversation", "1"])
      assert.notInclude(JSON.stringify(digest), "Maya")
    }))
  })
})
