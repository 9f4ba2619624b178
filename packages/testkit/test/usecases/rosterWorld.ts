import { readCampaign } from "@parley/domain/campaign/CampaignForm"
import { Roster } from "@parley/domain/ports/Roster"
import { Store } from "@parley/domain/ports/Store"
import { openCampaign } from "@parley/domain/usecases/OpenCampaign"
import { watchRosters } from "@parley/domain/usecases/WatchRoster"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as MemoryRoster from "../../src/MemoryRoster.ts"
import { form, minute, world } from "./world.ts"

export const header = ["Name", "Email", "Platform", "Handle", "Average Views", "Min Rate", "Max Rate", "Engagement Rate"]
export const row = (name: string, ...end: ReadonlyArray<string>): ReadonlyArray<string> =>
  [name, `${name.toLowerCase()}@example.com`, "instagram", `@${name.toLowerCase()}`, ...end, ...["100000", "", "", ""].slice(end.length)]

/** A campaign that was started from a roster with Maya in it; a read is one pass of the watch. */
export const watching = (...first: ReadonlyArray<ReadonlyArray<string>>) => {
  const it = world()
  const rosters = MemoryRoster.make()
  const put = (...rows: ReadonlyArray<ReadonlyArray<string>>) => rosters.put("creators", [header, ...rows])
  const open = (id = "autumn", source = "creators") => Effect.gen(function*() {
    const campaign = Either.getOrThrow(readCampaign({ ...form, id }))
    return yield* openCampaign(campaign, yield* Effect.flatMap(Roster, (roster) => roster.read(source, "USD")), source)
  })
  const watch = watchRosters(new Map())
  put(row("Maya"), ...first)
  return {
    it, put, rosters, open, watch,
    read: Effect.zipRight(it.wait(minute), watch),
    run: <A, E>(effect: Effect.Effect<A, E, Roster | Effect.Effect.Context<Parameters<typeof it.run>[0]>>) => it.run(Effect.provide(effect, rosters.layer))
  }
}

export const creators = Effect.gen(function*() {
  const store = yield* Store
  return yield* Effect.forEach(yield* store.negotiations(null), (one) => Effect.map(store.influencer(one.influencer), (who) => who?.name ?? "forgotten"))
})
