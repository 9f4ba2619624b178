import { useMutation, useQueryClient } from "@tanstack/react-query"
import { type ReactElement, useId } from "react"
import { ask, client } from "../api/client.ts"
import { useSession } from "../api/useSession.ts"
import { useAnnounce } from "./Announcer.tsx"
import { themes, useTheme } from "./useTheme.ts"

const names = { system: "As my system", light: "Light", dark: "Dark" } as const

/** Who is signed in, the colours, and the way out. */
export const Account = ({ onKeys }: { readonly onKeys: () => void }): ReactElement => {
  const queries = useQueryClient()
  const announce = useAnnounce()
  const { name, role } = useSession()
  const [theme, setTheme] = useTheme()
  const id = useId()
  const signOut = useMutation({
    mutationFn: () => ask(client.session.signOut()),
    onSuccess: () => {
      queries.removeQueries({ predicate: ({ queryKey: [kind] }) => kind !== "session" })
      queries.setQueryData(["session"], null)
    },
    onError: () => announce("You are still signed in: the server did not answer. Try again.")
  })
  return (
    <div className="side-foot">
      <div className="field">
        <label htmlFor={id}>Colours</label>
        <select id={id} value={theme} onChange={(event) => setTheme(event.target.value)}>
          {themes.map((one) => <option key={one} value={one}>{names[one]}</option>)}
        </select>
      </div>
      <div className="wrap">Signed in as <strong>{name}</strong> ({role})</div>
      <div className="row">
        <button type="button" className="small" onClick={() => signOut.mutate()} disabled={signOut.isPending}>Sign out</button>
        <button type="button" className="small keys-button" onClick={onKeys}>Keys <kbd>?</kbd></button>
      </div>
    </div>
  )
}
