import { type ReactElement, type ReactNode, useEffect, useRef } from "react"

/** The page's heading. It takes the focus when the page changes, so that keyboards and screen readers begin there; `name` also names the tab. */
export const PageTitle = ({ children, name }: { readonly name: string; readonly children?: ReactNode }): ReactElement => {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => { document.title = `${name} · Parley` }, [name])
  useEffect(() => {
    // a fresh load leaves the focus where browsers put it
    if (arrived) heading.current?.focus({ preventScroll: true })
    arrived = true
  }, [])
  return <div className="spread"><h1 className="wrap" tabIndex={-1} ref={heading}>{name}</h1>{children}</div>
}

let arrived = false
