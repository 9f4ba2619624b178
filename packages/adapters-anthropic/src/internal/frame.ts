/**
 * A value as JSON that holds no character a frame is made of: nothing inside can end the element it stands in, whatever it says. Not
 * random, so that the same reply makes the same request.
 */
export const framed = (element: string, value: unknown): string =>
  `<${element}>\n${(JSON.stringify(value) ?? "null").replace(/[<>&\u2028\u2029]/gu, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)}\n</${element}>`
