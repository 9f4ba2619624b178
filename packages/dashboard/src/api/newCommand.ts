/** An id for a command: 128 random bits. Not a UUID of the browser's making, for those are kept from pages without HTTPS. */
export const newCommand = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("")
