import { CampaignSource } from "@parley/domain/ports/CampaignSource"
import * as ClickUpServer from "@parley/local-clickup/ClickUpServer"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Redacted from "effect/Redacted"
import { resolve } from "node:path"
import { layer } from "../src/ClickUpSource.ts"

export const map = resolve(import.meta.dirname, "../../../samples/clickup-map.yaml")

/** A ClickUp on this machine, and our side of it. */
export const world = (options: ClickUpServer.Options = {}, ours: { readonly map?: string; readonly token?: string; readonly timeout?: number } = {}) =>
  Effect.gen(function*() {
    const server = yield* Effect.acquireRelease(Effect.promise(() => ClickUpServer.start(options)), (one) => Effect.promise(() => one.close()))
    const source = yield* Effect.provide(CampaignSource, layer({
      token: Redacted.make(ours.token ?? server.token), apiUrl: server.apiUrl, list: server.list, team: server.team, map: ours.map ?? map, timeout: ours.timeout ?? 5_000,
      rosterOf: (sheet, tab) => Either.right(`${sheet ?? ""}#${tab ?? ""}`)
    }))
    return { server, source, submit: (form: ClickUpServer.Submitted = {}) => Effect.promise(() => server.submit(form)) }
  })
