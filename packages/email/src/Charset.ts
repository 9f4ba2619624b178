/**
 * Texts whose declared charset is wrong. UTF-8 bytes declared as something of one byte per character arrive as "Ã©"; the
 * bytes can be had back from the characters, and a line that is valid UTF-8 throughout is nothing else by chance.
 */
export const repairMojibake = (text: string): string => (/[\u0080-\u{10ffff}]/u.test(text) ? text.split("\n").map(repairLine).join("\n") : text)

/** UTF-16 of the other byte order, which is what the name alone means (RFC 2781) and a mark may say. */
export const repairByteOrder = (text: string): string => {
  const sample = text.slice(0, 2000)
  const swapped = sample.match(/[\u0100\u0200-\uff00]/gu)?.filter((character) => character.charCodeAt(0) % 256 === 0).length ?? 0
  return sample.startsWith("\ufffe") || swapped * 2 > sample.length ? Buffer.from(text, "utf16le").swap16().toString("utf16le").replace(/^\ufeff/u, "") : text
}

/** RFC 2152, in a mail that names it. */
export const decodeUtf7 = (raw: Uint8Array, text: string): string => {
  const declared = /charset\s*=\s*"?(?:unicode-1-1-)?utf-7\b/iu.test(Buffer.from(raw.subarray(0, 100_000)).toString("latin1"))
  return declared
    ? text.replace(/\+([A-Za-z\d+/]*)-?/gu, (_, digits: string) => {
      const bytes = Buffer.from(digits, "base64")
      return digits === "" ? "+" : bytes.subarray(0, bytes.length - (bytes.length % 2)).swap16().toString("utf16le")
    })
    : text
}

const repairLine = (line: string): string => {
  if (!/[\u0080-\u{10ffff}]/u.test(line)) return line
  for (const table of tables) {
    const bytes = bytesIn(table, line)
    if (bytes === undefined) continue
    try {
      const text = strict.decode(bytes)
      if (!/[\u0080-\u009f]/u.test(text)) return text
    } catch {
      // Not UTF-8 in this reading.
    }
  }
  return line
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

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })

const tables = ["windows-1252", "iso-8859-15", "windows-1251", "koi8-r", "windows-1250"].map((charset) => {
  const decoder = new TextDecoder(charset)
  return new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte] as const))
})

const bytesIn = (table: ReadonlyMap<string, number>, text: string): Uint8Array | undefined => {
  const bytes = new Uint8Array(text.length)
  for (let index = 0; index < text.length; index++) {
    const byte = table.get(text.charAt(index))
    if (byte === undefined) return undefined
    bytes[index] = byte
  }
  return bytes
}
