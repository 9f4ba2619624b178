import * as HttpApiBuilder from "@effect/platform/HttpApiBuilder"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import { Caller } from "@parley/api/Access"
import { Api } from "@parley/api/Api"
import type { IntakeAnswer, IntakeList, IntakeReport } from "@parley/api/IntakesApi"
import { BadInput, NotFound, Refused, Unavailable } from "@parley/api/Problems"
import { Actor } from "@parley/domain/Ids"
import { campaignOfForm } from "@parley/domain/intake/campaignOfForm"
import { FormId } from "@parley/domain/intake/Form"
import type { CampaignSource } from "@parley/domain/ports/CampaignSource"
import type { Intake } from "@parley/domain/ports/IntakeBooks"
import type { Roster } from "@parley/domain/ports/Roster"
import { Store } from "@parley/domain/ports/Store"
import { answerIntake } from "@parley/domain/usecases/AnswerIntake"
import type { Settings } from "@parley/domain/usecases/Settings"

type Problem = BadInput | NotFound | Refused | Unavailable

/** What people ask of forms on their way to campaigns, from the CLI or over HTTP. */
export class Intakes extends Context.Tag("@parley/server/intakes")<Intakes, {
  readonly list: Effect.Effect<IntakeList, Problem>
  readonly answer: (form: string, answer: IntakeAnswer & { readonly by: string }) => Effect.Effect<IntakeReport, Problem>
}>() {}

export const layer: Layer.Layer<Intakes, never, Store | Roster | Settings | CampaignSource> = Layer.effect(
  Intakes,
  Effect.gen(function*() {
    const context = yield* Effect.context<Store | Roster | Settings | CampaignSource>()
    const store = yield* Store
    return {
      list: Effect.mapBoth(store.intakes, { onSuccess: (all) => ({ intakes: all.map(reportOf) }), onFailure: ({ reason }) => new Unavailable({ message: `The books cannot be used: ${reason}` }) }),
      answer: (form, { by, label, value }) =>
        isFormId(form)
          ? Effect.mapBoth(answerIntake(form, label, value, Actor.make(by)), { onSuccess: reportOf, onFailure: problem }).pipe(Effect.provide(context))
          : Effect.fail(unknown(form))
    }
  })
)

/** The API's endpoints, each answered by the operation of the same name. */
export const handlers = HttpApiBuilder.group(Api, "intakes", (group) =>
  Effect.map(Intakes, (intakes) => 
    group
      .handle("list", () => intakes.list)
      .handle("answer", ({ path, payload }) => Effect.flatMap(Caller, ({ name }) => intakes.answer(path.form, { ...payload, by: name })))))

const isFormId = Schema.is(FormId)

const reportOf = ({ campaign, content, form, nextAt, problem, questions, receivedAt, status }: Intake): IntakeReport => ({
  form, title: content?.title ?? null, link: content?.link ?? null, status, campaign, receivedAt, nextAt: status === "pending" ? nextAt : null, problem, questions,
  background: content === null ? [] : campaignOfForm(content, new Map()).background.map(([label, text]) => ({ label, text }))
})

const unknown = (form: string): NotFound =>
  new NotFound({ message: `No form is called ${JSON.stringify(form)}, or it was not read yet; \`parley campaign intakes\` lists them`, candidates: [] })

const problem = (error: Effect.Effect.Error<ReturnType<typeof answerIntake>>): Problem => {
  switch (error._tag) {
    case "NoSuchIntake": return unknown(error.form)
    case "NoSuchQuestion":
      return new NotFound({ message: `Nothing is asked by the label ${JSON.stringify(error.label)}${error.open.length === 0 ? "" : ": say which by the form's own"}`, candidates: [...error.open] })
    case "AnswerRefused":
      return new BadInput({ message: "The answer cannot be used; nothing was changed", problems: [{ field: error.label, expected: error.expected, got: error.got }] })
    case "IntakeSettled":
      return new Refused({ message: error.intake.campaign === null ? `It was put aside: ${error.intake.problem ?? "no form of ours"}` : `Its campaign has started already: ${error.intake.campaign}` })
    case "StoreUnavailable": return new Unavailable({ message: `The books cannot be used: ${error.reason}` })
  }
}
