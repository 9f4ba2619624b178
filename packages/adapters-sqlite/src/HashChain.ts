import { hash } from "node:crypto"

/** One link of a negotiation's chain: sha256 over the link before and every stored column of the event, as hex (AUDIT-01). Lengths keep ids that hold a line break apart. */
export const link = (before: string, negotiation: string, version: number, type: string, at: number, command: string, payload: string): string =>
  hash("sha256", `${before}\n${version}\n${at}\n${type}\n${negotiation.length} ${negotiation}\n${command.length} ${command}\n${payload}`)

/** The chain of a negotiation without events. */
export const start = ""

/** The anchor rolled on by one event's link. */
export const roll = (anchor: string, eventHash: string): string => hash("sha256", anchor + eventHash)
