import type { AuditEvent, AuditPage, AuditState } from "@parley/api/Audit"
import { csvLine } from "./csv.ts"
import { printable } from "./printable.ts"
import { money } from "./render.ts"
import { table } from "./table.ts"

/** How an audit is printed piece by piece: what stands before its rows, each page of them, and what stands after. */
export interface AuditFormat {
  readonly begin: (page: AuditPage) => string
  readonly rows: (page: AuditPage) => string
  /** `more`: there are rows that were not asked for. */
  readonly end: (more: boolean) => string
}

/** One JSON object, a page of rows at a time. What could steer a terminal is escaped, which changes no value. */
export const jsonFormat = (): AuditFormat => {
  let first = true
  return {
    begin: (page) => page._tag === "Events" ? `{"from":${page.from},"to":${page.to},"events":[` : `{"asOf":${page.asOf},"negotiations":[`,
    rows: (page) =>
      page.rows.map((row) => {
        const comma = first ? "\n" : ",\n"
        first = false
        return comma + escaped(JSON.stringify(row))
      }).join(""),
    end: (more) => `\n],"more":${more}}\n`
  }
}

/** JSON without what could steer a terminal, which changes no value. */
export const escaped = (json: string): string =>
  json.replace(/\p{C}/gu, (found) =>
    Array.from({ length: found.length }, (_, index) => `\\u${found.charCodeAt(index).toString(16).padStart(4, "0")}`).join(""))

/** A header and a line for each row; times in full, amounts in minor units. */
export const csvFormat = (): AuditFormat => ({
  begin: (page) => page._tag === "Events"
    ? csvLine(["position", "time", "negotiation", "creator", "campaign", "version", "type", "event", "actor", "amount_minor", "currency", "command", "hash"])
    : csvLine(["as_of", "negotiation", "creator", "campaign", "version", "state", "reason", "rounds", "offer_minor", "ask_minor", "agreed_minor", "reserved_minor", "currency"]),
  rows: (page) => page._tag === "Events"
    ? page.rows.map((one) => csvLine([
      one.position, iso(one.at), one.negotiation, one.creator, one.campaign, one.version, one.type, one.text, one.actor, one.amount, one.currency,
      one.command, one.hash
    ])).join("")
    : page.rows.map((one) => csvLine([
      iso(page.asOf), one.negotiation, one.creator, one.campaign, one.version, one.state, one.reason, one.rounds, one.offer, one.ask, one.agreed,
      one.reserved, one.currency
    ])).join(""),
  end: () => ""
})

/** Columns for people, as wide as what stands in them: nothing is printed before the last row is known. */
export const tableFormat = (): AuditFormat => {
  const events: Array<AuditEvent> = []
  const states: Array<AuditState> = []
  let title: string | null = null
  return {
    begin: (page) => {
      title = page._tag === "States" ? `As of ${time(page.asOf)} UTC\n` : null
      return ""
    },
    rows: (page) => {
      if (page._tag === "Events") events.push(...page.rows)
      else states.push(...page.rows)
      return ""
    },
    end: () => printable(`${title === null ? eventTable(events) : `${title}\n${stateTable(states)}`}\n`)
  }
}

const eventTable = (events: ReadonlyArray<AuditEvent>): string =>
  events.length === 0
    ? "No event fits."
    : table(["time (UTC)", "creator", "campaign", "event", "actor", "version"], events.map((one) =>
      [time(one.at), one.creator, one.campaign, one.text, one.actor ?? "-", String(one.version)].map(inLine)), [5])

const stateTable = (states: ReadonlyArray<AuditState>): string =>
  states.length === 0
    ? "No negotiation fits."
    : table(["negotiation", "creator", "campaign", "state", "why", "rounds", "our offer", "their ask", "agreed", "reserved", "version"], states.map((one) => {
      const show = (amount: number | null) => money(amount, one.currency)
      return [
        one.negotiation, one.creator, one.campaign, one.state ?? "CANNOT BE READ", one.reason?.replaceAll("_", " ") ?? "", String(one.rounds),
        show(one.offer), show(one.ask), show(one.agreed), one.reserved === 0 ? "-" : show(one.reserved), String(one.version)
      ].map(inLine)
    }), [5, 6, 7, 8, 9, 10])

const inLine = (text: string): string => text.replace(/\s+/g, " ")

const iso = (at: number): string => new Date(at).toISOString()

const time = (at: number): string => iso(at).replace("T", " ").slice(0, 19)
