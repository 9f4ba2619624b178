import * as HttpClient from "@effect/platform/HttpClient"
import * as HttpClientError from "@effect/platform/HttpClientError"
import * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import type * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import { BadInput, NotAllowed, NotFound, Refused, TooLarge, TooMany, Unauthenticated, Unavailable } from "@parley/api/Problems"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as ParseResult from "effect/ParseResult"
import type * as Redacted from "effect/Redacted"

/** How long an answer may take. */
const patience = Duration.seconds(60)

/** HTTP with a token in every request. Redirects are not followed: they would take the token along. Fails where an error comes that is not our server's own. */
export const httpLayer = (token: Redacted.Redacted): Layer.Layer<HttpClient.HttpClient> =>
  Layer.effect(HttpClient.HttpClient, Effect.map(HttpClient.HttpClient, (client) =>
    client.pipe(
      HttpClient.mapRequest(HttpClientRequest.bearerToken(token)),
      HttpClient.transform((answer, request) => Effect.timeoutFail(Effect.filterOrFail(answer, isOurs, (response) => new HttpClientError.ResponseError({ request, response, reason: "StatusCode" })), {
        duration: patience,
        onTimeout: () => new HttpClientError.RequestError({ request, reason: "Transport", description: `no answer within ${Duration.format(patience)}` })
      }))
    ))).pipe(Layer.provide(NodeHttpClient.layerWithoutAgent), Layer.provide(NodeHttpClient.makeAgentLayer({ keepAlive: false })))

/** Only our server says what is wrong as problem details. */
const isOurs = ({ headers, status }: HttpClientResponse.HttpClientResponse): boolean => status < 300 || headers["content-type"]?.startsWith("application/problem+json") === true

/** What a person is told of a call that failed, whatever was at fault: our server's answer, the way to it, or who answered instead. */
export const told = (url: string) => (error: unknown): BadInput | NotFound | Refused | Unavailable => {
  if (error instanceof BadInput || error instanceof NotFound || error instanceof Refused || error instanceof Unavailable) return error
  if (error instanceof Unauthenticated) return new Refused({ message: `${url} does not take the token: ${error.message}. Put one that is in force into PARLEY_TOKEN; an admin makes one with \`parley token create\`` })
  if (error instanceof NotAllowed) return new Refused({ message: `The token may not do this: ${error.message}. Ask an admin for one with a higher role` })
  if (error instanceof TooLarge) return new Refused({ message: error.message })
  if (error instanceof TooMany) return new Unavailable({ message: `${error.message}; try again in ${error.retryAfter} s` })
  if (error instanceof HttpClientError.RequestError) return new Unavailable({ message: `${url} cannot be reached (${reasonOf(error)}): look whether the server runs, and whether the address is right` })
  if (error instanceof HttpClientError.ResponseError) return ofStatus(url, error.response.status)
  return ParseResult.isParseError(error) ? otherRelease(url, "an answer that this release does not know") : otherRelease(url, "something else")
}

const ofStatus = (url: string, status: number): Refused | Unavailable => {
  if (status === 401 || status === 403) return new Refused({ message: `Whoever answers at ${url} lets nobody in with this token (${status}): look whether the address is that of Parley's server, and the token one of its own` })
  if (status >= 300 && status < 400) return new Unavailable({ message: `${url} sends us elsewhere (${status}), and the token goes nowhere else: name the address itself` })
  return status >= 500 ? new Unavailable({ message: `${url} answered ${status}: the server, or what stands before it, cannot answer now` }) : otherRelease(url, `${status}`)
}

const otherRelease = (url: string, got: string): Unavailable =>
  new Unavailable({ message: `${url} does not answer as a server of this release does (${got}): look whether the address is right, and use the \`parley\` of the server's own release` })

const reasonOf = ({ cause, description, reason }: HttpClientError.RequestError): string =>
  description ?? (cause instanceof Error ? "code" in cause ? String(cause.code) : cause.message : reason)
