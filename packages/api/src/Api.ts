import * as HttpApi from "@effect/platform/HttpApi"
import { campaignsApi } from "./CampaignsApi.ts"
import { changesApi } from "./ChangesApi.ts"
import { intakesApi } from "./IntakesApi.ts"
import { approvalsApi, negotiationsApi } from "./NegotiationsApi.ts"
import { operationsApi } from "./OperationsApi.ts"
import { BadInputAnswer, NotFoundAnswer, RefusedAnswer, TooLargeAnswer, TooManyAnswer, UnavailableAnswer } from "./Problems.ts"
import { sandboxApi } from "./SandboxApi.ts"
import { sessionApi } from "./SessionApi.ts"
import { tokensApi } from "./TokensApi.ts"

/** Everything the CLI and the dashboard ask of a server. A group is added here, and its handlers in the server's `ApiHandlers`. */
export const Api = HttpApi.make("parley")
  .add(sessionApi)
  .add(tokensApi)
  .add(campaignsApi)
  .add(negotiationsApi)
  .add(approvalsApi)
  .add(intakesApi)
  .add(operationsApi)
  .add(changesApi)
  .add(sandboxApi)
  .addError(BadInputAnswer)
  .addError(NotFoundAnswer)
  .addError(RefusedAnswer)
  .addError(TooLargeAnswer)
  .addError(TooManyAnswer)
  .addError(UnavailableAnswer)
  .prefix("/api/v1")
