import { BadInput, type NotFound, Refused, Unavailable } from "@parley/api/Problems"
import type { Currency } from "@parley/domain/Currency"
import type { Refusal } from "@parley/domain/negotiation/Refusal"
import type { Quarantined, StoreUnavailable } from "@parley/domain/ports/Store"
import type { DraftBlocked } from "@parley/domain/usecases/HumanCommand"
import { refusalText } from "../refusalText.ts"

/** Every way in which an operation says no. */
export type Problem = BadInput | NotFound | Refused | Unavailable

export const storeProblem = (error: StoreUnavailable): Problem => new Unavailable({ message: `The books cannot be used: ${error.reason}` })

export const problem = (error: Problem | StoreUnavailable | Quarantined): Problem =>
  error._tag === "StoreUnavailable"
    ? storeProblem(error)
    : error._tag === "Quarantined"
    ? new Refused({ message: `Negotiation ${error.negotiation} is set aside: ${error.reason}; \`parley verify\` says what is wrong` })
    : error

export const decisionProblem = (error: Refusal | Refused | DraftBlocked | StoreUnavailable | Quarantined, currency: Currency): Problem => {
  switch (error._tag) {
    case "StoreUnavailable":
    case "Quarantined":
    case "Refused":
      return problem(error)
    case "DraftBlocked":
      return new BadInput({
        message: "The mail may not leave with these words",
        problems: error.objections.map((got) => ({ field: "draft", expected: "nothing that the campaign does not grant, and figures only as slots such as {{rate}}", got }))
      })
    case "OutsideLimits":
      return new Refused({ message: refusalText(error, currency), field: "amount" })
    default:
      return new Refused({ message: refusalText(error, currency) })
  }
}
