import type { CampaignId } from "@parley/domain/Ids"
import type { Instant } from "@parley/domain/Instant"
import type { FormId } from "@parley/domain/intake/Form"
import type { FormWebhook, Intake, IntakeNote } from "@parley/domain/ports/IntakeBooks"
import { addNotice, type Books } from "./MemoryBooks.ts"

const week = 7 * 86_400_000

/** True if it is new. */
export const noteWebhook = (books: Books, webhook: FormWebhook): boolean => {
  for (const [id, { at }] of books.webhooks) if (at < webhook.at - week) books.webhooks.delete(id)
  if (books.webhooks.has(webhook.id)) return false
  books.webhooks.set(webhook.id, webhook)
  if (webhook.form !== null && !books.intakes.has(webhook.form)) add(books, webhook.form, webhook.at)
  return true
}

export const addForms = (books: Books, forms: ReadonlyArray<FormId>, now: Instant): number =>
  forms.filter((form) => {
    const known = books.intakes.get(form)
    if (known === undefined) add(books, form, now)
    else if (known.status === "failed") books.intakes.set(form, { ...known, status: "pending", attempts: 0, nextAt: now, revision: known.revision + 1 })
    return known === undefined || known.status === "failed"
  }).length

/** Whether the revision is still this one, and no campaign came of it. */
export const isCurrent = (books: Books, { form, revision }: Pick<Intake, "form" | "revision">): boolean => {
  const known = books.intakes.get(form)
  return known !== undefined && known.revision === revision && known.status !== "started"
}

export const noteIntake = (books: Books, { notices, ...note }: IntakeNote): boolean => {
  const known = books.intakes.get(note.form)
  if (known === undefined || !isCurrent(books, note)) return false
  books.intakes.set(note.form, { ...known, ...note, revision: note.revision + 1 })
  for (const notice of notices) addNotice(books, notice)
  return true
}

export const startIntake = (books: Books, form: FormId, campaign: CampaignId): void => {
  const known = books.intakes.get(form)
  if (known !== undefined) books.intakes.set(form, { ...known, status: "started", campaign, problem: null, revision: known.revision + 1 })
}

const add = (books: Books, form: FormId, at: Instant): void =>
  void books.intakes.set(form, { form, status: "pending", revision: 0, receivedAt: at, nextAt: at, attempts: 0, problem: null, content: null, questions: [], campaign: null })
