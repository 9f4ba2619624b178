import type { Notice } from "@parley/domain/ports/TeamChannel"

export const escalation = (id: string, more: Partial<Notice> = {}): Notice => ({
  id, kind: "escalation", negotiation: "n-7k2", title: "Maya Chen asks for more than the ceiling", facts: [["Ask", "$2,500"], ["Ceiling", "$2,400"]],
  quotes: ["I would need $2,500 for that."], draft: null, why: [], link: null, ask: { seen: 4, mark: "hash", choices: [{ choice: "approve", detail: null }] }, outcome: null,
  at: 1_790_000_000_000, ...more
})

export const settled = (id: string): Notice => escalation(id, { ask: null, outcome: { text: "countered with $2,345", by: "slack:U0BEN", at: 1_790_000_060_000 } })
