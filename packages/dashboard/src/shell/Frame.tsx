import { type RouteName, pathOf, routeOf } from "@parley/api/Route"
import { useQuery } from "@tanstack/react-query"
import { type ReactElement, useState } from "react"
import { overview } from "../api/queries.ts"
import { useChanges } from "../api/useChanges.ts"
import { useMay, useSession } from "../api/useSession.ts"
import { Account } from "./Account.tsx"
import { Keys } from "./Keys.tsx"
import { Link } from "./Link.tsx"
import { Mark } from "./Mark.tsx"
import { View } from "./View.tsx"
import { navigate, useLocation } from "./useLocation.ts"
import { useShortcuts } from "./useShortcuts.ts"

/** The pages in the menu, each with the routes that belong to it. */
const menu: ReadonlyArray<readonly [RouteName, string, ReadonlyArray<RouteName>]> = [
  ["campaigns", "Campaigns", ["campaigns", "campaign", "newCampaign"]],
  ["negotiations", "Negotiations", ["negotiations", "negotiation"]],
  ["approvals", "Approvals", ["approvals"]],
  ["deadLetters", "Dead letters", ["deadLetters"]],
  ["system", "System", ["system"]],
  ["tokens", "Tokens", ["tokens"]],
  ["sandbox", "Sandbox", ["sandbox", "sandboxThread"]]
]

/** What stands around every page: the menu, what is wrong with everything, and the keys that work everywhere. */
export const Frame = (): ReactElement => {
  const { features } = useSession()
  const admin = useMay("admin")
  const connected = useChanges()
  const { path } = useLocation()
  const route = routeOf(path)
  const { data } = useQuery(overview)
  const [menuOpen, setMenuOpen] = useState(false)
  const [keysShown, setKeysShown] = useState(false)
  const waiting = (data?.negotiations["AwaitingApproval"] ?? 0) + (data?.negotiations["Escalated"] ?? 0)
  const counts: Partial<Record<RouteName, number>> = { approvals: waiting, deadLetters: data?.deadLetters ?? 0 }
  useShortcuts({
    "?": () => setKeysShown(true),
    c: () => navigate(pathOf("campaigns")),
    n: () => navigate(pathOf("negotiations")),
    a: () => navigate(pathOf("approvals"))
  })
  const shown = menu.filter(([name]) => (name !== "tokens" || admin) && (name !== "sandbox" || features.sandbox))
  return (
    <div className="frame">
      <a className="skip" href="#main" onClick={(event) => {
        event.preventDefault()
        document.getElementById("main")?.focus()
      }}>Skip to the page</a>
      <header className="side"><div className="side-inner">
        <div className="side-head">
          <Link className="brand" href={pathOf("campaigns")}><Mark />Parley</Link>
          <button type="button" className="small menu-button" aria-expanded={menuOpen} aria-controls="menu" onClick={() => setMenuOpen(!menuOpen)}>Menu{waiting > 0 ? ` (${waiting})` : ""}</button>
        </div>
        <div className={menuOpen ? "side-body open" : "side-body"} id="menu">
          <nav className="nav" aria-label="Pages">
            {shown.map(([name, label, routes]) => {
              const count = counts[name] ?? 0
              return (
                <Link key={name} href={pathOf(name)} aria-current={route !== null && routes.includes(route.name) ? "page" : undefined} onClick={() => setMenuOpen(false)}>
                  {label}{count > 0 ? <span className="count">{count}<span className="visually-hidden"> waiting</span></span> : null}
                </Link>
              )
            })}
          </nav>
          <Account onKeys={() => setKeysShown(true)} />
        </div>
      </div></header>
      <div>
        {data?.sending.stopped === true ? (
          <div className="banner" role="status">Sending is stopped{data.sending.by === null ? "" : ` by ${data.sending.by}`}: no mail leaves. System is where it goes on.</div>
        ) : null}
        {connected ? null : <div className="banner calm" role="status">Live updates are interrupted; connecting again. What you see may be old.</div>}
        <main id="main" tabIndex={-1}><View key={route === null ? path : `${route.name} ${route.id ?? ""}`} route={route} /></main>
      </div>
      {keysShown ? <Keys onClose={() => setKeysShown(false)} /> : null}
    </div>
  )
}
