import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { FormId } from "@parley/domain/intake/Form"
import { CampaignSource, NoForm, SourceUnavailable } from "@parley/domain/ports/CampaignSource"
import * as FormMap from "./FormMap.ts"
import { formOf } from "./formOf.ts"
import { request, type RequestFailed } from "./internal/request.ts"
import { Task } from "./internal/Task.ts"

export interface Options {
  readonly token: Redacted.Redacted
  readonly apiUrl: string | null
  /** The list whose tasks are forms. */
  readonly list: string
  /** The workspace whose webhooks are looked after; null: nobody looks. */
  readonly team: string | null
  /** The path of the YAML file that says what each field means; read whenever a form is. */
  readonly map: string
  /** Milliseconds for one request, 20 s unless given. */
  readonly timeout?: number
  readonly rosterOf: CampaignSource["Type"]["rosterOf"]
}

const Page = Schema.Struct({ tasks: Schema.Array(Schema.Struct({ id: Schema.String })), last_page: Schema.optional(Schema.Boolean) })

const Webhooks = Schema.Struct({
  webhooks: Schema.Array(Schema.Struct({
    id: Schema.String, endpoint: Schema.String,
    health: Schema.optional(Schema.NullOr(Schema.Struct({ status: Schema.optional(Schema.String), fail_count: Schema.optional(Schema.Number) })))
  }))
})

/** As many tasks as ClickUp puts on a page. */
const fullPage = 100
/** A list that has more is not read to its end. */
const mostPages = 1_000

/** Where ClickUp's webhooks come to us. */
export const webhookPath = "/webhooks/clickup"

/** Forms that are tasks of a ClickUp list. */
export const layer = ({ list, map, rosterOf, team, timeout = 20_000, ...options }: Options): Layer.Layer<CampaignSource, FormMap.InvalidFormMap> =>
  Layer.effect(CampaignSource, Effect.gen(function*() {
    yield* FormMap.load(map)
    const access = { ...options, timeout }

    // https://developer.clickup.com/reference/gettasks
    const page = (since: number, number: number): Effect.Effect<ReadonlyArray<FormId>, SourceUnavailable> =>
      Effect.flatMap(
        Effect.mapError(request(access, `/list/${encodeURIComponent(list)}/task?page=${number}&include_closed=true&subtasks=false&order_by=created&date_created_gt=${since - 1}`, Page), unavailable),
        ({ last_page, tasks }) => {
          const ids = tasks.flatMap(({ id }) => isFormId(id) ? [id] : [])
          return last_page === true || tasks.length === 0 || (last_page === undefined && tasks.length < fullPage) || number + 1 >= mostPages
            ? Effect.succeed(ids)
            : Effect.map(page(since, number + 1), (more) => [...ids, ...more])
        }
      )

    return {
      fetch: Effect.fn("ClickUpSource.fetch")(function*(id: FormId) {
        const task = yield* request(access, `/task/${encodeURIComponent(id)}`, Task).pipe(
          Effect.mapError((failure) => failure.status === 404 ? new NoForm({ reason: "ClickUp has no such task: it was deleted" }) : unavailable(failure))
        )
        if (task.list.id !== list) return yield* new NoForm({ reason: `the task belongs to the list ${task.list.id.slice(0, 40)}, not to ${list}` })
        return formOf(task, yield* Effect.mapError(FormMap.load(map), ({ path, problems }) => new SourceUnavailable({ reason: `${path} cannot be used: ${problems.join("; ")}` })), id)
      }),
      list: (since) => page(since, 0),
      trouble: team === null ? Effect.succeed(null) : Effect.map(
        // https://developer.clickup.com/docs/webhookhealth
        Effect.mapError(request(access, `/team/${encodeURIComponent(team)}/webhook`, Webhooks), unavailable),
        ({ webhooks }) => {
          const ours = webhooks.filter(({ endpoint }) => URL.canParse(endpoint) && new URL(endpoint).pathname.endsWith(webhookPath))
          const [first] = ours
          if (first === undefined) return `no webhook whose endpoint ends in ${webhookPath} is registered by the token's owner in workspace ${team}`
          return ours.some(({ health }) => (health?.status ?? "active") === "active")
            ? null
            : `ClickUp has suspended the webhook ${first.id} after ${first.health?.fail_count ?? "many"} failed deliveries: make it active again, as docs/operations.md says`
        }
      ),
      rosterOf
    }
  }))

const isFormId = Schema.is(FormId)

const unavailable = ({ reason, retryAfter }: RequestFailed): SourceUnavailable => new SourceUnavailable({ reason, ...retryAfter === null ? {} : { retryAfter } })
