import * as Effect from "effect/Effect"
import { make as makeProxy } from "./faultyProxy.ts"
import * as gmailWorld from "./gmailWorld.ts"

const timeout = 2000

/** A world whose adapter speaks to Google through a proxy. */
export const faultyWorld = gmailWorld.make({ mailbox: { timeout } }).pipe(
  Effect.bindTo("google"),
  Effect.bind("proxy", ({ google }) => makeProxy(google.server.url, timeout + 300)),
  Effect.map(({ google, proxy }) => ({
    google, proxy,
    start: google.startWith({ rootUrl: `${proxy.url}/`, oauth: { ...google.options.oauth, tokenUrl: `${proxy.url}/token` } })
  }))
)
export type FaultyWorld = Effect.Effect.Success<typeof faultyWorld>
