/** A request as a service of the stand-in sees it. Header names are lower case. */
export interface Request {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: string
}

/** `body` is sent as JSON; undefined sends none. */
export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** One of Google's APIs; null when the path is none of its own. */
export type Service = (request: Request) => Answer | null | Promise<Answer | null>

/** An error in the shape that Google's JSON APIs give it. */
export const failure = (status: number, reason: string, message: string, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers,
  body: { error: { code: status, message, errors: [{ message, domain: "global", reason }], status: statusNames[status] ?? "UNKNOWN" } }
})

const statusNames: Readonly<Record<number, string>> = {
  400: "INVALID_ARGUMENT", 401: "UNAUTHENTICATED", 403: "PERMISSION_DENIED", 404: "NOT_FOUND", 409: "ALREADY_EXISTS", 412: "FAILED_PRECONDITION",
  429: "RESOURCE_EXHAUSTED", 500: "INTERNAL", 503: "UNAVAILABLE"
}
