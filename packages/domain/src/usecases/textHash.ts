/** A short hash that tells texts apart; not for secrets. Two 32-bit multiplicative lanes, as 16 hex digits. */
export const textHash = (text: string): string => {
  let a = 0x9e3779b9
  let b = 0x85ebca6b
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    a = Math.imul(a ^ unit, 0x27d4eb2f)
    b = Math.imul(b ^ unit, 0x165667b1)
  }
  a = Math.imul(a ^ (a >>> 15), 0x2c1b3c6d) ^ (b >>> 13)
  b = Math.imul(b ^ (b >>> 16), 0x297a2d39) ^ (a >>> 14)
  return (a >>> 0).toString(16).padStart(8, "0") + (b >>> 0).toString(16).padStart(8, "0")
}
