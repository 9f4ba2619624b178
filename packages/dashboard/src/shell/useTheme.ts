import { useEffect, useState } from "react"

export const themes = ["system", "light", "dark"] as const
export type Theme = typeof themes[number]

const key = "parley-theme"

/** The colours a person chose in this browser, or those of their system. */
export const useTheme = (): readonly [Theme, (theme: string) => void] => {
  const [theme, setTheme] = useState<Theme>(stored)
  useEffect(() => {
    if (theme === "system") delete document.documentElement.dataset["theme"]
    else document.documentElement.dataset["theme"] = theme
    window.localStorage.setItem(key, theme)
  }, [theme])
  return [theme, (chosen) => setTheme(themeOf(chosen))]
}

const stored = (): Theme => themeOf(window.localStorage.getItem(key))

const themeOf = (text: string | null): Theme => themes.find((one) => one === text) ?? "system"
