import * as FastCheck from "effect/FastCheck"
import type { Asked } from "./ask.ts"
import type { Operation } from "./Document.ts"
import type { Sample } from "./samples.ts"

/** What people who mean no good, and programs that go wrong, put into names and values. */
const texts = FastCheck.oneof(
  FastCheck.constantFrom(
    "", " ", "..", "../../etc/passwd", "%2e%2e%2f", "%00", "%", "%ff%fe", "%c0%af", "'; DROP TABLE events;--", "\" OR 1=1", "{{rate}}", "<script>alert(1)</script>", "__proto__",
    "constructor", "null", "undefined", "NaN", "-1", "0", "1e400", "9".repeat(40), "true", "[]", "{}", "a,b", "\u0000", "\u202e", "Zoë 😀", "x".repeat(5000), "n-4k7mp2xw9abc",
    "eyJsaXN0IjoieCJ9", "WyJjYW1wYWlnbnMiLG51bGxd", "2026-13-45", "last:7d", "0d", "-7d", "1970-01-01T00:00:00Z", "+275760-09-13"
  ),
  FastCheck.string({ maxLength: 30 }),
  FastCheck.string({ maxLength: 30, unit: "binary" })
)

const values: FastCheck.Arbitrary<unknown> = FastCheck.oneof(
  texts, FastCheck.constantFrom<unknown>(null, true, false, [], {}, -1, 0, 0.5, 1e308, Number.MAX_SAFE_INTEGER, "x".repeat(30_000)), FastCheck.jsonValue({ maxDepth: 3 })
)

/** In a URL as it is written by hand: what cannot stand there at all is encoded, the rest is as it comes. */
const inUrl = (text: string): string => text.replace(/[^\x21-\x7e]|[#"<>\\^`{|}]/gu, (sign) => {
  try {
    return encodeURIComponent(sign)
  } catch {
    return "%ED%A0%80"
  }
})

const inHeader = (text: string): string => text.replace(/[^\x20-\x7e]/gu, "?")

/** A body that its sample was made into by one change, or that never was one. */
const bodiesOf = ({ body }: Sample): FastCheck.Arbitrary<string | Uint8Array | undefined> => {
  const whole = JSON.stringify(body ?? {})
  const fields = typeof body === "object" && body !== null ? Object.keys(body) : []
  return FastCheck.oneof(
    FastCheck.constantFrom<string | Uint8Array | undefined>(undefined, "", whole, "{", "null", "[]", "\"\"", "1e999", "{\"__proto__\":{\"role\":\"admin\"}}", `\uFEFF${whole}`,
      "[".repeat(20_000), `${"{\"a\":".repeat(3000)}1${"}".repeat(3000)}`, `{"a":"${"x".repeat(300_000)}"}`, Uint8Array.from([0xff, 0xfe, 0x00, 0x22]), "a=1&b=2", "<?xml version=\"1.0\"?><a/>"),
    FastCheck.nat(Math.max(0, whole.length - 1)).map((end) => whole.slice(0, end)),
    values.map((value) => JSON.stringify(value)),
    FastCheck.tuple(FastCheck.constantFrom("", ...fields), values).map(([field, value]) => JSON.stringify({ ...Object(body ?? {}), [field]: value })),
    FastCheck.tuple(FastCheck.constantFrom("", ...fields)).map(([field]) => JSON.stringify(Object.fromEntries(Object.entries(Object(body ?? {})).filter(([name]) => name !== field))))
  )
}

/** Requests to this operation that were changed here and there, or altogether. `token` comes with most of them. */
export const requestsTo = (operation: Operation, sample: Sample, token: string): FastCheck.Arbitrary<Asked> => {
  const names = operation.parameters.filter((one) => one.in === "query").map(({ name }) => name)
  const sampled = (place: Readonly<Record<string, string>> | undefined, name: string) => place?.[name] ?? "x"
  const path = FastCheck.array(FastCheck.option(texts, { freq: 2 }), { minLength: 3, maxLength: 3 }).map((given) => {
    let index = 0
    return operation.path.replace(/\{(\w+)\}/gu, (_, name: string) => inUrl(given[index++] ?? encodeURIComponent(sampled(sample.path, name))).replaceAll("?", "%3F"))
  })
  const query = FastCheck.array(FastCheck.tuple(FastCheck.oneof(FastCheck.constantFrom("limit", "cursor", ...names), texts), texts), { maxLength: 4 }).map((pairs) =>
    pairs.length === 0 ? "" : `?${pairs.map(([name, value]) => `${inUrl(name).replaceAll("&", "%26")}=${inUrl(value)}`).join("&")}`)
  const headers = FastCheck.record({
    authorization: FastCheck.oneof({ weight: 8, arbitrary: FastCheck.constant(`Bearer ${token}`) }, { weight: 1, arbitrary: texts.map((text) => inHeader(`Bearer ${text}`)) }, { weight: 1, arbitrary: texts.map(inHeader) }),
    "content-type": FastCheck.oneof({ weight: 5, arbitrary: FastCheck.constant("application/json") }, { weight: 1, arbitrary: FastCheck.constantFrom("text/plain", "application/xml", "multipart/form-data", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "application/json; charset=utf-16", "application/msgpack", "") }),
    accept: FastCheck.constantFrom("application/json", "*/*", "text/html", "image/png", ""),
    cookie: FastCheck.oneof(FastCheck.constant(""), texts.map((text) => `parley_session=${inHeader(text).replaceAll(";", "")}`)),
    "x-request-id": texts.map(inHeader),
    "last-event-id": texts.map(inHeader),
    "content-encoding": FastCheck.constantFrom("identity", "gzip", "br")
  }, { requiredKeys: ["authorization"] })
  const method = FastCheck.oneof({ weight: 12, arbitrary: FastCheck.constant(operation.method) }, { weight: 1, arbitrary: FastCheck.constantFrom("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "TRACE") })
  const body = operation.takes === null ? FastCheck.option(bodiesOf(sample), { freq: 5, nil: undefined }) : bodiesOf(sample)
  return FastCheck.record({ method, path, query, headers, body }).map(({ body, headers, method, path, query }) => ({
    method, target: `${path}${query}`, headers: Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined)), ...body === undefined ? {} : { body }
  }))
}
