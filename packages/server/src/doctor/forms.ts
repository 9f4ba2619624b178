import { problem } from "@parley/domain/ports/Diagnosis"
import { instant } from "@parley/domain/Instant"
import { CampaignSource } from "@parley/domain/ports/CampaignSource"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Ports from "../Ports.ts"
import type { ServerSettings } from "../Settings.ts"
import type { Check } from "./Check.ts"

/** Where campaign forms come from: the list can be read, and the webhook is alive where its workspace is named. */
export const forms = (settings: ServerSettings): ReadonlyArray<Check> =>
  settings.intake === "none" ? [] : [{
    name: "clickup", needs: ["PARLEY_INTAKE", "CLICKUP_API_TOKEN", "CLICKUP_WEBHOOK_SECRET", "CLICKUP_API_URL", "CLICKUP_LIST_ID", "CLICKUP_TEAM_ID", "CLICKUP_MAP", "CLICKUP_ROSTER"],
    ask: Effect.gen(function*() {
      const source = yield* CampaignSource
      const today = yield* Effect.either(source.list(instant(yield* Clock.currentTimeMillis)))
      if (Either.isLeft(today)) {
        return { told: "", findings: [problem(today.left.reason, "a list whose tasks are forms", "look at CLICKUP_API_TOKEN and CLICKUP_LIST_ID, and whether the token's owner sees the list")] }
      }
      const trouble = yield* Effect.either(source.trouble)
      const amiss = Either.isLeft(trouble) ? trouble.left.reason : trouble.right
      return {
        told: `list ${settings.clickUp.list ?? ""} can be read`,
        findings: amiss === null ? [] : [problem(amiss, "an active webhook for taskCreated", "make it as docs/operations.md says, or make it active again; until then forms are found hourly")]
      }
    }).pipe(
      Effect.provide(Ports.sourceLayer(settings)),
      Effect.catchAll(({ problems }) => Effect.succeed({ told: "", findings: problems.map((one) => problem(one, "a map of the form's fields", "mend the file that CLICKUP_MAP names")) }))
    )
  }]
