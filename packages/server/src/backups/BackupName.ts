/** The name of a backup made at that moment, in milliseconds since 1970: `parley-20261124T034437Z.db`. Names sort by time. */
export const nameOf = (at: number): string => `parley-${new Date(at).toISOString().replaceAll(/[-:]|\.\d{3}/g, "")}.db`

/** When a backup of that name was made, to the second; null for the name of anything else. */
export const timeOf = (name: string): number | null => {
  const [, year, month, day, hour, minute, second] = /^parley-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.db$/.exec(name) ?? []
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  return Number.isNaN(at) || nameOf(at) !== name ? null : at
}

/** Of a folder's files, the backups in the order they were made. */
export const backupsAmong = (names: ReadonlyArray<string>): ReadonlyArray<string> => names.filter((name) => timeOf(name) !== null).toSorted()

/** Of a folder's files, the backups to remove so that the newest `keep` remain; never `written`, the one just made, even where a clock went back. */
export const expired = (names: ReadonlyArray<string>, keep: number, written: string): ReadonlyArray<string> =>
  backupsAmong(names).slice(0, -keep).filter((name) => name !== written)

/** Of a folder's files, those that a backup left behind which was killed. */
export const unfinished = (names: ReadonlyArray<string>): ReadonlyArray<string> =>
  names.filter((name) => timeOf(name.replace(/\.partial(?:-journal)?$/, "")) !== null && timeOf(name) === null)
