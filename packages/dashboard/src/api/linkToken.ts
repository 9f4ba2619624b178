let token = read()

/** The token of the link the page was opened with, once; null without one. It works for one sign-in, and was taken out of the address when the page loaded. */
export const takeLinkToken = (): string | null => {
  const taken = token
  token = null
  return taken
}

function read(): string | null {
  const found = new URLSearchParams(window.location.hash.slice(1)).get("token")
  if (found !== null) window.history.replaceState(null, "", `${window.location.pathname}${window.location.search}`)
  return found
}
