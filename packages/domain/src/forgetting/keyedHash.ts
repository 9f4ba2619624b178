/**
 * SHA-256 over a key and a text, cut to 128 bits, as 32 hex digits. For what must be told apart in the books without standing there: as long
 * as keys are random, and of one length, the same text has another hash under each, so none can be looked up in a table made before.
 */
export const keyedHash = (key: string, text: string): string => {
  const bytes = padded(utf8(`${key}\n${text}`))
  const words = new DataView(bytes.buffer)
  const w = new Int32Array(64)
  const state = Int32Array.from(start)
  for (let offset = 0; offset < bytes.length; offset += 64) {
    for (let i = 0; i < 16; i++) w[i] = words.getInt32(offset + i * 4)
    mix(state, w)
  }
  return Array.from(state.subarray(0, 4), (word) => (word >>> 0).toString(16).padStart(8, "0")).join("")
}

/** One block: https://csrc.nist.gov/pubs/fips/180-4/upd1/final, section 6.2.2. */
const mix = (state: Int32Array, w: Int32Array): void => {
  for (let i = 16; i < 64; i++) {
    const x = at(w, i - 15)
    const y = at(w, i - 2)
    w[i] = (at(w, i - 16) + (turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)) + at(w, i - 7) + (turn(y, 17) ^ turn(y, 19) ^ (y >>> 10))) | 0
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
  for (let i = 0; i < 64; i++) {
    const first = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + at(constants, i) + at(w, i)) | 0
    const second = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + first) | 0
    d = c
    c = b
    b = a
    a = (first + second) | 0
  }
  for (const [index, word] of [a, b, c, d, e, f, g, h].entries()) state[index] = (at(state, index) + word) | 0
}

/** The language itself has no encoder; half of a pair stands for U+FFFD, as everywhere. */
const utf8 = (text: string): ReadonlyArray<number> => {
  const bytes: Array<number> = []
  for (let index = 0; index < text.length; index++) {
    const found = text.codePointAt(index) ?? 0
    const point = found >= 0xd800 && found <= 0xdfff ? 0xfffd : found
    if (point > 0xffff) index++
    if (point < 0x80) bytes.push(point)
    else if (point < 0x800) bytes.push(0xc0 | point >> 6, 0x80 | point & 63)
    else if (point < 0x10000) bytes.push(0xe0 | point >> 12, 0x80 | point >> 6 & 63, 0x80 | point & 63)
    else bytes.push(0xf0 | point >> 18, 0x80 | point >> 12 & 63, 0x80 | point >> 6 & 63, 0x80 | point & 63)
  }
  return bytes
}

const padded = (text: ReadonlyArray<number>): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(Math.ceil((text.length + 9) / 64) * 64)
  bytes.set(text)
  bytes[text.length] = 0x80
  const view = new DataView(bytes.buffer)
  view.setUint32(bytes.length - 8, Math.floor(text.length / 2 ** 29))
  view.setUint32(bytes.length - 4, (text.length * 8) >>> 0)
  return bytes
}

const at = (words: Int32Array, index: number): number => words[index] ?? 0

const turn = (word: number, by: number): number => (word >>> by) | (word << (32 - by))

const primes = (count: number): ReadonlyArray<number> => {
  const found: Array<number> = []
  for (let n = 2; found.length < count; n++) if (found.every((prime) => n % prime !== 0)) found.push(n)
  return found
}

const fraction = (root: number): number => Math.floor((root - Math.floor(root)) * 2 ** 32) | 0

const start = Int32Array.from(primes(8), (prime) => fraction(Math.sqrt(prime)))

const constants = Int32Array.from(primes(64), (prime) => fraction(Math.cbrt(prime)))
