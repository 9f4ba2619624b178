import * as BlockRules from "../BlockRules.ts"
import type { Json } from "../Message.ts"
import type { OpenView } from "../OpenView.ts"
import type { Workspace } from "../Workspace.ts"
import { isJson, objects } from "./Json.ts"
import { Refusal, refusalWith } from "./Refusal.ts"
import { stateOf } from "./StateValues.ts"

export interface ViewStore {
  readonly open: (user: string, view: unknown, under: OpenView | null) => OpenView
  readonly update: (key: { readonly id: string } | { readonly externalId: string }, view: unknown, hash: string | null) => OpenView
  readonly find: (id: string) => OpenView | null
  /** The last is in front. */
  readonly of: (user: string) => ReadonlyArray<OpenView>
  readonly close: (id: string) => void
  readonly onChange: (heard: (view: OpenView) => void) => () => void
}

export const make = (workspace: Workspace, now: () => number, named: (blocks: ReadonlyArray<Json>) => ReadonlyArray<Json>): ViewStore => {
  const views = new Map<string, OpenView>()
  const listeners = new Set<(view: OpenView) => void>()
  let count = 0
  const put = (id: string, user: string, given: unknown, above: Json): OpenView => {
    const problems = BlockRules.viewProblems(given)
    if (problems.length > 0 || !isJson(given)) throw refusalWith("invalid_arguments", problems)
    count += 1
    const blocks = named(objects(given["blocks"]))
    const hash = `${Math.floor(now() / 1000)}.${count.toString(36)}`
    const view = {
      type: given["type"], title: given["title"] ?? null, submit: given["submit"] ?? null, close: given["close"] ?? null,
      private_metadata: given["private_metadata"] ?? "", callback_id: given["callback_id"] ?? "", external_id: given["external_id"] ?? "",
      clear_on_close: given["clear_on_close"] ?? false, notify_on_close: given["notify_on_close"] ?? false,
      ...above, id, team_id: workspace.teamId, app_id: workspace.appId, app_installed_team_id: workspace.teamId, bot_id: workspace.botId,
      blocks, hash, state: { values: stateOf(blocks, {}) }
    }
    const opened: OpenView = { id, user, hash, view }
    views.set(id, opened)
    listeners.forEach((heard) => heard(opened))
    return opened
  }
  return {
    open: (user, view, under) => {
      const id = `V${(++count).toString(36).toUpperCase().padStart(8, "0")}`
      return put(id, user, view, { root_view_id: under === null ? id : under.view["root_view_id"], previous_view_id: under?.id ?? null })
    },
    update: (key, view, hash) => {
      const old = "id" in key ? views.get(key.id) : [...views.values()].find((one) => one.view["external_id"] === key.externalId)
      if (old === undefined) throw new Refusal("not_found")
      if (hash !== null && hash !== old.hash) throw new Refusal("hash_conflict")
      return put(old.id, old.user, view, { root_view_id: old.view["root_view_id"], previous_view_id: old.view["previous_view_id"] })
    },
    find: (id) => views.get(id) ?? null,
    of: (user) => [...views.values()].filter((one) => one.user === user),
    close: (id) => void views.delete(id),
    onChange: (heard) => {
      listeners.add(heard)
      return () => void listeners.delete(heard)
    }
  }
}
