import * as Args from "@effect/cli/Args"
import * as Command from "@effect/cli/Command"
import type { IntakeList, IntakeReport } from "@parley/api/IntakesApi"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Option from "effect/Option"
import { Intakes, layer } from "../intakes.ts"
import * as IntakesClient from "../IntakesClient.ts"
import * as OperationsClient from "../OperationsClient.ts"
import * as Ports from "../Ports.ts"
import { socketPath } from "../Server.ts"
import { loadSettings } from "../Settings.ts"
import { as } from "./as.ts"
import { json, print } from "./print.ts"
import { remoteOf, url } from "./remote.ts"
import { kept } from "./withBooks.ts"

/** Runs with the intakes of the server that `url` or PARLEY_URL names, else of the one that holds the data directory, or, when none does, on the books themselves. */
const withIntakes = <A, E>(url: Option.Option<string>, use: (intakes: Intakes["Type"]) => Effect.Effect<A, E>) =>
  Effect.gen(function*() {
    const remote = yield* remoteOf(url)
    if (remote !== null) return yield* Effect.flatMap(Intakes, use).pipe(Effect.provide(IntakesClient.remoteLayer(remote)))
    const settings = yield* loadSettings
    yield* kept(settings)
    const socket = socketPath(settings)
    const asked = (yield* OperationsClient.isListening(socket))
      ? IntakesClient.layer(socket)
      : layer.pipe(Layer.provide(Layer.mergeAll(Ports.storeLayer(settings), Ports.rosterLayer(settings), Ports.identityLayer(settings, 1), Ports.sourceLayer(settings))))
    return yield* Effect.flatMap(Intakes, use).pipe(Effect.provide(asked))
  })

export const intakes = Command.make("intakes", { url, json }, ({ json, url }) =>
  Effect.flatMap(withIntakes(url, ({ list }) => list), (list) => print(json, list, renderIntakes))).pipe(
    Command.withDescription("Campaign forms, the newest first, and what is asked about them")
  )

export const answer = Command.make("answer", {
  form: Args.text({ name: "intake" }).pipe(Args.withDescription("The form's id, e.g. 86c1xyz")),
  label: Args.text({ name: "label" }).pipe(Args.withDescription("The label that the question is about, e.g. \"Campaign Budget\"")),
  value: Args.text({ name: "value" }).pipe(Args.withDescription("As it would stand in the form, e.g. 42000")),
  as,
  url,
  json
}, ({ as, form, json, label, url, value }) =>
  Effect.flatMap(withIntakes(url, ({ answer }) => answer(form, { label, value, by: as })), (report) => print(json, report, renderIntake))).pipe(
    Command.withDescription("Answer a question about a campaign form; when none is left, its campaign starts")
  )

const renderIntakes = ({ intakes }: IntakeList): string => intakes.length === 0 ? "No forms." : intakes.map(renderIntake).join("\n")

const renderIntake = ({ campaign, form, link, problem, questions, status, title }: IntakeReport): string => {
  const open = questions.filter((one) => one.answer === null)
  return [
    `${form}  ${title ?? "(not read yet)"}  ${status}${campaign === null ? "" : `: campaign ${campaign}`}${problem === null ? "" : `: ${problem}`}`,
    ...open.map(({ expected, got, label }) => `  ${label}: expected ${expected}; got ${got}`),
    ...(open.length === 0 ? [] : [`  answer with: parley campaign answer ${form} "<label>" <value>`, ...(link === null ? [] : [`  ${link}`])])
  ].join("\n")
}
