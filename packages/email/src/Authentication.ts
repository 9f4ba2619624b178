import { domainToASCII } from "node:url"

/**
 * True if the mailbox's own server says that this mail comes from the domain in its From address. Only the topmost
 * Authentication-Results header counts, and only under the server's name: everything below it, and everything under another name, may
 * have been written by the sender. https://www.rfc-editor.org/rfc/rfc8601
 */
export const isAuthenticated = (mail: {
  readonly authservId: string
  readonly fromDomain: string
  /** The values of the Authentication-Results headers, topmost first. */
  readonly results: ReadonlyArray<string>
}): boolean => {
  const from = normal(mail.fromDomain)
  const [server, ...methods] = split(withoutComments(mail.results[0] ?? ""))
  if (from === "" || !from.includes(".") || server === undefined) return false
  if (normal(words(server)[0] ?? "") !== normal(mail.authservId) || normal(mail.authservId) === "") return false
  return methods.map(readMethod).some(({ method, properties, result }) =>
    result === "pass" && (
      (method === "dmarc" && properties.some(([name, value]) => name === "header.from" && normal(value) === from)) ||
      (method === "dkim" && isSigned(properties, from))
    ))
}

interface Method {
  readonly method: string
  readonly result: string
  readonly properties: ReadonlyArray<readonly [name: string, value: string]>
}

/** Aligned if either domain is the other or lies below it (relaxed alignment); a single label such as "com" aligns with nothing. */
const isSigned = (properties: Method["properties"], from: string): boolean => {
  const named = (wanted: string): ReadonlyArray<string> => properties.flatMap(([name, value]) => (name === wanted ? [normal(value)] : []))
  // Gmail's servers name the signer as header.i=@domain, which lies at or below the signing domain
  const signers = named("header.d").length > 0 ? named("header.d") : named("header.i").map((value) => value.slice(value.lastIndexOf("@") + 1))
  return signers.length > 0 && signers.every((signer) =>
    signer.includes(".") && (signer === from || from.endsWith(`.${signer}`) || signer.endsWith(`.${from}`)))
}

const readMethod = (text: string): Method => {
  const pairs = words(text).flatMap((word) => {
    const at = word.indexOf("=")
    return at < 1 ? [] : [[word.slice(0, at).toLowerCase(), word.slice(at + 1)] as const]
  })
  const [first, ...properties] = pairs
  return { method: first?.[0].split("/")[0] ?? "", result: first?.[1].toLowerCase() ?? "", properties }
}

const normal = (domain: string): string => {
  const lower = domain.trim().toLowerCase().replace(/\.$/u, "")
  return lower.includes("@") ? lower : domainToASCII(lower) || lower
}

/** Comments nest, and stand anywhere but in quotes; an unfinished one takes the rest with it. */
const withoutComments = (text: string): string => {
  let out = ""
  let depth = 0
  let quoted = false
  for (let index = 0; index < text.length; index++) {
    const char = text.charAt(index)
    if (char === "\\" && (quoted || depth > 0)) {
      if (depth === 0) out += char + text.charAt(index + 1)
      index++
    } else if (depth === 0 && char === "\"") {
      quoted = !quoted
      out += char
    } else if (!quoted && char === "(") {
      depth++
      out += " "
    } else if (!quoted && char === ")" && depth > 0) {
      depth--
    } else if (depth === 0) {
      out += char
    }
  }
  return out
}

/** At semicolons outside quotes. */
const split = (text: string): ReadonlyArray<string> => text.match(/(?:"(?:[^"\\]|\\.)*"|[^;"])+/gsu) ?? []

/** At white space outside quotes; space around "=" belongs to it, quotes fall away. */
const words = (text: string): ReadonlyArray<string> =>
  (text.replace(/(?<!\s)\s*=\s*/gu, "=").match(/(?:"(?:[^"\\]|\\.)*"|[^\s"])+/gsu) ?? []).map((word) =>
    word.replace(/"((?:[^"\\]|\\.)*)"/gsu, (_, inner: string) => inner.replace(/\\(.)/gsu, "$1")))
