import type { ComponentProps, MouseEvent, ReactElement } from "react"
import { navigate } from "./useLocation.ts"

/** A link inside the dashboard. With a modifier or another button it does what links do. */
export const Link = ({ href, onClick, ...rest }: ComponentProps<"a"> & { readonly href: string }): ReactElement => (
  <a
    {...rest}
    href={href}
    onClick={(event) => {
      onClick?.(event)
      if (isPlain(event)) {
        event.preventDefault()
        navigate(href)
      }
    }}
  />
)

const isPlain = (event: MouseEvent) =>
  !event.defaultPrevented && event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
