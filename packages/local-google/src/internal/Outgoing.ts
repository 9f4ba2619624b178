import { addressesIn, encodedHeadersOf, fieldsIn, header, idsIn, split } from "./Mime.ts"
import { invalid } from "./Refusal.ts"

/** Who a mail may come from. */
export interface Account {
  readonly address: string
  readonly aliases: ReadonlyArray<string>
}

/** The bytes of a `raw` field. */
export const decodeRaw = (raw: string): Uint8Array => {
  const bare = raw.replace(/={1,2}$/u, "")
  if (bare === "" || !/^[\w-]+$/u.test(bare) || bare.length % 4 === 1 || Buffer.from(bare, "base64url").toString("base64url") !== bare) {
    throw invalid("Invalid value at 'message.raw' (TYPE_BYTES), Base64 decoding failed")
  }
  return Buffer.from(bare, "base64url")
}

/** A mail as Gmail keeps it: from the account or one of its aliases, whatever it said. */
export const fromAccount = (raw: Uint8Array, account: Account): Uint8Array => {
  const from = header(encodedHeadersOf(raw), "from")
  if (from === null) return edit(raw, [`From: ${account.address}`], () => null)
  const [address, ...more] = addressesIn(from)
  if (more.length === 0 && address !== null && address !== undefined && [account.address, ...account.aliases].some((own) => own.toLowerCase() === address)) return raw
  return edit(raw, [], (name) => name === "from" ? [`From: ${account.address}`, `X-Google-Original-From: ${from}`] : null)
}

/** Refuses a mail that nobody could get. */
export const requireRecipients = (raw: Uint8Array): void => {
  let count = 0
  for (const { name, value } of encodedHeadersOf(raw)) {
    if (!/^(?:to|cc|bcc)$/iu.test(name)) continue
    const addresses = addressesIn(value)
    if (addresses.includes(null)) throw invalid(`Invalid ${name} header`)
    count += addresses.length
  }
  if (count === 0) throw invalid("Recipient address required")
}

/** The copy that stays in Sent: a trace line on top, and a Message-ID that Gmail stands for. */
export const departing = (raw: Uint8Array, own: { readonly messageId: string; readonly replaces: boolean; readonly at: number; readonly byApi: boolean }): Uint8Array => {
  const given = header(encodedHeadersOf(raw), "message-id")
  const keeps = given !== null && !own.replaces && /^<[^\s<>@]+@[^\s<>@]+>$/u.test(given)
  const added = [
    ...(own.byApi ? [`Received: from 812345678901 named unknown by gmailapi.google.com with\r\n HTTPREST; ${mailDate(own.at)}`] : []),
    ...(given === null ? [`Message-ID: <${own.messageId}>`] : [])
  ]
  const dated = header(encodedHeadersOf(raw), "date") === null ? [...added, `Date: ${mailDate(own.at)}`] : added
  return edit(raw, dated, (name) => name === "message-id" && !keeps ? [`Message-ID: <${own.messageId}>`, `X-Google-Original-Message-ID: ${given ?? ""}`] : null)
}

/** The Message-ID a mail carries, without angle brackets. */
export const messageIdOf = (raw: Uint8Array): string | null => idsIn(header(encodedHeadersOf(raw), "message-id") ?? "")[0] ?? null

/** The mail with header lines put on top, and lines replaced where `replace` gives others. */
const edit = (raw: Uint8Array, added: ReadonlyArray<string>, replace: (name: string) => ReadonlyArray<string> | null): Uint8Array => {
  const { body, head } = split(raw)
  const kept = fieldsIn(head).flatMap((line) => replace(line.slice(0, line.indexOf(":")).toLowerCase()) ?? [line])
  const fresh = [...added.map((line) => Buffer.from(line, "utf8").toString("latin1")), ...kept]
  return Buffer.from(`${fresh.join("\r\n")}\r\n\r\n${body}`, "latin1")
}

const mailDate = (at: number): string => new Date(at).toUTCString().replace("GMT", "+0000")
