/** Who is to be forgotten: an address, the negotiations with whom it belongs to, and the mails of both by the names their mailbox gave them (STATE-06). */
export interface Whom {
  /** Lower case. */
  readonly address: string
  readonly negotiations: ReadonlySet<string>
  /** Provider ids. */
  readonly mails: ReadonlySet<string>
}

/** Whether a text names the address, whole and in any case: neither `maria.ada@b.com` nor `ada@b.com.au` names `ada@b.com`. */
export const mentions = (text: string, address: string): boolean => text.toLowerCase().includes(address) && wholeAddress(address).test(text)

/** Whether any text in plain data names the address, is one of the negotiations, or is or ends in the name of one of the mails. */
export const concerns = (value: unknown, whom: Whom): boolean => {
  if (typeof value === "string") {
    return whom.negotiations.has(value) || whom.mails.has(value) || whom.mails.has(value.slice(value.indexOf(" ") + 1)) || mentions(value, whom.address)
  }
  return typeof value === "object" && value !== null && Object.values(value).some((one) => concerns(one, whom))
}

const wholeAddress = (address: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}._%+-])${address.replace(/[.*+?^${}()|[\]\\/]/gu, "\\$&")}(?![\\p{L}\\p{N}_-]|\\.[\\p{L}\\p{N}])`, "iu")
