import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"
import { Actor, CommandId, MessageId, NegotiationId, PersonId } from "../Ids.ts"
import { instant } from "../Instant.ts"

const alphabet = "23456789abcdefghjkmnpqrstuvwxyz"

/** `prefix` and twelve random characters that a person can read aloud; 59 bits. Seeded where `Random` is. */
const fresh = (prefix: string) =>
  Effect.map(
    Effect.forEach(Array.from({ length: 12 }), () => Random.nextIntBetween(0, alphabet.length)),
    (picks) => prefix + picks.map((pick) => alphabet[pick]).join("")
  )

export const newNegotiationId = Effect.map(fresh("n-"), (id) => NegotiationId.make(id))
export const newPersonId = Effect.map(fresh("p-"), (id) => PersonId.make(id))
export const newMessageId = Effect.map(fresh("m-"), (id) => MessageId.make(id))
export const newCommandId = Effect.map(fresh("c-"), (id) => CommandId.make(id))

/** The clock's time. */
export const now = Effect.map(Clock.currentTimeMillis, (millis) => instant(Math.trunc(millis)))

/** What Parley does by itself. */
export const parley = Actor.make("parley")
