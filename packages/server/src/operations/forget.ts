import { BadInput, NotFound, Refused, Unavailable } from "@parley/api/Problems"
import type { Forgotten } from "@parley/api/Reports"
import { Actor } from "@parley/domain/Ids"
import { EmailAddress } from "@parley/domain/influencer/Influencer"
import type { Mailbox, MailboxUnavailable } from "@parley/domain/ports/Mailbox"
import type { Store } from "@parley/domain/ports/Store"
import type { TeamChannel, TeamUnavailable } from "@parley/domain/ports/TeamChannel"
import { forgetPerson } from "@parley/domain/usecases/ForgetPerson"
import type { Settings } from "@parley/domain/usecases/Settings"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import type * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import { decisionProblem, problem, type Problem } from "./Problem.ts"

/** Erases a person everywhere; `outside` holds what has their mail and their notices. */
export const forget = (outside: Layer.Layer<Mailbox | TeamChannel, MailboxUnavailable | TeamUnavailable>, address: string, by: string): Effect.Effect<Forgotten, Problem, Store | Settings> =>
  Effect.gen(function*() {
    const read = decodeAddress(address.trim().toLowerCase())
    if (Either.isLeft(read)) {
      return yield* new BadInput({ message: "Nobody was forgotten", problems: [{ field: "address", expected: "a mail address, e.g. maya@example.com", got: address }] })
    }
    return yield* forgetPerson(read.right, Actor.make(by)).pipe(Effect.provide(outside), Effect.mapError(notForgotten))
  })

const decodeAddress = Schema.decodeEither(EmailAddress)

const notForgotten = (error: Effect.Effect.Error<ReturnType<typeof forgetPerson>> | MailboxUnavailable | TeamUnavailable): Problem => {
  switch (error._tag) {
    case "UnknownAddress":
      return new NotFound({ message: `Nothing is known of ${error.address}; nothing was changed`, candidates: [] })
    case "OwnAddress":
      return new Refused({ message: `${error.address} is our own address, which stands in every mail: expected a creator's or a contact's` })
    case "NotYet":
      return new Refused({ message: `Not yet: ${error.reason}. Try again in a moment; what was begun is finished then` })
    case "StoreUnavailable":
    case "Quarantined":
      return problem(error)
    case "MailboxUnavailable":
    case "TeamUnavailable":
      return new Unavailable({ message: `Not everything could be erased: ${error.reason}. Mend that and run it again to finish` })
    default:
      return decisionProblem(error, "USD")
  }
}
