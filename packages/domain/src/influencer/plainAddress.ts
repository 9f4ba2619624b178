/**
 * An address without what stands behind a plus in its local part: mail to `maya+brands@example.com` reaches the mailbox of `maya@example.com`
 * wherever plus addresses are known (MAIL-08). Lower case in, lower case out; https://www.rfc-editor.org/rfc/rfc5233
 */
export const plainAddress = (address: string): string => address.replace(/^([^+@]+)\+[^@]*@/u, "$1@")

/** One of `addresses`, or a plus address of one of them. */
export const isOneOf = (addresses: ReadonlyArray<string>, address: string): boolean => addresses.includes(address) || addresses.includes(plainAddress(address))
