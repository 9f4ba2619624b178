import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import * as HttpApiClient from "@effect/platform/HttpApiClient"
import * as HttpClient from "@effect/platform/HttpClient"
import * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import { Api } from "@parley/api/Api"
import { csrfHeader } from "@parley/api/SessionApi"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"

let csrf: string | null = null

/** What every write of the session carries from now on, beside the cookie that the browser sends. */
export const setCsrf = (token: string | null): void => { csrf = token }

/** Every endpoint of the server as a typed call; answers are decoded by the API's own schemas. */
export const client = Effect.runSync(HttpApiClient.make(Api, {
  transformClient: HttpClient.mapRequest((request) => csrf === null || request.method === "GET" ? request : HttpClientRequest.setHeader(request, csrfHeader, csrf))
}).pipe(Effect.provide(FetchHttpClient.layer)))

/** Makes a call; rejects with the API's own error, so that the page can tell what to do. */
export const ask = async <A, E>(call: Effect.Effect<A, E>, signal?: AbortSignal): Promise<A> => {
  const exit = await Effect.runPromiseExit(call, signal === undefined ? {} : { signal })
  if (Exit.isSuccess(exit)) return exit.value
  throw Cause.squash(exit.cause)
}
