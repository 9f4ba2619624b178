import { assert } from "@effect/vitest"
import { readCampaign } from "@parley/domain/campaign/CampaignForm"
import { layer as templateLayer } from "@parley/domain/drafting/TemplateWriter"
import { EmailAddress, type Influencer } from "@parley/domain/influencer/Influencer"
import type { EmailWriter } from "@parley/domain/ports/EmailWriter"
import { Mailbox } from "@parley/domain/ports/Mailbox"
import type { ReplyReader } from "@parley/domain/ports/ReplyReader"
import { Store } from "@parley/domain/ports/Store"
import { TeamChannel } from "@parley/domain/ports/TeamChannel"
import { layer as readerLayer } from "@parley/domain/reading/RuleReader"
import { drain } from "@parley/domain/usecases/Engine"
import { openCampaign } from "@parley/domain/usecases/OpenCampaign"
import { Settings } from "@parley/domain/usecases/Settings"
import { views } from "@parley/domain/Views"
import { parseEmail } from "@parley/email/parseEmail"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import * as Random from "effect/Random"
import * as MemoryMailbox from "../../src/MemoryMailbox.ts"
import * as MemoryStore from "../../src/MemoryStore.ts"
import * as MemoryTeam from "../../src/MemoryTeam.ts"
import * as VirtualClock from "../../src/sim/VirtualClock.ts"

const own = "partnerships@parley.example"
export const hour = 3_600_000
export const minute = 60_000

export const form = {
  id: "autumn", name: "Autumn Light", client: "Fjord Candles", currency: "USD", budget: 60_000, influencers: 20, cpm: { target: 20 },
  packages: [{ deliverables: { instagram_reel: 1 } }], paymentTerms: "within 30 days of publication", sender: "Nora Lind"
}

/** Everything in memory under a virtual clock: one creator, Maya, whose opening is 2,000 and ceiling 3,000, driven piece by piece. */
export const world = (options: {
  readonly campaign?: Readonly<Record<string, unknown>>
  readonly reader?: Layer.Layer<ReplyReader>
  readonly writer?: Layer.Layer<EmailWriter>
  /** Stands between the use cases and the mailbox. */
  readonly around?: (mailbox: Mailbox["Type"]) => Mailbox["Type"]
  /** Stands between the use cases and the team's channel. */
  readonly aroundTeam?: (team: TeamChannel["Type"]) => TeamChannel["Type"]
  readonly teammates?: ReadonlyArray<string>
  readonly autonomy?: "auto" | "review"
  readonly sendsPerDay?: number
  readonly holdAfter?: number
  /** Maya's, by the roster. */
  readonly timeZone?: string
  /** Who else is in the campaign, written to after Maya. */
  readonly others?: ReadonlyArray<Pick<Influencer, "name" | "handle">>
  /** Whether what arrives counts as proven to come from its sender. */
  readonly authenticated?: boolean
} = {}) => {
  const clock = VirtualClock.make(Date.UTC(2026, 2, 2, 9))
  const mailbox = MemoryMailbox.make({ ownAddresses: [own], authenticated: options.authenticated ?? true, now: () => clock.now() })
  const team = MemoryTeam.make()
  const { around, aroundTeam } = options
  const ports = Layer.mergeAll(
    MemoryStore.layer,
    around === undefined ? mailbox.layer : Layer.effect(Mailbox, Effect.map(Mailbox, around)).pipe(Layer.provide(mailbox.layer)),
    aroundTeam === undefined ? team.layer : Layer.effect(TeamChannel, Effect.map(TeamChannel, aroundTeam)).pipe(Layer.provide(team.layer)),
    options.reader ?? readerLayer,
    options.writer ?? templateLayer,
    Layer.succeed(Settings, {
      mailbox: "memory", sender: { name: "", address: own }, ownAddresses: [own], teammates: options.teammates ?? [], concurrency: 1,
      autonomy: options.autonomy ?? "auto", sendsPerDay: options.sendsPerDay ?? 500, rosterEvery: minute, digestHour: 9, unread: { holdAfter: options.holdAfter ?? null, handOffAfter: 4 * hour }
    })
  )
  let letters = 0
  const sent = Effect.suspend(() => Effect.forEach(mailbox.sent(), (raw) => parseEmail(raw)))
  return {
    mailbox, team, clock, sent,
    /** Runs in this world. */
    run: <A, E>(effect: Effect.Effect<A, E, Layer.Layer.Success<typeof ports>>) =>
      effect.pipe(Effect.provide(ports), Effect.withClock(clock.clock), Effect.withRandom(Random.make(1))),
    /** Starts the campaign with Maya and sends her opening. */
    open: Effect.gen(function*() {
      const campaign = Either.getOrThrow(readCampaign({ ...form, ...options.campaign }))
      const [id] = yield* openCampaign(campaign, {
        problems: [],
        rows: [{ name: "Maya Lopez", handle: "@maya" }, ...options.others ?? []].map(({ handle, name }) => ({
          name, email: EmailAddress.make(`${name.split(" ")[0]?.toLowerCase()}@example.com`), platform: "instagram", handle, averageViews: views(100_000),
          minRate: null, maxRate: null, engagementBps: null, timeZone: options.timeZone ?? null
        }))
      })
      assert.isDefined(id)
      yield* drain
      return id
    }),
    /** Maya's mail program answers the newest mail she got, or the one before it, and so on. */
    answer: (body: string, more: { readonly id?: string; readonly from?: string; readonly headers?: string; readonly back?: number; readonly offset?: string; readonly html?: boolean } = {}) =>
      Effect.map(sent, (mails) => {
        const to = mails.at(-1 - (more.back ?? 0))
        letters += 1
        const raw = [
          `From: ${more.from ?? "Maya Lopez <maya@example.com>"}`, `To: Nora Lind <${own}>`, `Subject: Re: ${to?.subject ?? ""}`,
          `Message-ID: <${more.id ?? `letter-${letters}@example.com`}>`, `In-Reply-To: <${to?.messageId ?? ""}>`, `References: <${to?.messageId ?? ""}>`,
          `Date: Mon, 02 Mar 2026 10:00:00 ${more.offset ?? "+0000"}`, ...(more.headers === undefined ? [] : [more.headers]), `Content-Type: text/${more.html === true ? "html" : "plain"}; charset=utf-8`, "", body, ""
        ].join("\r\n")
        mailbox.deliver(new TextEncoder().encode(raw), `letter ${letters}`)
      }),
    state: (id: Parameters<Store["Type"]["negotiation"]>[0]) =>
      Effect.flatMap(Store, (store) =>
        Effect.map(store.negotiation(id), (row) => {
          if (row === null || row.state._tag === "Unopened") throw new Error("not opened")
          return row.state
        })),
    wait: (millis: number) => Effect.sync(() => clock.advanceTo(clock.now() + millis))
  }
}
