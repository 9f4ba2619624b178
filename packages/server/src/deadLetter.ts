import type { DeadLetterReport } from "@parley/api/Reports"
import type { DeadLetter } from "@parley/domain/ports/Store"
import { letterName } from "@parley/domain/usecases/DeadLetters"

/** A dead letter as lists show it: what it is, why it is there, and whose negotiation it belongs to. */
export const deadLetterOf = (letter: DeadLetter): Omit<DeadLetterReport, "creator"> =>
  letter._tag === "Inbox"
    ? {
      letter: letterName(letter), what: "message that could not be handled", status: "failed", negotiation: letter.negotiation,
      attempts: letter.row.attempts, since: letter.row.receivedAt, problem: letter.error ?? "", file: letter.row.copyRef
    }
    : {
      letter: letterName(letter), what: letter.row.lane === "mail" ? "mail to the creator" : "notice to the team",
      status: letter.row.status.replace("_", " "), negotiation: letter.row.subject === "-" ? null : letter.row.subject,
      attempts: letter.row.attempts, since: letter.row.nextAt, problem: letter.row.error ?? "", file: null
    }
