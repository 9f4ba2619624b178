import { CampaignId } from "../Ids.ts"
import type { Form } from "./Form.ts"

/** The id of the campaign that a form starts, the same however often it is read: its title's letters, and the form's own id, which no other form has. */
export const campaignIdOf = ({ id, title }: Pick<Form, "id" | "title">): CampaignId => {
  const end = id.toLowerCase().replace(/[^a-z0-9]+/gu, "-")
  const words = title.normalize("NFKD").toLowerCase().replace(/[^a-z0-9]+/gu, "-").replace(/^-+|-+$/gu, "").slice(0, 63 - end.length).replace(/-+$/u, "")
  return CampaignId.make(`${words === "" ? "form" : words}-${end}`.slice(0, 64))
}
