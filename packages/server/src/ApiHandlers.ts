import * as HttpApiBuilder from "@effect/platform/HttpApiBuilder"
import type * as HttpApi from "@effect/platform/HttpApi"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Api } from "@parley/api/SocketApi"
import { Operations } from "./Operations.ts"

/** The API's endpoints, each answered by the operation of the same name. */
const handlers = HttpApiBuilder.group(Api, "parley", (group) =>
  Effect.map(Operations, (operations) =>
    group
      .handle("status", () => operations.status)
      .handle("startCampaign", ({ payload }) => operations.startCampaign(payload.campaign, payload.roster))
      .handle("find", ({ path }) => operations.find(path.negotiation))
      .handle("timeline", ({ path }) => operations.timeline(path.negotiation))
      .handle("explain", ({ path }) => operations.explain(path.negotiation))
      .handle("decide", ({ path, payload }) => operations.decide(path.negotiation, payload))
      .handle("draft", ({ path }) => operations.draft(path.negotiation))
      .handle("stopAgency", ({ payload }) => operations.stopAgency(payload))
      .handle("deadLetters", () => operations.deadLetters)
      .handle("settleLetter", ({ payload }) => operations.settleLetter(payload))
      .handle("switchSending", ({ payload }) => operations.switchSending(payload.stop, payload.by))
      .handle("audit", ({ urlParams }) => operations.audit(urlParams))
      .handle("forget", ({ payload }) => operations.forget(payload.address, payload.by))))

export const layer: Layer.Layer<HttpApi.Api, never, Operations> = HttpApiBuilder.api(Api).pipe(Layer.provide(handlers))
