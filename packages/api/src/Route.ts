/** The dashboard's pages; `:id` stands for one segment. The server answers these paths with the dashboard's shell, and the dashboard shows the page of that name. */
const paths = {
  campaigns: "/",
  newCampaign: "/campaigns/new",
  campaign: "/campaigns/:id",
  negotiations: "/negotiations",
  negotiation: "/negotiations/:id",
  approvals: "/approvals",
  deadLetters: "/dead-letters",
  system: "/system",
  tokens: "/tokens",
  sandbox: "/sandbox",
  sandboxThread: "/sandbox/:id"
} as const

export type RouteName = keyof typeof paths

/** A page as its path says it; `id` is null for a page that shows no single thing. */
export interface Route {
  readonly name: RouteName
  readonly id: string | null
}

/** The page of a path without its query; null where there is none. */
export const routeOf = (path: string): Route | null => {
  for (const [name, pattern] of entries) {
    if (!pattern.endsWith("/:id")) {
      if (pattern === path) return { name, id: null }
      continue
    }
    const prefix = pattern.slice(0, -":id".length)
    const id = path.startsWith(prefix) ? decoded(path.slice(prefix.length)) : null
    if (id !== null) return { name, id }
  }
  return null
}

/** The path of a page, for links. */
export const pathOf = (name: RouteName, id = ""): string => paths[name].replace(":id", encodeURIComponent(id))

const names: ReadonlyArray<RouteName> = [
  "campaigns", "newCampaign", "campaign", "negotiations", "negotiation", "approvals", "deadLetters", "system", "tokens", "sandbox", "sandboxThread"
]
const entries = names.map((name) => [name, paths[name]] as const)

/** One segment of a path; null when it is empty, more than one, or cannot be read. */
const decoded = (segment: string): string | null => {
  if (segment === "" || segment.includes("/")) return null
  try {
    return decodeURIComponent(segment)
  } catch {
    return null
  }
}
