import type { ReactElement } from "react"
import { wrongIn } from "../api/failureOf.ts"
import { Field, type Tied } from "../shell/Field.tsx"
import { plain } from "../words/stateWords.ts"
import { currencies, deliverableKinds, type FormText, usageDurations } from "./formOf.ts"

interface Entry {
  readonly path: string
  readonly label: string
  readonly hint?: string
  readonly options?: ReadonlyArray<string>
  readonly numeric?: boolean
}

const groups: ReadonlyArray<readonly [string, ReadonlyArray<Entry>]> = [
  ["Campaign", [
    { path: "id", label: "Id", hint: "Lower case letters, digits and dashes, e.g. spring-glow-2026" },
    { path: "name", label: "Name" },
    { path: "client", label: "Client" },
    { path: "sender", label: "Mails are signed by", hint: "e.g. Nora Lind" },
    { path: "about", label: "What it is about", hint: "A sentence for the opening mail" }
  ]],
  ["Money", [
    { path: "currency", label: "Currency", options: currencies },
    { path: "budget", label: "Budget", numeric: true },
    { path: "influencers", label: "Creators wanted", numeric: true },
    { path: "cpm.target", label: "CPM target", hint: "What 1,000 views may cost to begin with", numeric: true },
    { path: "cpm.leniency", label: "Leniency in percent", hint: "How far over the target we may go", numeric: true },
    { path: "approvalAbove", label: "Ask a person above", hint: "Offers over this rate wait for a yes; may be empty", numeric: true },
    { path: "minimumCost", label: "Offer no less than", hint: "May be empty", numeric: true }
  ]],
  ["Package", [
    ...deliverableKinds.map((kind) => ({ path: `packages.0.deliverables.${kind}`, label: plain(kind), numeric: true })),
    { path: "packages.0.usage.organic", label: "Organic usage", options: ["", ...usageDurations] },
    { path: "packages.0.usage.paid", label: "Paid usage", options: ["", ...usageDurations] },
    { path: "packages.0.usage.whitelisting", label: "Whitelisting", options: ["", ...usageDurations] }
  ]],
  ["Terms and conduct", [
    { path: "paymentTerms", label: "Payment terms", hint: "e.g. within 30 days of publication, by bank transfer" },
    { path: "schedule", label: "Schedule", hint: "May be empty" },
    { path: "timeZone", label: "Time zone", hint: "Of creators whose own is not known, e.g. Europe/Berlin; may be empty" },
    { path: "policy.autonomy", label: "Mail leaves", options: ["auto", "review"], hint: "With review every mail waits for a yes" },
    { path: "policy.rounds", label: "Rounds before a person decides", numeric: true },
    { path: "policy.followUpHours", label: "Follow-ups after hours of silence", hint: "e.g. 48, 72" }
  ]]
]

const known = new Set(groups.flatMap(([, entries]) => entries.map(({ path }) => path)))

/** Whether the form has a field of this path, so that its problem stands there. */
export const hasField = (path: string): boolean => known.has(path)

/** The start form's fields, each with what the server found wrong with it. */
export const CampaignFields = ({ error, onChange, text }: { readonly text: FormText; readonly onChange: (text: FormText) => void; readonly error: unknown }): ReactElement => (
  <>
    {groups.map(([title, entries]) => (
      <fieldset key={title}>
        <legend>{title}</legend>
        <div className="fields">
          {entries.map((entry) => (
            <Field key={entry.path} label={entry.label} hint={entry.hint} wrong={wrongIn(error, entry.path)}>
              {(tied) => <Input entry={entry} tied={tied} value={text[entry.path] ?? ""} onChange={(value) => onChange({ ...text, [entry.path]: value })} />}
            </Field>
          ))}
        </div>
      </fieldset>
    ))}
  </>
)

const Input = ({ entry: { numeric, options }, onChange, tied, value }: { readonly entry: Entry; readonly tied: Tied; readonly value: string; readonly onChange: (value: string) => void }) =>
  options === undefined
    ? <input {...tied} value={value} inputMode={numeric === true ? "decimal" : "text"} onChange={(event) => onChange(event.target.value)} />
    : <select {...tied} value={value} onChange={(event) => onChange(event.target.value)}>
      {options.map((option) => <option key={option} value={option}>{option === "" ? "not granted" : plain(option)}</option>)}
    </select>
