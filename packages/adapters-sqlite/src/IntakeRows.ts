import type { Actor, CampaignId } from "@parley/domain/Ids"
import { type Instant, instant } from "@parley/domain/Instant"
import type { Form, FormId } from "@parley/domain/intake/Form"
import type { FormWebhook, Intake, IntakeNote, IntakeQuestion, IntakeStatus } from "@parley/domain/ports/IntakeBooks"
import type Sqlite from "better-sqlite3"

const week = 7 * 86_400_000

/** Forms on their way to campaigns, what was told of them, and what is asked about them. */
export interface IntakeRows {
  /** True if it is new. */
  readonly webhook: (webhook: FormWebhook) => boolean
  readonly add: (forms: ReadonlyArray<FormId>, at: Instant) => number
  readonly due: (now: Instant, limit: number) => ReadonlyArray<Intake>
  readonly nextDue: () => Instant | null
  readonly one: (form: FormId) => Intake | null
  readonly all: () => ReadonlyArray<Intake>
  /** Whether the revision is still this one, and no campaign came of it. */
  readonly isCurrent: (of: Pick<Intake, "form" | "revision">) => boolean
  readonly note: (note: IntakeNote) => void
  readonly start: (form: FormId, campaign: CampaignId) => void
  readonly restoredAt: () => Instant | null
  readonly since: (now: Instant) => Instant
}

interface Row {
  readonly form: FormId
  readonly status: string
  readonly revision: number
  readonly receivedAt: Instant
  readonly nextAt: Instant
  readonly attempts: number
  readonly problem: string | null
  readonly content: string | null
  readonly campaign: CampaignId | null
}

const columns = "form, status, revision, received_at AS receivedAt, next_at AS nextAt, attempts, problem, content, campaign"

const statuses: ReadonlyArray<IntakeStatus> = ["pending", "waiting", "started", "ignored"]

export const make = (db: Sqlite.Database): IntakeRows => {
  const prune = db.prepare<[number]>("DELETE FROM form_webhooks WHERE at < ?")
  const told = db.prepare<[string, FormId | null, string | null, Instant]>("INSERT INTO form_webhooks (id, form, problem, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")
  const insert = db.prepare<[FormId, Instant, Instant]>("INSERT INTO intakes (form, received_at, next_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
  const revive = db.prepare<[Instant, FormId]>("UPDATE intakes SET status = 'pending', attempts = 0, next_at = ?, revision = revision + 1 WHERE form = ? AND status = 'failed'")
  const due = db.prepare<[Instant, number], Row>(`SELECT ${columns} FROM intakes WHERE status = 'pending' AND next_at <= ? ORDER BY next_at, ordinal LIMIT ?`)
  const next = db.prepare<[], Instant>("SELECT next_at FROM intakes WHERE status = 'pending' ORDER BY next_at LIMIT 1").pluck()
  const one = db.prepare<[FormId], Row>(`SELECT ${columns} FROM intakes WHERE form = ?`)
  const all = db.prepare<[], Row>(`SELECT ${columns} FROM intakes WHERE status <> 'ignored' ORDER BY ordinal DESC`)
  const asked = db.prepare<[FormId], IntakeQuestion>("SELECT label, expected, got, answer, by FROM intake_questions WHERE form = ? ORDER BY place")
  const current = db.prepare<[FormId], Pick<Row, "status" | "revision">>("SELECT status, revision FROM intakes WHERE form = ?")
  const update = db.prepare<[string, Instant, number, string | null, string | null, FormId]>(
    "UPDATE intakes SET status = ?, next_at = ?, attempts = ?, problem = ?, content = ?, revision = revision + 1 WHERE form = ?"
  )
  const unasked = db.prepare<[FormId]>("DELETE FROM intake_questions WHERE form = ?")
  const ask = db.prepare<[FormId, number, string, string, string, string | null, Actor | null]>(
    "INSERT INTO intake_questions (form, place, label, expected, got, answer, by) VALUES (?, ?, ?, ?, ?, ?, ?)"
  )
  const started = db.prepare<[CampaignId, FormId]>("UPDATE intakes SET status = 'started', campaign = ?, problem = NULL, revision = revision + 1 WHERE form = ?")
  const restored = db.prepare<[], Instant>("SELECT at FROM switches WHERE name = 'restored'").pluck()

  const since = db.prepare<[], Instant>("SELECT at FROM switches WHERE name = 'forms_since'").pluck()
  const begin = db.prepare<[Instant]>("INSERT INTO switches (name, by, at) VALUES ('forms_since', 'parley', ?) ON CONFLICT DO NOTHING")

  const read = (row: Row): Intake => {
    const content: Form | null = row.content === null ? null : JSON.parse(row.content)
    return { ...row, status: statuses.find((status) => status === row.status) ?? "failed", content, questions: asked.all(row.form) }
  }

  return {
    webhook: ({ at, form, id, problem }) => {
      prune.run(at - week)
      if (told.run(id, form, problem, at).changes === 0) return false
      if (form !== null) insert.run(form, at, at)
      return true
    },
    add: (forms, at) => forms.filter((form) => insert.run(form, at, at).changes + revive.run(at, form).changes > 0).length,
    due: (now, limit) => due.all(now, limit).map(read),
    nextDue: () => next.get() ?? null,
    one: (form) => {
      const row = one.get(form)
      return row === undefined ? null : read(row)
    },
    all: () => all.all().map(read),
    isCurrent: ({ form, revision }) => {
      const row = current.get(form)
      return row !== undefined && row.revision === revision && row.status !== "started"
    },
    note: ({ attempts, content, form, nextAt, problem, questions, status }) => {
      update.run(status, nextAt, attempts, problem, content === null ? null : JSON.stringify(content), form)
      unasked.run(form)
      questions.forEach(({ answer, by, expected, got, label }, place) => void ask.run(form, place, label, expected, got, answer, by))
    },
    start: (form, campaign) => void started.run(campaign, form),
    since: (now) => {
      begin.run(now)
      return since.get() ?? now
    },
    restoredAt: () => {
      const at = restored.get()
      return at === undefined ? null : instant(at)
    }
  }
}

/** Forms of before may have started a campaign that these books do not know. */
export const doubt = (db: Sqlite.Database, at: Instant): void =>
  void db.prepare<[Instant]>("INSERT INTO switches (name, by, at) VALUES ('restored', 'parley', ?) ON CONFLICT (name) DO UPDATE SET at = max(at, excluded.at)").run(at)
