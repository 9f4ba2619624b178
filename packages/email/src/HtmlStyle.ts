/** What an element's style does to its text, as far as hiding is concerned; inherited from its parent. */
export interface TextStyle {
  /** Nothing below can undo it: not displayed, no size, moved off the page. */
  readonly removed: boolean
  /** Each of these three is inherited, and a child may set it back. */
  readonly tiny: boolean
  readonly invisible: boolean
  readonly transparent: boolean
  readonly color: string
  readonly background: string
  readonly preformatted: boolean
  /** Crossed out: a reader sees it, and that it is taken back. */
  readonly struck: boolean
}

export const initialStyle: TextStyle = {
  removed: false,
  tiny: false,
  invisible: false,
  transparent: false,
  color: "#000000",
  background: "#ffffff",
  preformatted: false,
  struck: false
}

export type Declarations = ReadonlyMap<string, string>

/** Rules of one `<style>` block whose selectors are a tag, a class or an id; at-rules are skipped. */
export const parseStyleSheet = (css: string): ReadonlyMap<string, Declarations> => {
  const rules = new Map<string, Declarations>()
  for (const block of withoutAtRules(withoutComments(css.slice(0, 200_000))).split("}")) {
    const brace = block.indexOf("{")
    if (brace < 0) continue
    const declarations = parseDeclarations(block.slice(brace + 1))
    for (const selector of block.slice(0, brace).split(",")) {
      const key = selector.trim().toLowerCase()
      if (/^(?:[a-z][a-z0-9]*|\*)?[.#]?[\w-]*$/u.test(key) && key !== "") {
        rules.set(key, new Map([...(rules.get(key) ?? []), ...declarations]))
      }
    }
  }
  return rules
}

const withoutComments = (css: string): string =>
  css.split("/*").map((piece, index) => {
    const end = index === 0 ? -2 : piece.indexOf("*/")
    return index > 0 && end < 0 ? "" : piece.slice(end + 2)
  }).join(" ").replace(/<!--|-->/gu, " ")

/** Without what starts with "@", its block and the blocks in it. */
const withoutAtRules = (css: string): string => {
  let plain = ""
  let depth = 0
  let skipped = false
  for (const token of css.match(/[{};@]|[^{};@]+/gu) ?? []) {
    if (token === "@" && depth === 0) skipped = true
    if (!skipped) plain += token
    if (token === "{") depth++
    if (token === "}") depth = Math.max(0, depth - 1)
    if (depth === 0 && (token === "}" || token === ";")) skipped = false
  }
  return plain
}

/** The declarations that matter here; a value goes as far as a colour or a length can stand. */
export const parseDeclarations = (style: string): Declarations => {
  const found = new Map<string, string>()
  for (const declaration of style.split(";")) {
    const colon = declaration.indexOf(":")
    const name = declaration.slice(0, Math.max(0, colon)).trim().toLowerCase()
    if (read.has(name)) found.set(name, declaration.slice(colon + 1, colon + 400).replace(/!\s*important/iu, "").trim().toLowerCase())
  }
  return found
}

const read = new Set([
  "background", "background-color", "color", "font-size", "font", "visibility", "white-space", "display", "margin", "margin-bottom", "margin-left", "margin-top",
  "overflow", "overflow-x", "overflow-y", "mso-hide", "opacity", "line-height", "max-height", "max-width", "height", "width", "text-indent", "position",
  "left", "right", "top", "bottom", "clip", "clip-path", "transform", "text-decoration", "text-decoration-line"
])

/** The style of an element below `parent`. Colours count as hiding when text and background are (nearly) the same. */
export const derive = (parent: TextStyle, css: Declarations, attributes: ReadonlyMap<string, string>, tag: string): TextStyle => {
  const background = readColor(backgroundOf(css)) ?? readColor(attributes.get("bgcolor")) ?? parent.background
  const color = readColor(css.get("color")) ?? (tag === "font" ? readColor(attributes.get("color")) : undefined) ?? parent.color
  const size = css.get("font-size") ?? fontSize(css.get("font") ?? "")
  const visibility = css.get("visibility")
  const paint = css.get("color")
  return {
    removed: parent.removed || attributes.has("hidden") || removes(css) || noSize(attributes, tag),
    tiny: tag === "font" && attributes.get("size") === "0" ? true : size === "" ? parent.tiny : /%|em/u.test(size) && parent.tiny ? true : isUnder(size, 2),
    invisible: visibility === undefined || visibility === "inherit" ? parent.invisible : visibility !== "visible",
    transparent: paint === undefined || paint === "inherit" ? parent.transparent : /^transparent$|rgba\([^)]*,\s*0(?:\.0\d*)?\)/u.test(paint),
    color,
    background,
    preformatted: tag === "pre" || tag === "textarea" || (css.get("white-space") ?? "").startsWith("pre") ||
      (parent.preformatted && css.get("white-space") !== "normal"),
    struck: parent.struck || /^(?:s|strike|del)$/u.test(tag) || /line-through/u.test(`${css.get("text-decoration") ?? ""} ${css.get("text-decoration-line") ?? ""}`)
  }
}

