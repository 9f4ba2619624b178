import type { Meter } from "@parley/adapters-anthropic/Usage"
import * as Context from "effect/Context"

/** What the models were asked, by role; empty where no model has one. */
export class ModelUse extends Context.Reference<ModelUse>()("@parley/server/model/ModelUse", { defaultValue: () => new Map<string, Meter>() }) {}
