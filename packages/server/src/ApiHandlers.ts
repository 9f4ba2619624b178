import * as HttpApiBuilder from "@effect/platform/HttpApiBuilder"
import type * as HttpApi from "@effect/platform/HttpApi"
import { HttpApiDecodeError } from "@effect/platform/HttpApiError"
import { type Authorization, Caller } from "@parley/api/Access"
import { Api } from "@parley/api/Api"
import type { Store } from "@parley/domain/ports/Store"
import type * as Deferred from "effect/Deferred"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { Identity } from "./access/Identity.ts"
import type { Limits } from "./access/Limits.ts"
import type { Origins } from "./access/Origins.ts"
import { changes } from "./http/changes.ts"
import { badInputOf } from "./http/problemResponse.ts"
import { type Features, sessionHandlers } from "./http/sessionHandlers.ts"
import { systemOf } from "./http/systemOf.ts"
import { tokenHandlers } from "./http/tokenHandlers.ts"
import { handlers as intakes, type Intakes } from "./intakes.ts"
import { Operations } from "./Operations.ts"
import { Readiness } from "./Readiness.ts"
import { Sandbox } from "./sandbox/Sandbox.ts"

const campaigns = HttpApiBuilder.group(Api, "campaigns", (handlers) =>
  Effect.map(Operations, (operations) =>
    handlers
      .handle("list", ({ urlParams }) => operations.campaignPage(urlParams))
      .handle("one", ({ path }) => operations.campaign(path.campaign))
      .handle("ledger", ({ path, urlParams }) => operations.ledger(path.campaign, urlParams))
      .handle("start", ({ payload }) => operations.startCampaign(payload.campaign, payload.roster))
      .handle("check", ({ payload }) => operations.checkCampaign(payload.campaign, payload.roster))
      .handle("rosterProblems", ({ path, urlParams }) => operations.rosterProblems(path.campaign, urlParams))))

const negotiations = HttpApiBuilder.group(Api, "negotiations", (handlers) =>
  Effect.map(Operations, (operations) =>
    handlers
      .handle("list", ({ urlParams }) => operations.negotiationPage(urlParams))
      .handle("one", ({ path }) => operations.find(path.negotiation))
      .handle("timeline", ({ path }) => operations.timeline(path.negotiation))
      .handle("explain", ({ path }) => operations.explain(path.negotiation))
      .handle("offers", ({ path }) => operations.offers(path.negotiation))
      .handle("question", ({ path }) => operations.question(path.negotiation))
      .handle("draft", ({ path }) => operations.draft(path.negotiation))
      .handle("decide", ({ path, payload }) => Effect.flatMap(Caller, ({ name }) => operations.decide(path.negotiation, { ...payload, by: name })))))

const approvals = HttpApiBuilder.group(Api, "approvals", (handlers) =>
  Effect.map(Operations, (operations) => handlers.handle("list", ({ urlParams }) => operations.approvals(urlParams))))

const operations = HttpApiBuilder.group(Api, "operations", (handlers) =>
  Effect.gen(function*() {
    const operations = yield* Operations
    const readiness = yield* Readiness
    const system = yield* systemOf(readiness)
    return handlers
      .handle("overview", () => operations.overview)
      .handle("system", () => system)
      .handle("deadLetters", ({ urlParams }) => operations.letterPage(urlParams))
      .handle("settleLetter", ({ payload }) => Effect.flatMap(Caller, ({ name }) => operations.settleLetter({ ...payload, by: name })))
      .handle("unaccounted", ({ urlParams }) => operations.unaccounted(urlParams))
      .handle("sending", () => operations.sending)
      .handle("switchSending", ({ payload }) => Effect.flatMap(Caller, ({ name }) => operations.switchSending(payload.stop, name)))
      .handle("stopAgency", ({ payload }) => Effect.flatMap(Caller, ({ name }) => operations.stopAgency({ ...payload, by: name })))
      .handle("audit", ({ urlParams }) => operations.audit(urlParams))
      .handle("forget", ({ payload }) => Effect.flatMap(Caller, ({ name }) => operations.forget(payload.address, name)))
  }))

const sandbox = HttpApiBuilder.group(Api, "sandbox", (handlers) =>
  Effect.map(Sandbox, (sandbox) =>
    handlers
      .handle("creators", () => sandbox.creators)
      .handle("thread", ({ path }) => sandbox.thread(path.negotiation))
      .handle("reply", ({ path, payload }) => Effect.flatMap(Caller, ({ name }) => Effect.annotateLogs(sandbox.reply(path.negotiation, payload), { by: name })))))

const stream = (closing: Deferred.Deferred<void>) =>
  HttpApiBuilder.group(Api, "changes", (handlers) =>
    Effect.map(Effect.context<Store | Identity>(), (context) =>
      handlers.handle("stream", ({ headers, urlParams }) =>
        Effect.gen(function*() {
          const after = headers["last-event-id"] ?? urlParams.after
          return yield* changes(yield* Caller, after === undefined ? null : Number(after), closing).pipe(Effect.provide(context))
        }))))

/** Every group's handlers; `closing` ends the streams. A group is added here, and in the API's definition. */
export const layer = (
  origins: Origins, features: Features, closing: Deferred.Deferred<void>
): Layer.Layer<HttpApi.Api, never, Operations | Intakes | Readiness | Sandbox | Store | Identity | Limits | Authorization> =>
  Layer.mergeAll(
    HttpApiBuilder.api(Api).pipe(Layer.provide([sessionHandlers(origins, features), tokenHandlers, campaigns, negotiations, approvals, intakes, operations, sandbox, stream(closing)])),
    HttpApiBuilder.middleware(Api, (app) => Effect.catchAllCause(app, (cause) => {
      const error = Cause.squash(cause)
      return error instanceof HttpApiDecodeError ? badInputOf(error) : Effect.failCause(cause)
    }))
  )
