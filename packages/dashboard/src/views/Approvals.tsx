import type { Approval } from "@parley/api/NegotiationReports"
import { pathOf } from "@parley/api/Route"
import { useInfiniteQuery, useQuery } from "@tanstack/react-query"
import { type ReactElement, useEffect, useRef, useState } from "react"
import { approvals, question } from "../api/queries.ts"
import { AskedDetails } from "../negotiation/AskedDetails.tsx"
import { Decide } from "../negotiation/Decide.tsx"
import { Link } from "../shell/Link.tsx"
import { More } from "../shell/More.tsx"
import { PageTitle } from "../shell/PageTitle.tsx"
import { Answer, Empty } from "../shell/States.tsx"
import { navigate } from "../shell/useLocation.ts"
import { useShortcuts } from "../shell/useShortcuts.ts"
import { maybeMoney } from "../words/money.ts"
import { StateTag } from "../words/StateTag.tsx"
import { fromNow } from "../words/when.ts"

/** Everything that waits for a person, what waits longest first; every step has a key. */
export const Approvals = (): ReactElement => {
  const list = useInfiniteQuery(approvals)
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  /** Where the person is: at a negotiation, and where it stood, should it be settled meanwhile. */
  const [current, setCurrent] = useState<{ readonly id: string | null; readonly index: number }>({ id: null, index: 0 })
  const [opened, setOpened] = useState<string | null>(null)
  const inbox = useRef<HTMLUListElement>(null)
  const found = items.findIndex(({ negotiation }) => negotiation.id === current.id)
  const at = found >= 0 ? found : Math.min(current.index, Math.max(0, items.length - 1))
  const chosen = items[at]?.negotiation.id
  const stay = (index: number) => setCurrent({ id: items[index]?.negotiation.id ?? null, index })
  const head = (index: number) => inbox.current?.querySelectorAll<HTMLElement>("[data-head]")[index]
  const go = (to: number) => {
    const next = Math.max(0, Math.min(items.length - 1, to))
    stay(next)
    head(next)?.focus()
  }
  useShortcuts({
    j: () => go(at + (hasFocus(inbox.current) ? 1 : 0)),
    k: () => go(at - 1),
    ArrowDown: () => hasFocus(inbox.current) ? go(at + 1) : false,
    ArrowUp: () => hasFocus(inbox.current) ? go(at - 1) : false,
    o: () => chosen === undefined ? false : navigate(pathOf("negotiation", chosen))
  })
  const close = (index: number) => {
    setOpened(null)
    head(index)?.focus()
  }
  return (
    <div className="page">
      <PageTitle name="Approvals"><span className="muted small wide-only">Move with <kbd>j</kbd> <kbd>k</kbd>, open with <kbd>Enter</kbd>; <kbd>?</kbd> lists all keys</span></PageTitle>
      <Answer asked={list} what="what waits">
        {() => items.length === 0
          ? <Empty title="Nothing waits for you"><p>Parley asks here when an offer needs a yes or a reply needs a person.</p></Empty>
          : <>
            <ul className="inbox" ref={inbox}>
              {items.map((item, index) => (
                <li key={item.negotiation.id}>
                  <Item item={item} current={index === at} open={opened === item.negotiation.id}
                    onFocus={() => stay(index)}
                    onToggle={() => setOpened(opened === item.negotiation.id ? null : item.negotiation.id)}
                    onClose={() => close(index)} />
                </li>
              ))}
            </ul>
            <More list={list} shown={items.length} />
          </>}
      </Answer>
    </div>
  )
}

const hasFocus = (element: HTMLElement | null): boolean => element?.contains(document.activeElement) ?? false

const Item = ({ current, item: { kind, negotiation, since }, onClose, onFocus, onToggle, open }: {
  readonly item: Approval
  readonly current: boolean
  readonly open: boolean
  readonly onFocus: () => void
  readonly onToggle: () => void
  readonly onClose: () => void
}) => {
  const panel = `panel-${negotiation.id}`
  return (
    <article className="card stack" data-current={current} aria-label={negotiation.creator} onKeyDown={(event) => {
      if (event.key === "Escape" && open && document.querySelector("dialog[open]") === null) onClose()
    }}>
      <div className="spread">
        <h2><button type="button" className="plain wrap" data-head="" aria-expanded={open} aria-controls={panel} onFocus={onFocus} onClick={onToggle}>{negotiation.creator}</button></h2>
        <div className="row small"><StateTag state={negotiation.state} reason={kind === "escalation" ? negotiation.reason : null} /><span className="muted">{fromNow(since, Date.now())}</span></div>
      </div>
      <div className="row small">
        <span className="muted wrap">{negotiation.campaign}</span>
        <span>ours <b>{maybeMoney(negotiation.offer, negotiation.currency)}</b></span>
        <span>theirs <b>{maybeMoney(negotiation.ask, negotiation.currency)}</b></span>
        {negotiation.waiting === null ? null : <span>waits for a yes <b>{maybeMoney(negotiation.waiting, negotiation.currency)}</b></span>}
      </div>
      <div id={panel} hidden={!open}>{open ? <Opened id={negotiation.id} onDone={onClose} /> : null}</div>
    </article>
  )
}

const Opened = ({ id, onDone }: { readonly id: string; readonly onDone: () => void }) => {
  const asked = useQuery(question(id))
  const focus = useRef<HTMLInputElement>(null)
  const loaded = asked.data !== undefined
  useEffect(() => {
    focus.current?.focus()
    focus.current?.select()
  }, [loaded])
  return (
    <Answer asked={asked} what="what is asked">
      {(now) => <div className="stack"><AskedDetails question={now} /><Decide question={now} focus={focus} onDone={onDone} /><Link href={pathOf("negotiation", id)}>Open the whole negotiation</Link></div>}
    </Answer>
  )
}
