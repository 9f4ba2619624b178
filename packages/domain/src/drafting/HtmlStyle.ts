/** Whether a tag may carry `attributes`: only what lays text out and can hide nothing (GATE-02). */
export const isPlainLayout = (name: string, attributes: string): boolean => {
  let rest = attributes
  for (let match = attribute.exec(rest); match !== null; match = attribute.exec(rest)) {
    const [whole, key = "", value = ""] = match
    const allowed = key === "style" ? isVisibleStyle(value) : layout[key]?.test(value) === true && (key !== "scope" || name === "th") && (key !== "colspan" || name === "td" || name === "th")
    if (!allowed) return false
    rest = rest.slice(whole.length)
  }
  return rest.trim() === ""
}

const attribute = /^\s+([a-z]+)="([^"<>]*)"/
const layout: Readonly<Record<string, RegExp>> = {
  scope: /^row$/, colspan: /^[2-9]$/, border: /^[01]$/, cellpadding: /^\d{1,2}$/, cellspacing: /^\d{1,2}$/, align: /^(?:left|right|center)$/, valign: /^(?:top|middle|bottom)$/, width: /^(?:100%|600)$/, dir: /^(?:ltr|rtl)$/, role: /^presentation$/
}

/** Every declaration is known, and none makes text small, pale, transparent or moved away. */
const isVisibleStyle = (style: string): boolean =>
  style.split(";").every((declaration) => {
    const [property = "", value = ""] = declaration.split(/:(.*)/s).map((half) => half.trim().toLowerCase())
    return property === "" && value === "" || declarations[property]?.(value) === true
  })

const length = (value: string): boolean => /^(?:(?:0|[1-5]?\d(?:\.\d)?(?:px|pt)|[0-3](?:\.\d{1,2})?r?em|auto) ?){1,4}$/.test(value)
const border = (value: string): boolean => /^(?:none|0|[12]px (?:solid|dashed|dotted) #[0-9a-f]{3,6})$/.test(value)
const declarations: Readonly<Record<string, (value: string) => boolean>> = {
  "font-family": (value) => /^[a-z ,'-]{1,80}$/.test(value) && !/thousand|hundred|max|budget|limit/.test(value),
  "font-size": (value) => {
    const size = /^(\d{1,2}(?:\.\d)?)(px|pt|em|rem)$/.exec(value)
    return size !== null && (Number(size[1]) >= (size[2] === "px" ? 11 : size[2] === "pt" ? 9 : 0.8)) && Number(size[1]) <= 40
  },
  "font-weight": (value) => /^(?:bold|normal|[4-7]00)$/.test(value),
  "font-style": (value) => /^(?:italic|normal)$/.test(value),
  "line-height": (value) => /^(?:1\.\d{1,2}|1|2|1[4-9]px|2\dpx|1[2-9]0%)$/.test(value),
  "text-align": (value) => /^(?:left|right|center)$/.test(value),
  "vertical-align": (value) => /^(?:top|middle|bottom|baseline)$/.test(value),
  "text-decoration": (value) => /^(?:none|underline)$/.test(value),
  "border-collapse": (value) => value === "collapse",
  width: (value) => value === "100%",
  "max-width": (value) => /^(?:100%|600px|640px)$/.test(value),
  margin: length, "margin-top": length, "margin-bottom": length, padding: length, "padding-left": length, "padding-right": length, "padding-top": length, "padding-bottom": length,
  border, "border-top": border, "border-bottom": border,
  color: isDark,
  background: isPale, "background-color": isPale
}

const channels = (value: string): ReadonlyArray<number> | null => {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/.exec(value)?.[1]
  if (hex === undefined) return value === "black" ? [0, 0, 0] : value === "white" ? [255, 255, 255] : null
  return hex.length === 3 ? Array.from(hex).map((c) => parseInt(c + c, 16)) : [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16))
}
function isDark(value: string): boolean {
  const rgb = channels(value)
  return rgb !== null && rgb.every((channel) => channel <= 0x77)
}
function isPale(value: string): boolean {
  const rgb = channels(value)
  return rgb !== null && rgb.every((channel) => channel >= 0xE0)
}
