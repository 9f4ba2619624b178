import type { ChoiceName } from "@parley/domain/ports/TeamChannel"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Option from "effect/Option"
import { type Answer, cut, sentence } from "./answers.ts"
import * as Button from "./Button.ts"
import * as Command from "./Command.ts"
import { commandId } from "./CommandId.ts"
import { answered } from "./commands.ts"
import type { Click, Submission } from "./Incoming.ts"
import { actorOf, denial, type Inside } from "./Inside.ts"
import * as modals from "./modals.ts"
import type { Place } from "./SlackCalls.ts"

/** What comes of a button: words for who pressed it, or a form in front of them. Null where it is no button of ours that does anything. */
export const clicked = Effect.fnUntraced(function*(inside: Inside, click: Click) {
  const [{ action_id, action_ts, value = "" }] = click.actions
  const { container: { channel_id, message_ts }, user } = click
  const id = commandId(channel_id, message_ts, action_ts, user.id)
  if (Command.actionIds.test(action_id)) {
    const command = Command.decode(value)
    return Option.isNone(command) ? outdated : yield* answered(inside, user.id, command.value, id)
  }
  if (!Button.actionIds.test(action_id)) return null
  const button = Button.decode(value)
  if (Option.isNone(button)) return (yield* denial(inside, user.id, "an old button")) ?? outdated
  const { choice, mark, negotiation, seen } = button.value
  const denied = yield* denial(inside, user.id, asked(choice, negotiation))
  if (denied !== null) return denied
  const outcome = choice === "counter" || choice === "agree" || choice === "edit"
    ? opened(inside, click, { negotiation, choice, seen, mark, channel: channel_id, thread: placeOf(click).thread })
    : Effect.map(inside.desk.decide({ negotiation, choice, amount: null, draft: null, seen, mark, by: actorOf(user.id), command: id }), sentence)
  return yield* Effect.catchTag(outcome, "DeskRefused", ({ message }) => Effect.succeed(sentence(message)))
})

const outdated: Answer = sentence("This button is not understood any more. Type /parley help for the commands that do the same.")

const opened = Effect.fnUntraced(function*({ calls, desk }: Inside, click: Click, about: modals.Opened) {
  const { choice, negotiation } = about
  if (choice === "edit") {
    const draft = yield* desk.draft(negotiation)
    if (!modals.fitsForm(draft)) return sentence(`This mail is too long to be edited here: use parley draft ${negotiation}`)
    yield* calls.openForm(click.trigger_id, modals.draftForm(about, draft))
    return null
  }
  yield* calls.openForm(click.trigger_id, modals.amountForm({ ...about, choice }, yield* desk.question(negotiation)))
  return null
})

export const placeOf = ({ container, message, response_url, user }: Click): Place => ({
  channel: container.channel_id, user: user.id, thread: message?.thread_ts ?? container.thread_ts ?? null, responseUrl: response_url ?? null
})

/** No names that people chose are ids. */
const asked = (choice: ChoiceName, negotiation: string): string => /^[\w.:-]{1,100}$/u.test(negotiation) ? `${choice} ${negotiation}` : choice

/** How a form goes on, and where its success is told. */
export type Reaction =
  | { readonly _tag: "Done"; readonly place: Place; readonly answer: Answer }
  | { readonly _tag: "Errors"; readonly errors: Readonly<Record<string, string>> }
  | { readonly _tag: "Refused"; readonly view: modals.View }

/** What comes of a form that somebody sent. */
export const submitted = Effect.fnUntraced(function*(inside: Inside, submission: Submission) {
  const { user, view } = submission
  const about = modals.decode(view.private_metadata)
  if (Option.isNone(about)) return refused(modals.refusedFor("This form is not understood any more. Press the button again."))
  const { channel, choice, mark, negotiation, seen, thread } = about.value
  const denied = yield* denial(inside, user.id, asked(choice, negotiation))
  if (denied !== null) return refused({ ...modals.refusedFor(""), blocks: denied.blocks.filter((block) => block.type === "section") })
  const [amount, draft] = choice === "edit"
    ? [null, { subject: modals.valueOf(submission, "subject"), body: modals.valueOf(submission, "body") }]
    : [modals.valueOf(submission, "amount"), null]
  // the form's own hash stays the same after errors: sent again with other words it is another command
  const decided = yield* Effect.either(
    inside.desk.decide({ negotiation, choice, amount, draft, seen, mark, by: actorOf(user.id), command: commandId(view.id, view.hash, JSON.stringify([amount, draft])) }))
  if (Either.isRight(decided)) {
    return { _tag: "Done", place: { channel, user: user.id, thread, responseUrl: null }, answer: sentence(decided.right) } satisfies Reaction
  }
  const { field, message } = decided.left
  if (field === (choice === "edit" ? "draft" : "amount")) return { _tag: "Errors", errors: { [firstWrong(choice)]: cut(message, 500) } } satisfies Reaction
  return refused(modals.refusedFor(message))
})

const refused = (view: modals.View): Reaction => ({ _tag: "Refused", view })

const firstWrong = (choice: modals.Opened["choice"]): string => choice === "edit" ? "body" : "amount"

/** A form stays as it was filled in, beside these words. */
export const unfinished = ({ view }: Submission, request: string): Reaction => ({
  _tag: "Errors",
  errors: { [Option.match(modals.decode(view.private_metadata), { onNone: () => "amount", onSome: ({ choice }) => firstWrong(choice) })]:
    `That did not work: Parley could not finish it (request ${request}). Try again.` }
})
