/**
 * Texts whose declared charset is wrong. UTF-8 bytes declared as Latin arrive as "Ã©"; the bytes can be had back from
 * the characters, and text that is valid UTF-8 throughout is not Latin by chance.
 */
export const repairMojibake = (text: string): string => {
  if (!/[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u2122]/u.test(text)) return text
  const bytes = windows1252Bytes(text)
  if (bytes === undefined) return text
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return text
  }
}

/** Declared (or default) UTF-8 that does not decode: read again as Windows Latin, unless most of it was UTF-8 after all. */
export const looksMisdecoded = (text: string): boolean => {
  const broken = text.split("\ufffd").length - 1
  if (broken === 0) return false
  const wellDecoded = text.match(/[\u0080-\ufffc]/gu)?.length ?? 0
  return broken > wellDecoded
}

/** The same mail with every UTF-8 or missing charset of a text part declared as Windows Latin. */
export const declareLatin = (raw: Uint8Array): Uint8Array => {
  const source = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString("latin1")
  const declared = source
    .replace(/^(content-type:[ \t]*text\/[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)/gimu, (field: string) =>
      /charset/iu.test(field) ? field.replace(/(charset\s*=\s*)"?(?:utf-?8|us-ascii|unknown-8bit|default|x-unknown)"?/iu, "$1windows-1252") : `${field}; charset=windows-1252`)
  const headersEnd = /\r?\n\r?\n/u.exec(declared)?.index ?? declared.length
  const typed = /^content-type:/imu.test(declared.slice(0, headersEnd))
  return Buffer.from(typed ? declared : `Content-Type: text/plain; charset=windows-1252\r\n${declared}`, "latin1")
}

const decoded = new TextDecoder("windows-1252").decode(Uint8Array.from({ length: 256 }, (_, byte) => byte))
const byteOf = new Map(decoded.split("").map((character, byte) => [character, byte]))

const windows1252Bytes = (text: string): Uint8Array | undefined => {
  const bytes = new Uint8Array(text.length)
  for (let index = 0; index < text.length; index++) {
    const byte = byteOf.get(text.charAt(index))
    if (byte === undefined) return undefined
    bytes[index] = byte
  }
  return bytes
}
