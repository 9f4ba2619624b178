import { type Role, suffices } from "@parley/api/Access"
import type { Session } from "@parley/api/SessionApi"
import { createContext, useContext } from "react"

/** Who is signed in; there is always somebody where a page is shown. */
export const SessionContext = createContext<Session | null>(null)

export const useSession = (): Session => {
  const session = useContext(SessionContext)
  if (session === null) throw new Error("a page was shown to nobody")
  return session
}

/** Whether the person who is signed in may do what needs this role. */
export const useMay = (needed: Role): boolean => suffices(useSession().role, needed)
