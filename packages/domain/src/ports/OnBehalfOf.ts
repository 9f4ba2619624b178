import * as Context from "effect/Context"
import type { NegotiationId } from "../Ids.ts"

/** The negotiation that a reader or writer is asked for, so that what it costs can be counted; null outside of one. It is no part of the question. */
export class OnBehalfOf extends Context.Reference<OnBehalfOf>()("@parley/domain/ports/OnBehalfOf", { defaultValue: (): NegotiationId | null => null }) {}
