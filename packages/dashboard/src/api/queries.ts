import type { Filters } from "../words/filters.ts"
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query"
import { ask, client } from "./client.ts"
import { takeLinkToken } from "./linkToken.ts"
import { wasHere } from "./wasHere.ts"

// Keys begin with what makes them old: "all" is any event anywhere, "one" an event of the negotiation named next.

/** Where the first page of a list begins. */
const start: string | null = null
const nextOf = (page: { readonly next: string | null }) => page.next
const paged = (cursor: string | null, limit: number) => ({ limit, ...cursor === null ? {} : { cursor } })

export const session = queryOptions({ queryKey: ["session"], queryFn: ({ signal }) => signedIn(signal), retry: false, staleTime: Infinity })

/** Who the link signs in, or whoever this browser is already; null for nobody. */
const signedIn = async (signal: AbortSignal) => {
  const token = takeLinkToken()
  const byLink = token === null ? null : await ask(client.session.signIn({ payload: { token } })).catch(() => null)
  return byLink ?? (wasHere() ? ask(client.session.whoAmI(), signal) : null)
}

export const overview = queryOptions({ queryKey: ["all", "overview"], refetchInterval: 10_000, queryFn: ({ signal }) => ask(client.operations.overview(), signal) })

export const system = queryOptions({ queryKey: ["all", "system"], queryFn: ({ signal }) => ask(client.operations.system(), signal), refetchInterval: 5000 })

export const campaigns = infiniteQueryOptions({
  queryKey: ["all", "campaigns"], initialPageParam: start, getNextPageParam: nextOf,
  queryFn: ({ pageParam, signal }) => ask(client.campaigns.list({ urlParams: paged(pageParam, 12) }), signal)
})

export const campaign = (id: string) => queryOptions({ queryKey: ["all", "campaign", id], queryFn: ({ signal }) => ask(client.campaigns.one({ path: { campaign: id } }), signal) })

export const ledger = (id: string) => infiniteQueryOptions({
  queryKey: ["all", "ledger", id], initialPageParam: start, getNextPageParam: nextOf,
  queryFn: ({ pageParam, signal }) => ask(client.campaigns.ledger({ path: { campaign: id }, urlParams: paged(pageParam, 100) }), signal)
})

export const rosterProblems = (id: string) => infiniteQueryOptions({
  queryKey: ["all", "roster-problems", id], initialPageParam: start, getNextPageParam: nextOf,
  queryFn: ({ pageParam, signal }) => ask(client.campaigns.rosterProblems({ path: { campaign: id }, urlParams: paged(pageParam, 100) }), signal)
})


export const negotiations = (filters: Filters) => infiniteQueryOptions({
  queryKey: ["all", "negotiations", filters], initialPageParam: start, getNextPageParam: nextOf,
  queryFn: ({ pageParam, signal }) => ask(client.negotiations.list({ urlParams: { ...filters, ...paged(pageParam, 200) } }), signal)
})

export const offers = (id: string) => queryOptions({ queryKey: ["one", id, "offers"], queryFn: ({ signal }) => ask(client.negotiations.offers({ path: { negotiation: id } }), signal) })

export const timeline = (id: string) => queryOptions({ queryKey: ["one", id, "timeline"], queryFn: ({ signal }) => ask(client.negotiations.timeline({ path: { negotiation: id } }), signal) })

export const explain = (id: string) => queryOptions({ queryKey: ["one", id, "explain"], queryFn: ({ signal }) => ask(client.negotiations.explain({ path: { negotiation: id } }), signal) })

export const question = (id: string) => queryOptions({ queryKey: ["one", id, "question"], queryFn: ({ signal }) => ask(client.negotiations.question({ path: { negotiation: id } }), signal) })

export const draft = (id: string) => queryOptions({ queryKey: ["one", id, "draft"], queryFn: ({ signal }) => ask(client.negotiations.draft({ path: { negotiation: id } }), signal), gcTime: 0 })

export const approvals = infiniteQueryOptions({
  queryKey: ["all", "approvals"], initialPageParam: start, getNextPageParam: nextOf,
  queryFn: ({ pageParam, signal }) => ask(client.approvals.list({ urlParams: paged(pageParam, 50) }), signal)
})

export const deadLetters = infiniteQueryOptions({
  queryKey: ["all", "dead-letters"], initialPageParam: start, getNextPageParam: nextOf, refetchInterval: 5000,
  queryFn: ({ pageParam, signal }) => ask(client.operations.deadLetters({ urlParams: paged(pageParam, 50) }), signal)
})

export const unaccounted = infiniteQueryOptions({
  queryKey: ["all", "unaccounted"], initialPageParam: start, getNextPageParam: nextOf, refetchInterval: 5000,
  queryFn: ({ pageParam, signal }) => ask(client.operations.unaccounted({ urlParams: paged(pageParam, 50) }), signal)
})

export const tokens = infiniteQueryOptions({
  queryKey: ["tokens"], initialPageParam: start, getNextPageParam: nextOf,
  queryFn: ({ pageParam, signal }) => ask(client.tokens.list({ urlParams: paged(pageParam, 100) }), signal)
})

export const sandboxCreators = queryOptions({ queryKey: ["all", "sandbox"], queryFn: ({ signal }) => ask(client.sandbox.creators(), signal) })

export const sandboxThread = (id: string) => queryOptions({ queryKey: ["one", id, "sandbox"], queryFn: ({ signal }) => ask(client.sandbox.thread({ path: { negotiation: id } }), signal) })
