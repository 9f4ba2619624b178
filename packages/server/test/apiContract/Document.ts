import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js"

/** One operation as the document describes it. */
export interface Operation {
  readonly id: string
  readonly method: string
  /** With its parameters in braces, e.g. "/api/v1/tokens/{token}". */
  readonly path: string
  readonly parameters: ReadonlyArray<{ readonly name: string; readonly in: string; readonly required?: boolean }>
  /** The media type of its body; null where it takes none. */
  readonly takes: string | null
  /** Whether a token or session is needed. */
  readonly isOpen: boolean
}

/** An answer as it came. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | ReadonlyArray<string> | undefined>>
  readonly body: string
}

export interface Document {
  readonly operations: ReadonlyArray<Operation>
  /** What the answer does that the document does not say; null where it is as described. */
  readonly objection: (operation: Operation, answer: Answer) => string | null
}

type Json = Readonly<Record<string, unknown>>

/** Goes by the document alone: what it does not describe may not be answered. */
export const read = (document: Json): Document => {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false })
  ajv.addSchema({ ...document, $id: "document" })
  const validators = new Map<string, ValidateFunction>()
  const validatorAt = (pointer: ReadonlyArray<string>): ValidateFunction => {
    const $ref = `document#/${pointer.map((one) => encodeURIComponent(one.replaceAll("~", "~0").replaceAll("/", "~1"))).join("/")}`
    const found = validators.get($ref) ?? ajv.compile({ $ref })
    validators.set($ref, found)
    return found
  }
  const operations = entries(document["paths"]).flatMap(([path, item]) =>
    entries(item).flatMap(([method, one]): ReadonlyArray<Operation> => [{
      id: String(at(one, "operationId")), method: method.toUpperCase(), path,
      parameters: list(at(one, "parameters")).map((parameter) => ({ name: String(at(parameter, "name")), in: String(at(parameter, "in")), required: at(parameter, "required") === true })),
      takes: entries(at(one, "requestBody", "content"))[0]?.[0] ?? null,
      isOpen: list(at(one, "security") ?? at(document, "security")).length === 0
    }]))
  return {
    operations,
    objection: ({ method, path }, { body, headers, status }) => {
      const where = ["paths", path, method.toLowerCase(), "responses", String(status)]
      const response = at(document, ...where)
      if (response === undefined) return `${status} is not among its responses: ${body.slice(0, 300)}`
      const content = entries(at(response, "content"))
      if (content.length === 0) return body === "" ? null : `${status} has no content, and was answered with ${body.slice(0, 300)}`
      const type = String(headers["content-type"] ?? "").split(";")[0] ?? ""
      if (!content.some(([name]) => name === type)) return `${status} came as ${type === "" ? "nothing" : type}, not as ${content.map(([name]) => name).join(" or ")}: ${body.slice(0, 300)}`
      if (type === "text/event-stream") return null
      const validate = validatorAt([...where, "content", type, "schema"])
      const value = parsed(body)
      return validate(value) ? null : `${status}: ${ajv.errorsText(validate.errors)}: ${body.slice(0, 300)}`
    }
  }
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const entries = (value: unknown): ReadonlyArray<readonly [string, unknown]> => typeof value === "object" && value !== null ? Object.entries(value) : []

const list = (value: unknown): ReadonlyArray<unknown> => Array.isArray(value) ? value : []

const at = (value: unknown, ...path: ReadonlyArray<string>): unknown => path.reduce<unknown>((inner, name) => entries(inner).find(([key]) => key === name)?.[1], value)