export const isUnreadable = (style: TextStyle): boolean => style.removed || style.tiny || style.invisible || style.transparent || sameColor(style.color, style.background)

const removes = (css: Declarations): boolean => {
  const value = (name: string): string => css.get(name) ?? ""
  const clipped = /hidden|clip/u.test(value("overflow") + value("overflow-x") + value("overflow-y"))
  return value("display") === "none" || value("mso-hide") === "all" || isUnder(value("opacity"), 0.06) ||
    (isUnder(value("line-height"), 0.06) && clipped) ||
    isUnder(value("max-height"), 2) || isUnder(value("max-width"), 2) ||
    ((isUnder(value("height"), 2) || isUnder(value("width"), 2)) && (clipped || isZero(value("height")) || isZero(value("width")))) ||
    isFarOff(value("text-indent")) || isFarOff(value("margin-left")) || isFarOff(value("margin-top")) ||
    (/absolute|fixed|relative/u.test(value("position")) &&
      ["left", "right", "top", "bottom"].some((side) => isFarOff(value(side)) || isPast(value(side)))) ||
    /^(?:rect\(0|rect\(1px)/u.test(value("clip")) || /inset\((?:50|100)%/u.test(value("clip-path")) ||
    /scale\(0|translate[xy]?\(-\d{4}/u.test(value("transform"))
}

const noSize = (attributes: ReadonlyMap<string, string>, tag: string): boolean =>
  /^(?:td|table|div|tr)$/u.test(tag) && (isZero(attributes.get("height") ?? "") || isZero(attributes.get("width") ?? ""))

const isZero = (value: string): boolean => /^0+(?:\.0+)?(?:px|pt|em|rem|%)?$/u.test(value)

/** A length or number under `limit` (px or bare); "auto" and the like are not. */
const isUnder = (value: string, limit: number): boolean => {
  const match = /^(\d*\.?\d+)(px|pt|em|rem|%)?$/u.exec(value)
  if (match === null) return false
  const amount = Number(match[1])
  return match[2] === "em" || match[2] === "rem" ? amount < 0.15 : match[2] === "%" ? amount < 6 : amount < limit
}

const isFarOff = (value: string): boolean => Number(/^-(\d+)/u.exec(value)?.[1] ?? 0) >= 500
const isPast = (value: string): boolean => Number(/^(\d+)(?:px|pt)/u.exec(value)?.[1] ?? 0) >= 3000
const fontSize = (font: string): string => /(?:^|\s)(\d*\.?\d+(?:px|pt|em|rem|%))/u.exec(font)?.[1] ?? ""
const backgroundOf = (css: Declarations): string | undefined => css.get("background-color") ?? css.get("background")

const named: Readonly<Record<string, string>> = {
  white: "#ffffff", black: "#000000", snow: "#fffafa", ivory: "#fffff0", ghostwhite: "#f8f8ff", whitesmoke: "#f5f5f5", red: "#ff0000",
  blue: "#0000ff", green: "#008000", gray: "#808080", grey: "#808080", silver: "#c0c0c0", navy: "#000080", yellow: "#ffff00", orange: "#ffa500"
}

const readColor = (value: string | undefined): string | undefined => {
  const text = (value ?? "").trim().toLowerCase()
  const hex = /#([0-9a-f]{6}|[0-9a-f]{3})\b/u.exec(text)?.[1]
  if (hex !== undefined) return `#${hex.length === 3 ? hex.replace(/./gu, "$&$&") : hex}`
  const rgb = /rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})/u.exec(text)
  if (rgb !== null) return `#${rgb.slice(1, 4).map((part) => Math.min(255, Number(part)).toString(16).padStart(2, "0")).join("")}`
  const bare = /^[0-9a-f]{6}$/u.test(text) ? `#${text}` : undefined
  return bare ?? text.split(/\s+/u).map((word) => (Object.hasOwn(named, word) ? named[word] : undefined)).find((color) => color !== undefined)
}

const sameColor = (one: string, other: string): boolean => {
  const channel = (color: string, index: number): number => Number.parseInt(color.slice(1 + index * 2, 3 + index * 2), 16)
  return [0, 1, 2].every((index) => Math.abs(channel(one, index) - channel(other, index)) <= 12)
}
