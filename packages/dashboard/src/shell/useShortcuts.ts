import { useEffect, useRef } from "react"

const key = "parley-shortcuts"

/** Whether single keys do something in this browser. People who speak to their computer may want them off. */
export const shortcutsOn = (): boolean => window.localStorage.getItem(key) !== "off"

export const setShortcuts = (on: boolean): void => window.localStorage.setItem(key, on ? "on" : "off")

/** Single keys while nobody types and no dialog is open, e.g. `{ j: next, ArrowDown: next }`; a handler that answers false leaves the key to the browser. */
export const useShortcuts = (handlers: Readonly<Record<string, () => boolean | void>>): void => {
  const latest = useRef(handlers)
  useEffect(() => { latest.current = handlers })
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !shortcutsOn() || isTyping(event.target) || document.querySelector("dialog[open]") !== null) return
      const handler = Object.hasOwn(latest.current, event.key) ? latest.current[event.key] : undefined
      if (handler !== undefined && handler() !== false) event.preventDefault()
    }
    window.addEventListener("keydown", pressed)
    return () => window.removeEventListener("keydown", pressed)
  }, [])
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName))
