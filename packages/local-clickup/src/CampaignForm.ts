/** A question of the campaign form, as the list's custom fields hold it; `options` by their labels, in ClickUp's order. */
export interface Question {
  readonly label: string
  readonly type: "short_text" | "text" | "number" | "currency" | "drop_down" | "labels" | "date"
  readonly options?: ReadonlyArray<string>
}

/** What a person fills in: options by their labels, dates as epoch milliseconds. Undefined leaves it out, "" leaves a text empty as ClickUp has it, which is 0. */
export type Filled = string | ReadonlyArray<string> | { readonly start: number; readonly end: number } | number | undefined

const yesNo = ["Yes", "No"]
const durations = ["Not required", "30 Days", "60 Days", "90 Days", "6 Months", "1 Year", "Perpetual"]
const goals = ["Awareness", "Content", "Sales"]
const deliverables = ["Instagram Post", "Instagram Story", "Instagram Reel", "TikTok Video", "YouTube Short", "UGC Video"]

const text = (label: string): Question => ({ label, type: "short_text" })
const long = (label: string): Question => ({ label, type: "text" })
const number = (label: string): Question => ({ label, type: "number" })
const money = (label: string): Question => ({ label, type: "currency" })
const select = (label: string, options: ReadonlyArray<string>): Question => ({ label, type: "drop_down", options })
const several = (label: string, options: ReadonlyArray<string>): Question => ({ label, type: "labels", options })
const date = (label: string): Question => ({ label, type: "date" })

/** The 45 questions of the form, in its order. */
export const questions: ReadonlyArray<Question> = [
  text("Client Name"), text("Client Website"), text("Campaign Manager"),
  several("Available Payment Methods for Influencers (select all that apply)", ["PayPal", "Bank Transfer", "Wise"]),
  select("Payment Terms for Influencers (select one)", ["Net 15", "Net 30", "Net 45", "Net 60"]),
  select("Campaign Type / Primary Goal", goals), select("Secondary Goal", goals),
  long("Why do we have these goals? (Business context, etc)"),
  select("Optimize For", ["CPM", "Content volume and usage rights", "Balance"]),
  text("CPM Target"), number("CPM Target - Numerical value ($20-$50)"), number("CPM Leniency - Numerical value (0-100%)"),
  text("Outline the target percentage distribution by platform"),
  text("Outline the target percentage distribution by market (Give each market a percentage i.e. USA 100%)"),
  text("What is the percentage distribution by influencer size."),
  several("Target Deliverables per Influencer (select all that apply)", deliverables),
  select("Can content be syndicated across multiple platforms?", yesNo),
  text("Minimum Deliverables per Influencer -  Scenario 1 (Text field i.e. Instagram Reel and TikTok)"),
  text("Minimum Deliverables per Influencer - OR Scenario 2 (Text field i.e. Instagram Reel and UGC Video)"),
  text("Minimum Deliverables per Influencer - OR Scenario 3 (Text field i.e. Instagram Reel and IG Story)"),
  select("Target for Paid Usage Required (select one)", durations), select("Target for Whitelisting Required (select one)", durations),
  select("Target for Organic and Owned Channels Required (select one)", durations),
  select("Minimum for Paid Usage Required (select one)", durations), select("Minimum for Whitelisting Required (select one)", durations),
  select("Minimum for Organic and Owned Channels Required (select one)", durations),
  money("Campaign Budget"), number("Target Number of Influencers"), text("Target Cost per Influencer (Range)"),
  money("Minimum Cost per Influencer (Do not make an offer lower than this)"), money("Maximum Cost per Influencer without Human Approval"),
  select("Can product be used as a lever for negotiation?", yesNo), text("What is the product or upgrade that can be offered?"),
  money("What is the monetary value of the product or upgrade offered?"),
  select("Category Exclusivity Required", yesNo), select("Category Exclusivity Term Requirement", durations), long("Category exclusivity description"),
  select("Is content required to be posted organically on the influencer's profile?", yesNo),
  select("Is content approval required by the campaign manager prior to posting?", yesNo),
  number("How many rounds of content revisions must the influencer agree to?"),
  select("Is the influencer required to deliver their raw footage in addition to final deliverables?", yesNo),
  date("When is the content expected to be delivered for approval?"), date("When is the content expected to be published?"),
  text("Influencer Sheet Tab Name"), text("Influencer Sheet ID")
]

/** A form in which every question is answered. */
export const filled: Readonly<Record<string, Filled>> = {
  "Client Name": "Lumen Skincare", "Client Website": "https://lumen.example", "Campaign Manager": "Nora Lind",
  "Available Payment Methods for Influencers (select all that apply)": ["PayPal", "Bank Transfer"], "Payment Terms for Influencers (select one)": "Net 30",
  "Campaign Type / Primary Goal": "Awareness", "Secondary Goal": "Sales", "Why do we have these goals? (Business context, etc)": "A new day cream is launched in autumn.",
  "Optimize For": "Balance", "CPM Target": "around twenty dollars", "CPM Target - Numerical value ($20-$50)": "20", "CPM Leniency - Numerical value (0-100%)": "50",
  "Outline the target percentage distribution by platform": "Instagram 60%, TikTok 40%",
  "Outline the target percentage distribution by market (Give each market a percentage i.e. USA 100%)": "USA 100%",
  "What is the percentage distribution by influencer size.": "Micro 70%, Macro 30%",
  "Target Deliverables per Influencer (select all that apply)": ["Instagram Reel", "TikTok Video"], "Can content be syndicated across multiple platforms?": "Yes",
  "Minimum Deliverables per Influencer -  Scenario 1 (Text field i.e. Instagram Reel and TikTok)": "Instagram Reel and IG Story",
  "Minimum Deliverables per Influencer - OR Scenario 2 (Text field i.e. Instagram Reel and UGC Video)": "Instagram Reel",
  "Minimum Deliverables per Influencer - OR Scenario 3 (Text field i.e. Instagram Reel and IG Story)": "TikTok",
  "Target for Paid Usage Required (select one)": "90 Days", "Target for Whitelisting Required (select one)": "30 Days", "Target for Organic and Owned Channels Required (select one)": "Perpetual",
  "Minimum for Paid Usage Required (select one)": "30 Days", "Minimum for Whitelisting Required (select one)": "Not required", "Minimum for Organic and Owned Channels Required (select one)": "6 Months",
  "Campaign Budget": "45000", "Target Number of Influencers": "12", "Target Cost per Influencer (Range)": "$2,000 to $4,000",
  "Minimum Cost per Influencer (Do not make an offer lower than this)": "150", "Maximum Cost per Influencer without Human Approval": "4000",
  "Can product be used as a lever for negotiation?": "Yes", "What is the product or upgrade that can be offered?": "a full-size skincare set",
  "What is the monetary value of the product or upgrade offered?": "120", "Category Exclusivity Required": "Yes", "Category Exclusivity Term Requirement": "30 Days",
  "Category exclusivity description": "no other day creams", "Is content required to be posted organically on the influencer's profile?": "Yes",
  "Is content approval required by the campaign manager prior to posting?": "Yes", "How many rounds of content revisions must the influencer agree to?": "2",
  "Is the influencer required to deliver their raw footage in addition to final deliverables?": "No",
  "When is the content expected to be delivered for approval?": 1_791_763_200_000, "When is the content expected to be published?": { start: 1_792_195_200_000, end: 1_792_454_400_000 },
  "Influencer Sheet Tab Name": "creators", "Influencer Sheet ID": "1aBcDeFgHiJkLmNoP"
}
