import { createContext, type ReactElement, type ReactNode, useCallback, useContext, useEffect, useState } from "react"

const Announce = createContext<(text: string) => void>(() => {})

/** Says what was done, to eyes and screen readers alike. */
export const useAnnounce = (): (text: string) => void => useContext(Announce)

interface Toast {
  readonly id: number
  readonly text: string
}

/** Holds what was said for a while, in a region that screen readers listen to. */
export const Announcer = ({ children }: { readonly children: ReactNode }): ReactElement => {
  const [toasts, setToasts] = useState<ReadonlyArray<Toast>>([])
  const announce = useCallback((text: string) => setToasts((before) => [...before.slice(-2), { id: (before.at(-1)?.id ?? 0) + 1, text }]), [])
  useEffect(() => {
    if (toasts.length === 0) return
    const timer = window.setTimeout(() => setToasts((before) => before.slice(1)), 8000)
    return () => window.clearTimeout(timer)
  }, [toasts])
  return (
    <Announce value={announce}>
      {children}
      <div className="toasts" role="status" aria-live="polite">
        {toasts.map(({ id, text }) => <div className="toast wrap" key={id}>{text}</div>)}
      </div>
    </Announce>
  )
}
