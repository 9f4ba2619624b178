import type { CampaignStart } from "@parley/api/CampaignsApi"
import { BadInput } from "@parley/api/Problems"
import { pathOf } from "@parley/api/Route"
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { type ReactElement, useEffect, useRef, useState } from "react"
import { ask, client } from "../api/client.ts"
import { Failure } from "../shell/States.tsx"
import { useMay } from "../api/useSession.ts"
import { CampaignFields, hasField } from "../campaign/CampaignFields.tsx"
import { emptyForm, formOf } from "../campaign/formOf.ts"
import { PastedCampaign } from "../campaign/PastedCampaign.tsx"
import { type Pasted, readPasted } from "../campaign/readPasted.ts"
import { RosterProblems } from "../campaign/RosterProblems.tsx"
import { Field } from "../shell/Field.tsx"
import { PageTitle } from "../shell/PageTitle.tsx"
import { Tabs } from "../shell/Tabs.tsx"
import { useAnnounce } from "../shell/Announcer.tsx"
import { navigate, setQuery, useLocation } from "../shell/useLocation.ts"

/** Starts a campaign by form or from the text of its file, with its roster as CSV; the server says what is wrong, field by field, before anything starts (INTAKE-02). */
export const NewCampaign = (): ReactElement => {
  const admin = useMay("admin")
  const announce = useAnnounce()
  const queries = useQueryClient()
  const { search } = useLocation()
  const [form, setForm] = useState(emptyForm)
  const [text, setText] = useState("")
  const [csv, setCsv] = useState("")
  const [pasted, setPasted] = useState<Pasted | null>(null)
  const page = useRef<HTMLFormElement>(null)
  const byText = new URLSearchParams(search).get("by") === "text"

  const check = useMutation({ mutationFn: (payload: CampaignStart) => ask(client.campaigns.check({ payload })) })
  const start = useMutation({
    mutationFn: (payload: CampaignStart) => ask(client.campaigns.start({ payload })),
    onSuccess: async ({ campaign, creators }) => {
      await queries.invalidateQueries()
      announce(`Started with ${creators} creators`)
      navigate(pathOf("campaign", campaign))
    }
  })
  const error = start.error ?? check.error
  // the first thing that is wrong gets the focus
  useEffect(() => {
    if (error !== null || pasted?._tag === "Unreadable") page.current?.querySelector<HTMLElement>("[aria-invalid=true], [role=alert] button")?.focus()
  }, [error, pasted])
  const given = (): CampaignStart | null => {
    const read = byText ? readPasted(text) : null
    setPasted(read)
    return read?._tag === "Unreadable" ? null : { campaign: read === null ? formOf(form) : read.data, roster: { csv } }
  }
  const changed = () => {
    check.reset()
    start.reset()
  }
  /** What stands beside its field is not said twice. */
  const elsewhere = error instanceof BadInput ? new BadInput({ message: error.message, problems: error.problems.filter(({ field }) => !hasField(field)) }) : error
  return (
    <div className="page">
      <PageTitle name="Start a campaign" />
      {admin ? null : <div className="note warn" role="note">Your token lets you look. An administrator starts campaigns.</div>}
      <form ref={page} className="stack" onSubmit={(event) => {
        event.preventDefault()
        changed()
        const payload = given()
        if (payload === null) return
        if (check.data === undefined) check.mutate(payload)
        else start.mutate(payload)
      }}>
        {error === null || (byText && error instanceof BadInput) ? null : <Failure error={elsewhere} />}
        <Tabs label="How to say what the campaign is" current={byText ? "text" : "form"} onChoose={(by) => { changed(); setQuery({ by: by === "form" ? "" : by }) }} tabs={[
          { name: "form", title: "By form", show: () => <div className="stack"><CampaignFields text={form} error={error} onChange={(next) => { setForm(next); changed() }} /></div> },
          { name: "text", title: "Paste YAML or JSON", show: () => <PastedCampaign text={text} error={error} pasted={pasted} onChange={(next) => { setText(next); changed() }} /> }
        ]} />
        <fieldset>
          <legend>Roster</legend>
          <div className="stack">
            <Field label="A CSV file" hint="Columns: Name, Email, Platform, Handle, Average Views, Min Rate, Max Rate, Engagement Rate, Time Zone">
              {(tied) => <input {...tied} type="file" accept=".csv,text/csv" onChange={(event) => {
                void event.target.files?.[0]?.text().then((read) => { setCsv(read); changed() })
              }} />}
            </Field>
            <Field label="Or its text">{(tied) => <textarea {...tied} className="code short" value={csv} onChange={(event) => { setCsv(event.target.value); changed() }} spellCheck={false} />}</Field>
          </div>
        </fieldset>
        {check.data === undefined ? null : (
          <div className="note good" role="status">
            <strong>{check.data.name} can start with {check.data.creators} creators.</strong>
            {check.data.rosterProblems.length === 0 ? null : <><span>These cells cannot be used; their rows are left out or lack the value:</span><RosterProblems problems={check.data.rosterProblems} /></>}
          </div>
        )}
        <div className="row">
          <button type="submit" className="primary" disabled={!admin || csv.trim() === "" || check.isPending || start.isPending}>{check.data === undefined ? "Check" : "Start and send openings"}</button>
          {csv.trim() === "" ? <span className="muted small">Give a roster first.</span> : null}
        </div>
      </form>
    </div>
  )
}
