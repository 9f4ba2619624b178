import { useSyncExternalStore } from "react"

const listeners = new Set<() => void>()
const tell = () => { for (const listener of listeners) listener() }
const subscribe = (listener: () => void) => {
  listeners.add(listener)
  window.addEventListener("popstate", tell)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) window.removeEventListener("popstate", tell)
  }
}

/** The path and query in the address bar; a component that calls it renders again when they change. */
export const useLocation = (): { readonly path: string; readonly search: string } => ({
  path: useSyncExternalStore(subscribe, () => window.location.pathname),
  search: useSyncExternalStore(subscribe, () => window.location.search)
})

/** Goes to a page of the dashboard without loading it anew. */
export const navigate = (to: string): void => {
  window.history.pushState(null, "", to)
  window.scrollTo(0, 0)
  tell()
}

/** Writes filters into the address, so that they survive a reload; what is empty is left out. Going back passes over such changes. */
export const setQuery = (changes: Readonly<Record<string, string>>): void => {
  const query = new URLSearchParams(window.location.search)
  for (const [name, value] of Object.entries(changes)) {
    if (value === "") query.delete(name)
    else query.set(name, value)
  }
  const text = query.toString()
  window.history.replaceState(null, "", `${window.location.pathname}${text === "" ? "" : `?${text}`}`)
  tell()
}
