import { Unauthenticated } from "@parley/api/Problems"
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { type ReactElement, useEffect, useState } from "react"
import { ask, client } from "../api/client.ts"
import { Field } from "../shell/Field.tsx"
import { Mark } from "../shell/Mark.tsx"
import { Failure } from "../shell/States.tsx"

/** Takes a token once; from then on the browser holds a session that no script can read. */
export const SignIn = (): ReactElement => {
  const queries = useQueryClient()
  const [token, setToken] = useState("")
  const signIn = useMutation({
    mutationFn: (secret: string) => ask(client.session.signIn({ payload: { token: secret } })),
    onSuccess: (session) => {
      queries.removeQueries({ predicate: ({ queryKey: [kind] }) => kind !== "session" })
      queries.setQueryData(["session"], session)
    }
  })
  useEffect(() => { document.title = "Sign in · Parley" }, [])
  const unknown = signIn.error instanceof Unauthenticated
  return (
    <main className="sign-in">
      <form
        className="card stack"
        onSubmit={(event) => {
          event.preventDefault()
          if (token.trim() !== "") signIn.mutate(token.trim())
        }}
      >
        <div className="brand"><Mark />Parley</div>
        <h1>Sign in</h1>
        {signIn.error === null || unknown ? null : <Failure error={signIn.error} />}
        {/* password managers keep the token under this name */}
        <input type="text" name="username" autoComplete="username" value="Parley" readOnly hidden />
        <Field
          label="Access token"
          hint="The first one is what PARLEY_API_TOKEN holds on the server. An administrator makes more under Tokens."
          wrong={unknown ? "This token is not known, has ended or was revoked. Check that you copied all of it." : undefined}
        >
          {(tied) => <input {...tied} type="password" autoComplete="current-password" required value={token} onChange={(event) => setToken(event.target.value)} />}
        </Field>
        <button className="primary" type="submit" disabled={signIn.isPending}>{signIn.isPending ? "Signing in …" : "Sign in"}</button>
        <div role="status" className="visually-hidden">{unknown ? "The token was not accepted." : ""}</div>
      </form>
    </main>
  )
}
