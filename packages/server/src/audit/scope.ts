import { NotFound } from "@parley/api/Problems"
import { type CampaignId, NegotiationId } from "@parley/domain/Ids"
import type { Influencer } from "@parley/domain/influencer/Influencer"
import type { AuditScope } from "@parley/domain/ports/Audit"
import type { ListedNegotiation, NegotiationPlace } from "@parley/domain/ports/Listings"
import type { NegotiationRow, Store, StoreUnavailable } from "@parley/domain/ports/Store"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"

type Books = Store["Type"]
type Found<A> = Effect.Effect<A, NotFound | StoreUnavailable>

/** Whose books a request names. A creator is looked for inside the campaign, where one is named too. */
export const findScope = (
  store: Books,
  named: { readonly influencer?: string | undefined; readonly campaign?: string | undefined; readonly thread?: string | undefined }
): Found<AuditScope> =>
  Effect.gen(function*() {
    const campaign = named.campaign === undefined ? null : yield* findCampaign(store, named.campaign)
    const ofThread = named.thread === undefined ? null : yield* findThread(store, named.thread)
    const ofPerson = named.influencer === undefined ? null : yield* findPerson(store, named.influencer, campaign)
    return { campaign, negotiations: ofThread === null ? ofPerson : ofPerson === null ? ofThread : ofThread.filter((id) => ofPerson.includes(id)) }
  })

const fold = (text: string): string => text.trim().normalize("NFC").toLowerCase()

const findCampaign = (store: Books, wanted: string): Found<CampaignId> =>
  Effect.gen(function*() {
    const all = (yield* store.campaigns).map(({ campaign }) => campaign)
    const byId = all.filter(({ id }) => id === fold(wanted))
    const fitting = byId.length > 0 ? byId : all.filter(({ name }) => fold(name) === fold(wanted))
    const [one] = fitting
    if (one !== undefined && fitting.length === 1) return one.id
    return yield* new NotFound({
      message: one === undefined
        ? `No campaign is called ${JSON.stringify(wanted)}: expected a campaign's id or name`
        : `${fitting.length} campaigns are called ${JSON.stringify(wanted)}: say which by its id`,
      candidates: (one === undefined ? all : fitting).map(({ id, name }) => `${id} (${name})`)
    })
  })

const isNegotiationId = Schema.is(NegotiationId)

const called = (store: Books, text: string): Effect.Effect<NegotiationRow | null, StoreUnavailable> => {
  const id = text.trim()
  return isNegotiationId(id) ? store.negotiation(id) : Effect.succeed(null)
}

const findThread = (store: Books, wanted: string): Found<ReadonlyArray<NegotiationId>> =>
  Effect.gen(function*() {
    const row = yield* called(store, wanted)
    if (row !== null) return [row.id]
    const header = wanted.trim().replace(/^<(.*)>$/, "$1").trim()
    const found = [...new Set((yield* store.messagesByHeader([header])).map(({ negotiation }) => negotiation))]
    if (found.length > 0) return found
    return yield* new NotFound({
      message: `No negotiation has the thread ${JSON.stringify(wanted)}: expected an id such as n-4k7mp2xw9abc, or the Message-ID of a mail that was read or sent in it`,
      candidates: []
    })
  })

/** One person may have negotiations in several campaigns; one mail address is one person. */
const findPerson = (store: Books, wanted: string, campaign: CampaignId | null): Found<ReadonlyArray<NegotiationId>> =>
  Effect.gen(function*() {
    const row = yield* called(store, wanted)
    if (row !== null && (campaign === null || row.campaign === campaign)) return [row.id]
    const name = fold(wanted)
    const exact = yield* Effect.flatMap(Effect.flatMap(store.called(name), Effect.forEach((id) => store.negotiation(id))), people(store))
    const whole = exact.filter(({ row }) => campaign === null || row.campaign === campaign)
    const fitting = whole.length > 0 ? whole : yield* peopleLike(store, name, campaign)
    if (new Set(fitting.map(({ person }) => person.email.toLowerCase())).size === 1) return fitting.map(({ row }) => row.id)
    return yield* new NotFound({
      message: fitting.length === 0
        ? `Nobody is called ${JSON.stringify(wanted)}${campaign === null ? "" : ` in ${campaign}`}: expected a creator's name, a part of it, or a negotiation's id; \`parley status\` lists them`
        : `Several people fit ${JSON.stringify(wanted)}: say which by more of the name, or by the negotiation's id`,
      candidates: fitting.map(({ person, row }) => `${row.id} (${person.name}, ${row.campaign})`)
    })
  })

interface Known {
  readonly row: NegotiationRow
  readonly person: Influencer
}

/** Without those who were forgotten. */
const people = (store: Books) => (rows: ReadonlyArray<NegotiationRow | null>): Effect.Effect<ReadonlyArray<Known>, StoreUnavailable> =>
  Effect.map(
    Effect.forEach(rows, (row) => row === null ? Effect.succeed([]) : Effect.map(store.influencer(row.influencer), (person) => person === null ? [] : [{ row, person }])),
    (found) => found.flat()
  )

/** Those in whose name it stands, page by page, until they are several people or all: who asks for a part of many names is told some of them. */
const peopleLike = (store: Books, name: string, campaign: CampaignId | null): Effect.Effect<ReadonlyArray<Known>, StoreUnavailable> =>
  Effect.gen(function*() {
    const found: Array<Known> = []
    let after: NegotiationPlace | null = null
    for (;;) {
      const page: ReadonlyArray<ListedNegotiation> = yield* store.negotiationPage({ campaign, states: [], search: name, sort: "created", descending: false }, after, aPage)
      // a handle fits a search, too, and names nobody here
      found.push(...(yield* people(store)(page.map(({ row }) => row))).filter(({ person }) => fold(person.name).includes(name)))
      after = page.at(-1) ?? null
      if (page.length < aPage || new Set(found.map(({ person }) => person.email.toLowerCase())).size > 1) return found
    }
  })

const aPage = 100
