import * as Data from "effect/Data"
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from "node:fs"
import { dirname } from "node:path"

/** What a sign-in leaves behind. `scope` holds the granted scopes, separated by spaces; "" where Google did not say. */
export interface Token {
  readonly refreshToken: string
  readonly accessToken: string | null
  /** Epoch milliseconds. */
  readonly expiresAt: number | null
  readonly scope: string
}

/** The file is not there, or holds no sign-in. */
export class NoToken extends Data.TaggedError("NoToken")<{ readonly reason: string }> {}

/** Reads the file that `write` wrote, or throws NoToken. */
export const read = (path: string): Token => {
  let found: unknown
  try {
    found = JSON.parse(readFileSync(path, "utf8"))
  } catch (error) {
    if (codeOf(error) === "ENOENT") throw new NoToken({ reason: `${path} does not exist` })
    // what a parser says of it may quote the token
    throw new NoToken({ reason: `${path} cannot be read: ${error instanceof SyntaxError ? "it is no JSON" : error instanceof Error ? error.message : String(error)}` })
  }
  const field = (name: string): unknown => typeof found === "object" && found !== null && name in found ? Object.entries(found).find(([key]) => key === name)?.[1] : undefined
  const refreshToken = field("refresh_token")
  if (typeof refreshToken !== "string" || refreshToken === "") throw new NoToken({ reason: `${path} holds no refresh_token` })
  const [accessToken, expiresAt, scope] = [field("access_token"), field("expiry_date"), field("scope")]
  return {
    refreshToken,
    accessToken: typeof accessToken === "string" ? accessToken : null,
    expiresAt: typeof expiresAt === "number" ? expiresAt : null,
    scope: typeof scope === "string" ? scope : ""
  }
}

/** Replaces the file at once, readable by this account only; it is on the disk when this returns. */
export const write = (path: string, token: Token): void => {
  const temporary = `${path}.${process.pid}.tmp`
  rmSync(temporary, { force: true })
  const file = openSync(temporary, "wx", 0o600)
  try {
    writeSync(file, `${JSON.stringify({ refresh_token: token.refreshToken, access_token: token.accessToken, expiry_date: token.expiresAt, scope: token.scope })}\n`)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(temporary, path)
  const folder = openSync(dirname(path), "r")
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}

/** Changes whenever the file is replaced; null while there is none. */
export const version = (path: string): string | null => {
  const found = statSync(path, { throwIfNoEntry: false })
  return found === undefined ? null : `${found.ino} ${found.mtimeMs} ${found.size}`
}

const codeOf = (error: unknown): unknown => error instanceof Error && "code" in error ? error.code : undefined
