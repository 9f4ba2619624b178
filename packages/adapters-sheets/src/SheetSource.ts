import * as Either from "effect/Either"

/** Which tab of which spreadsheet; `tab` by its name, by the number a browser shows behind `#gid=`, or the first one. */
export interface SheetSource {
  readonly spreadsheet: string
  readonly tab: { readonly _tag: "Named"; readonly name: string } | { readonly _tag: "Gid"; readonly gid: number } | { readonly _tag: "First" }
}

/** What `parseSource` wants, for people. */
export const expectedSource = "a spreadsheet's id or URL and a tab, e.g. 1aBcD...xyz#Creators or https://docs.google.com/spreadsheets/d/1aBcD...xyz/edit#Creators"

/**
 * Reads `<spreadsheet id or URL>#<tab>`. What the source leaves out comes from `fallback`: `#Creators` is another tab of the default
 * spreadsheet, `""` is the default itself; a spreadsheet that is named without a tab gives its first one (ROSTER-01).
 */
export const parseSource = (text: string, fallback: string | null): Either.Either<SheetSource, string> => {
  const given = split(text)
  const usual = fallback === null ? null : split(fallback)
  const where = given.where === "" ? usual?.where ?? "" : given.where
  const tab = given.tab ?? (given.where === "" ? usual?.tab ?? null : null)
  const spreadsheet = idOf(where)
  if (spreadsheet === null) return Either.left(where === "" ? "no spreadsheet is named and there is no default one" : `${JSON.stringify(where)} is no spreadsheet`)
  const gid = /^gid=(\d{1,12})$/u.exec(tab ?? "")?.[1]
  return Either.right({
    spreadsheet,
    tab: tab === null ? { _tag: "First" } : gid === undefined ? { _tag: "Named", name: tab } : { _tag: "Gid", gid: Number(gid) }
  })
}

/** As `parseSource` reads it, with nothing left out that a default could fill in otherwise another day. */
export const writeSource = ({ spreadsheet, tab }: SheetSource): string =>
  tab._tag === "First" ? spreadsheet : `${spreadsheet}#${tab._tag === "Named" ? tab.name : `gid=${tab.gid}`}`

/** Behind the last `#` stands the tab: a URL copied from a browser already has one of its own, its `gid`. */
const split = (text: string): { readonly where: string; readonly tab: string | null } => {
  const at = text.lastIndexOf("#")
  if (at === -1) return { where: text.trim(), tab: null }
  const tab = text.slice(at + 1).trim()
  return { where: text.slice(0, at).replace(/#gid=\d+$/u, "").trim(), tab: tab === "" ? null : tab }
}

/** https://developers.google.com/workspace/sheets/api/guides/concepts: the id stands in the URL between `/d/` and the next slash. */
const idOf = (where: string): string | null =>
  (/^https?:\/\/docs\.google\.com\/spreadsheets\/(?:u\/\d+\/)?d\/([A-Za-z0-9_-]+)(?:[/?#]|$)/u.exec(where) ?? /^([A-Za-z0-9_-]{8,200})$/u.exec(where))?.[1] ?? null
