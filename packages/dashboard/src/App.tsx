import { Unauthenticated } from "@parley/api/Problems"
import { useQuery } from "@tanstack/react-query"
import { type ReactElement, useLayoutEffect } from "react"
import { session } from "./api/queries.ts"
import { SessionContext } from "./api/useSession.ts"
import { rememberHere } from "./api/wasHere.ts"
import { setCsrf } from "./api/client.ts"
import { Failure, Loading } from "./shell/States.tsx"
import { Frame } from "./shell/Frame.tsx"
import { SignIn } from "./views/SignIn.tsx"

/** The dashboard: the sign-in until somebody is known, then the page that the address names. */
export const App = (): ReactElement => {
  const { data, error, refetch } = useQuery(session)
  const nobody = data === null || error instanceof Unauthenticated
  // before any child asks or writes
  useLayoutEffect(() => {
    setCsrf(data?.csrf ?? null)
    if (nobody || data !== undefined) rememberHere(!nobody)
  }, [data, nobody])
  if (data === null || nobody) return <SignIn />
  if (data !== undefined) return <SessionContext value={data}><Frame /></SessionContext>
  return <main>{error === null ? <Loading what="Parley" /> : <Failure error={error} retry={refetch} />}</main>
}
