import { dirname, join } from "node:path"
import { type Call, pointOf } from "./Trace.ts"

export interface Checked {
  readonly problems: ReadonlyArray<string>
  /** How often each rule had something to check: a trace that shows nothing proves nothing. */
  readonly checked: Readonly<Record<Rule, number>>
}

export const rules = ["commits", "ingests filed", "drafts staged", "mails dispatched", "notices posted", "answers given"] as const
type Rule = typeof rules[number]

const syncs = ["fsync", "fdatasync"]
const writes = ["write", "writev", "pwrite64", "pwritev", "pwritev2", "ftruncate"]
/** Where the log may hold what is not committed yet. */
const unfinished = ["before-commit", "before-migration-commit", "migration-copy-written", "migration-copied"]

/**
 * Whether a power loss at any moment would have been survived: what the world can see, or is told, comes after the sync of what the
 * books say about it, and what the books say comes after the sync of the files they speak of. For a load of one mail at a time.
 */
export const check = (calls: ReadonlyArray<Call>, dataDir: string): Checked => {
  const problems: Array<string> = []
  const checked = { commits: 0, "ingests filed": 0, "drafts staged": 0, "mails dispatched": 0, "notices posted": 0, "answers given": 0 }
  const at = (...parts: ReadonlyArray<string>) => join(dataDir, "maildir", ...parts)
  const [log, team] = [join(dataDir, "parley.db-wal"), join(dataDir, "team.jsonl")]
  /** Files whose bytes, and directories whose names, changed and were not synced since. */
  const dirty = new Map<string, string>()
  let wroteLog = false
  /** The points and commits since the last point of this kind, by name. */
  let trail: ReadonlyArray<string> = []
  const wrong = (what: string, call: Call) => problems.push(`${what} (line ${call.ended + 1}: ${call.text.slice(0, 160)})`)
  const clean = (path: string, call: Call, when: string) => {
    const why = dirty.get(path)
    if (why !== undefined) wrong(`${when}, ${path.slice(dataDir.length + 1)} is not synced since ${why}`, call)
  }
  /** These points stand in this order behind the last of `first`. */
  const follows = (first: string, ...then: ReadonlyArray<string>): boolean => {
    let from = trail.lastIndexOf(first)
    return from >= 0 && then.every((point) => (from = trail.indexOf(point, from + 1)) >= 0)
  }
  const renamed = (from: string, to: string, call: Call) => {
    for (const path of [from, to]) if (path !== "") dirty.set(dirname(path), call.name)
    if (to === at(".Drafts/cur", to.slice(at(".Drafts/cur").length + 1))) clean(from, call, "a draft gets its name")
    if (!to.startsWith(at(".Sent/cur/"))) return
    clean(from, call, "a mail is sent")
    checked["mails dispatched"] += 1
    if (!follows("before-claim", "after-commit", "before-dispatch")) wrong("a mail is sent before its claim is committed", call)
    trail = [...trail, "sent"]
  }
  const filed = (call: Call) => {
    dirty.set(at("new"), call.name)
    dirty.set(at("cur"), call.name)
    checked["ingests filed"] += 1
    if (!follows("before-ingest", "after-commit", "after-ingest")) wrong("mail is filed before it is stored", call)
  }
  const reached = (point: string, call: Call) => {
    if (!unfinished.includes(point)) clean(log, call, `at ${point}`)
    if (point === "after-commit" && wroteLog) checked.commits += 1
    if (point === "after-commit") wroteLog = false
    if (point === "after-stage") {
      checked["drafts staged"] += 1
      clean(at(".Drafts/cur"), call, "a draft is staged")
    }
    if (point === "after-dispatch") for (const folder of [".Sent/cur", ".Drafts/cur"]) clean(at(folder), call, "a mail is dispatched")
    if (point === "after-filing") for (const folder of ["new", "cur"]) clean(at(folder), call, "mail is filed")
    if (point === "after-post") {
      checked["notices posted"] += 1
      clean(team, call, "a notice is posted")
    }
    trail = [...trail, point]
  }

  // by its beginning where a call shows something to the world, by its end where it makes something durable
  for (const call of calls.toSorted((one, other) => moment(one) - moment(other))) {
    const [path = "", to = ""] = call.paths
    const point = pointOf(call)
    if (point !== null) reached(point, call)
    else if (syncs.includes(call.name)) dirty.delete(path)
    else if (writes.includes(call.name) && path === log) {
      wroteLog = true
      dirty.set(path, call.name)
    } else if (writes.includes(call.name) && path.startsWith(dataDir) && !path.endsWith("-shm")) {
      if (path === team && !follows("before-post")) wrong("a notice is written that nobody posts", call)
      dirty.set(path, call.name)
    } else if (writes.includes(call.name) && call.text.includes("\"HTTP/1.1 ")) {
      clean(log, call, "an answer is given")
      if (!follows("before-decision", "after-commit", "after-decision") && !follows("before-campaign", "after-commit", "after-campaign")) continue
      checked["answers given"] += 1
    } else if (call.name.startsWith("rename")) renamed(path, to, call)
    else if (call.name.startsWith("link") && path.startsWith(at("new/"))) filed(call)
    else if (call.name.startsWith("unlink") && path.startsWith(at("new/"))) {
      dirty.set(at("new"), call.name)
      if (!follows("before-ingest", "after-commit", "after-ingest")) wrong("mail leaves new/ before it is stored", call)
    }
  }
  for (const rule of rules) if (checked[rule] === 0) problems.push(`the trace shows no ${rule}: nothing was proven`)
  return { problems, checked }
}

const moment = (call: Call): number => syncs.includes(call.name) ? call.ended : call.began
