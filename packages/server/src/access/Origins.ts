import { isIP } from "node:net"

/** Which names browsers may know this server by, and whether its cookies are for TLS only. */
export interface Origins {
  /** Whether a session may be used under this Host. */
  readonly isOurs: (host: string) => boolean
  readonly secure: boolean
}

/** Behind a public URL its host and this machine's own names; bound to this machine, its own names only; bound wider, whatever name leads here. */
export const make = ({ bound, publicUrl }: { readonly bound: string; readonly publicUrl: string | null }): Origins => {
  const url = publicUrl === null ? null : new URL(publicUrl)
  const isOpen = url === null && !isLoopback(bound)
  return {
    isOurs: (host) => isOpen || host === url?.host || isLoopback(nameOf(host)),
    secure: url === null ? !isLoopback(bound) : url.protocol === "https:"
  }
}

/** "[::1]:8480" is "::1". */
const nameOf = (host: string): string => /^\[(.*)\](?::\d+)?$/.exec(host)?.[1] ?? host.replace(/:\d+$/, "")

const isLoopback = (name: string): boolean => name === "localhost" || name === "::1" || (isIP(name) === 4 && name.startsWith("127."))
