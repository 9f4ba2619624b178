import { type Role, roles } from "@parley/api/Access"
import type { MadeToken, Token } from "@parley/api/TokensApi"
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query"
import { type ReactElement, useState } from "react"
import { wrongIn } from "../api/failureOf.ts"
import { ask, client } from "../api/client.ts"
import { tokens } from "../api/queries.ts"
import { useMay } from "../api/useSession.ts"
import { useAnnounce } from "../shell/Announcer.tsx"
import { Field } from "../shell/Field.tsx"
import { Modal } from "../shell/Modal.tsx"
import { More } from "../shell/More.tsx"
import { PageTitle } from "../shell/PageTitle.tsx"
import { Answer, Empty, Failure } from "../shell/States.tsx"
import { shortWhen } from "../words/when.ts"

const does: Readonly<Record<Role, string>> = { viewer: "viewer: looks", negotiator: "negotiator: decides, too", admin: "admin: starts campaigns and manages tokens, too" }

/** In days. */
const lifetimes = [["30", "in 30 days"], ["90", "in 90 days"], ["365", "in a year"], ["", "never"]] as const

/** Tokens that people and programs sign in with; a new one's secret is shown once. */
export const Tokens = (): ReactElement => {
  const admin = useMay("admin")
  return (
    <div className="page">
      <PageTitle name="Tokens" />
      {admin ? <Managed /> : <Empty title="Only administrators see tokens"><p>Sign in with an administrator's token.</p></Empty>}
    </div>
  )
}

const Managed = () => {
  const list = useInfiniteQuery(tokens)
  const queries = useQueryClient()
  const announce = useAnnounce()
  const [made, setMade] = useState<MadeToken | null>(null)
  const [revoking, setRevoking] = useState<Token | null>(null)
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? []
  const revoke = useMutation({
    mutationFn: ({ id }: Token) => ask(client.tokens.revoke({ path: { token: id } })),
    onSuccess: (_, { name }) => {
      setRevoking(null)
      announce(`Revoked: ${name}`)
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ["tokens"] })
  })
  return (
    <>
      <NewToken onMade={setMade} />
      <Answer asked={list} what="tokens">
        {() => rows.length === 0
          ? <Empty title="No token was made here yet"><p>The first administrator signs in with PARLEY_API_TOKEN. Make a token for each person and program.</p></Empty>
          : <>
            <div className="table-scroll" tabIndex={0} role="region" aria-label="Tokens">
              <table>
                <thead>
                  <tr>{["Name", "Role", "Made by", "Made", "Ends"].map((title) => <th scope="col" key={title}>{title}</th>)}<th scope="col"><span className="visually-hidden">Revoke</span></th></tr>
                </thead>
                <tbody>{rows.map((token) => (
                  <tr key={token.id}>
                    <th scope="row" className="wrap">{token.name}</th><td>{token.role}</td><td className="wrap">{token.createdBy}</td><td className="nowrap">{shortWhen(token.createdAt)}</td>
                    <td className="nowrap">{token.revokedAt !== null ? `revoked ${shortWhen(token.revokedAt)}` : token.expiresAt === null ? "never" : shortWhen(token.expiresAt)}</td>
                    <td className="nowrap">
                      {token.revokedAt === null
                        ? <button type="button" className="small danger" onClick={() => { revoke.reset(); setRevoking(token) }}>Revoke …<span className="visually-hidden"> {token.name}</span></button>
                        : null}
                    </td>
                  </tr>
                ))}</tbody>
              </table>
            </div>
            <More list={list} shown={rows.length} />
          </>}
      </Answer>
      {made === null ? null : (
        <Modal title={`The token of ${made.token.name}`} onClose={() => setMade(null)}>
          <p>Copy it now: it is shown this once, and only a hash of it is kept.</p>
          <div className="secret" data-testid="secret">{made.secret}</div>
          <div className="row"><button type="button" className="primary" onClick={() => setMade(null)}>I have copied it</button></div>
        </Modal>
      )}
      {revoking === null ? null : (
        <Modal title={`Revoke ${revoking.name}?`} onClose={() => setRevoking(null)}>
          <p>Whoever uses it is signed out at once.</p>
          {revoke.error === null ? null : <Failure error={revoke.error} />}
          <div className="row">
            <button type="button" className="danger" disabled={revoke.isPending} onClick={() => revoke.mutate(revoking)}>Revoke</button>
            <button type="button" onClick={() => setRevoking(null)}>Cancel</button>
          </div>
        </Modal>
      )}
    </>
  )
}

const NewToken = ({ onMade }: { readonly onMade: (made: MadeToken) => void }) => {
  const queries = useQueryClient()
  const [name, setName] = useState("")
  const [role, setRole] = useState<Role>("negotiator")
  const [days, setDays] = useState("90")
  const create = useMutation({
    mutationFn: () => ask(client.tokens.create({ payload: { name: name.trim(), role, expiresAt: days === "" ? null : Date.now() + Number(days) * 86_400_000 } })),
    onSuccess: (made) => {
      setName("")
      onMade(made)
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ["tokens"] })
  })
  const wrong = wrongIn(create.error, "name")
  return (
    <form className="card stack" onSubmit={(event) => { event.preventDefault(); create.mutate() }}>
      <h2>Make a token</h2>
      {create.error === null || wrong !== undefined ? null : <Failure error={create.error} />}
      <div className="fields">
        <Field label="Name" hint="Stands in the books as who decided" wrong={wrong}>
          {(tied) => <input {...tied} required maxLength={100} value={name} onChange={(event) => setName(event.target.value)} />}
        </Field>
        <Field label="Role">
          {(tied) => (
            <select {...tied} value={role} onChange={(event) => setRole(roles.find((one) => one === event.target.value) ?? "viewer")}>
              {roles.map((one) => <option key={one} value={one}>{does[one]}</option>)}
            </select>
          )}
        </Field>
        <Field label="Ends">
          {(tied) => (
            <select {...tied} value={days} onChange={(event) => setDays(event.target.value)}>
              {lifetimes.map(([value, text]) => <option key={value} value={value}>{text}</option>)}
            </select>
          )}
        </Field>
      </div>
      <div className="row"><button type="submit" className="primary" disabled={create.isPending || name.trim() === ""}>Make the token</button></div>
    </form>
  )
}
