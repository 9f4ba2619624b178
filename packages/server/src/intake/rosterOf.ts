import { expectedSource, parseSource, writeSource } from "@parley/adapters-sheets/SheetSource"
import type { CampaignSource } from "@parley/domain/ports/CampaignSource"
import * as Either from "effect/Either"
import { resolve } from "node:path"
import type { ServerSettings } from "../Settings.ts"

/**
 * What a form calls its spreadsheet and tab, as a roster's source: those very ones with Google Sheets, of which PARLEY_SHEETS_DEFAULT fills in what is left out; otherwise
 * CLICKUP_ROSTER with the tab's name in it. A name comes from outside, so it may not leave its folder.
 */
export const rosterOf = ({ clickUp, roster, sheetsDefault }: Pick<ServerSettings, "clickUp" | "roster" | "sheetsDefault">): CampaignSource["Type"]["rosterOf"] =>
  (sheet, tab) => {
    if (roster === "sheets") {
      // who answers for the tab may name the spreadsheet with it, where the form's own is wrong
      const whole = tab?.includes("#") === true ? parseSource(tab, null) : Either.left("")
      return Either.mapBoth(Either.orElse(whole, () => parseSource(`${sheet ?? ""}#${tab ?? ""}`, sheetsDefault)), {
        onLeft: (reason) => `${expectedSource}, in the form's fields for the sheet's id and tab (${reason})`, onRight: writeSource
      })
    }
    const pattern = clickUp.roster ?? "{tab}"
    if (!pattern.includes("{tab}")) return Either.right(named(pattern, roster))
    return tab !== null && /^[\p{L}\p{N}_-][\p{L}\p{N} _.-]{0,79}$/u.test(tab) && !tab.includes("..")
      ? Either.right(named(pattern.replaceAll("{tab}", () => tab), roster))
      : Either.left("the name of a roster: letters, digits, spaces, dashes and dots")
  }

/** Files by their whole path: the server's working directory may be another one another day. */
const named = (source: string, roster: "csv" | "memory"): string => roster === "csv" ? resolve(source) : source
