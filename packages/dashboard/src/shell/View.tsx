import { pathOf, type Route } from "@parley/api/Route"
import type { ReactElement } from "react"
import { useSession } from "../api/useSession.ts"
import { Approvals } from "../views/Approvals.tsx"
import { Campaign } from "../views/Campaign.tsx"
import { Campaigns } from "../views/Campaigns.tsx"
import { DeadLetters } from "../views/DeadLetters.tsx"
import { Negotiation } from "../views/Negotiation.tsx"
import { Negotiations } from "../views/Negotiations.tsx"
import { NewCampaign } from "../views/NewCampaign.tsx"
import { Sandbox } from "../views/Sandbox.tsx"
import { System } from "../views/System.tsx"
import { Tokens } from "../views/Tokens.tsx"
import { Link } from "./Link.tsx"
import { PageTitle } from "./PageTitle.tsx"
import { Empty } from "./States.tsx"

/** The page of a route. */
export const View = ({ route }: { readonly route: Route | null }): ReactElement => {
  const { features } = useSession()
  const id = route?.id ?? ""
  switch (route?.name) {
    case "campaigns": return <Campaigns />
    case "newCampaign": return <NewCampaign />
    case "campaign": return <Campaign id={id} />
    case "negotiations": return <Negotiations />
    case "negotiation": return <Negotiation id={id} />
    case "approvals": return <Approvals />
    case "deadLetters": return <DeadLetters />
    case "system": return <System />
    case "tokens": return <Tokens />
    case "sandbox":
    case "sandboxThread": return features.sandbox ? <Sandbox id={route.id} /> : <Nothing />
    case undefined: return <Nothing />
  }
}

const Nothing = () => (
  <div className="page">
    <PageTitle name="Nothing here" />
    <Empty title="There is no such page"><p>The address may be mistyped, or this server does not offer it.</p><Link href={pathOf("campaigns")}>Go to the campaigns</Link></Empty>
  </div>
)
