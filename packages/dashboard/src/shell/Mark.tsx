import type { ReactElement } from "react"

/** The mark: two people talking. */
export const Mark = (): ReactElement => (
  <svg viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <rect width="32" height="32" rx="8" />
    <path className="front" d="M7 9h11a3 3 0 0 1 3 3v4a3 3 0 0 1-3 3h-5l-4 4v-4H7z" />
    <path className="back" d="M23 13h2v8h-1v3l-3-3h-6" />
  </svg>
)
