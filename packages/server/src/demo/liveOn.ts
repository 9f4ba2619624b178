import type { CampaignSource } from "@parley/domain/ports/CampaignSource"
import type { Roster } from "@parley/domain/ports/Roster"
import type { EmailWriter } from "@parley/domain/ports/EmailWriter"
import type { Mailbox } from "@parley/domain/ports/Mailbox"
import type { ReplyReader } from "@parley/domain/ports/ReplyReader"
import type { Store } from "@parley/domain/ports/Store"
import type { TeamChannel } from "@parley/domain/ports/TeamChannel"
import type { Settings } from "@parley/domain/usecases/Settings"
import type { CastMember } from "@parley/testkit/sim/cast"
import { type LivingCast, livingForm } from "@parley/testkit/sim/livingCampaign"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { Scope } from "effect/Scope"
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { Operations } from "../Operations.ts"
import * as Workers from "../Workers.ts"
import { livingCreators } from "./livingCreators.ts"
import { outside } from "./Outside.ts"

/**
 * The demo in real time, until the scope closes: all workers of a server run, the living campaign is started, and its creators answer. Its roster lies in the
 * data directory. Answers how the workers are.
 */
export const liveOn = ({ cast, dataDir, seed }: { readonly cast: LivingCast; readonly dataDir: string; readonly seed: number }): Effect.Effect<
  Workers.WorkersHealth["Type"],
  Effect.Effect.Error<ReturnType<Operations["Type"]["startCampaign"]>>,
  Scope | Operations | Store | Mailbox | Roster | CampaignSource | ReplyReader | EmailWriter | TeamChannel | Settings
> =>
  Effect.gen(function*() {
    const roster = join(dataDir, "living-roster.csv")
    writeFileSync(roster, rosterOf([...cast.free, ...cast.played.map(({ member }) => member)]))
    const world = outside(join(dataDir, "maildir"))
    world.newlySent()
    yield* livingCreators({ cast, outside: world, seed })
    const running = yield* Layer.build(Workers.layer({ idle: Duration.millis(500) }))
    yield* Effect.flatMap(Operations, (operations) => operations.startCampaign(livingForm, { source: roster }))
    return Context.get(running, Workers.WorkersHealth)
  })

const rosterOf = (members: ReadonlyArray<CastMember>): string =>
  [["Name", "Email", "Platform", "Handle", "Average Views", "Min Rate", "Max Rate", "Engagement Rate", "Time Zone"], ...members.map((one) =>
    [one.name, one.address, one.platform, one.handle, one.averageViews, "", "", `${one.engagementBps / 100}%`, one.timeZone])].map((row) => row.join(",")).join("\n")
