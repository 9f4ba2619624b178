import { type ReactElement, type ReactNode, useId, useRef } from "react"

/** Tabs with one panel shown; arrows move between them. `current` lives with the caller, in the address for one. */
export const Tabs = ({ current, label, onChoose, tabs }: {
  readonly label: string
  readonly tabs: ReadonlyArray<{ readonly name: string; readonly title: string; readonly show: () => ReactNode }>
  readonly current: string
  readonly onChoose: (name: string) => void
}): ReactElement => {
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const chosen = Math.max(0, tabs.findIndex(({ name }) => name === current))
  const go = (to: number) => {
    const tab = tabs[(to + tabs.length) % tabs.length]
    if (tab === undefined) return
    onChoose(tab.name)
    list.current?.querySelector<HTMLElement>(`#${CSS.escape(`${id}-${tab.name}`)}`)?.focus()
  }
  return (
    <div className="stack">
      <div className="tabs" role="tablist" aria-label={label} ref={list} onKeyDown={(event) => {
        if (event.key === "ArrowRight") go(chosen + 1)
        if (event.key === "ArrowLeft") go(chosen - 1)
      }}>
        {tabs.map(({ name, title }, index) => (
          <button
            key={name} type="button" role="tab" id={`${id}-${name}`} aria-selected={index === chosen} aria-controls={`${id}-panel`}
            tabIndex={index === chosen ? 0 : -1} onClick={() => onChoose(name)}
          >
            {title}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${tabs[chosen]?.name ?? ""}`} tabIndex={0}>{tabs[chosen]?.show()}</div>
    </div>
  )
}
