import type { Span } from "./ReplyReading.ts"

/**
 * Where a text names the agency or management company that its writer speaks for (PARTY-01): "Bright Lane Management", "Talent Manager, North
 * Lane Talent", "Kim Berg at Fold Collective". Null when it names none. `text` is normalised, in its own case.
 */
export const findAgency = (text: string, byManager: boolean): Span | null => {
  for (const pattern of byManager ? [titled, agency, company] : [agency]) {
    for (const match of text.matchAll(pattern)) {
      const { from, name } = cleared(match[1] ?? "")
      if (name === "" || name.length > longest || generic.test(name)) continue
      const start = match.index + match[0].lastIndexOf(match[1] ?? "") + from
      return { start, end: start + name.length }
    }
  }
  return null
}

const longest = 80
/** A word of a name; never across a line. */
const word = "(?:\\p{Lu}[\\p{L}\\p{N}'-]*|\\d{1,3}\\p{L}*)"
const name = `${word}(?:[ \\t]+(?:&|\\+|and|of|the|de|${word})){0,4}?`
const legal = "(?:[ \\t]*,?[ \\t]+(?:Ltd|LLC|LLP|Inc|GmbH|Limited|S\\.L|B\\.V|AB|PLC|Group)\\b\\.?)?"
const kind = "(?:(?:Talent|Creator|Influencer|Artist)[ \\t]+(?:Partners|Agency|Group|Management)|Talents?|Management|Mgmt|Agency|Agence|Agentur|Artists?|Representation|Reps)"
/** What would make "Bright Talent" a title: "Bright Talent Manager". */
const noTitle = "(?![ \\t]+(?:Manager|Agent|Director|Partner|Representative|Coordinator|Assistant|Fee|Team|Lead)\\b)"

const agency = new RegExp(`(?<![\\p{L}\\p{N}'-])(${name}[ \\t]+${kind}${legal})(?![\\p{L}\\p{N}])${noTitle}`, "gu")
/** A title, and whom it is held at. */
const titled = new RegExp(
  `(?:\\b(?:[Mm]anager|[Aa]gent|[Dd]irector|[Pp]artner|[Rr]epresentative|[Aa]ssistant|[Mm]anagement|[Tt]alent)[ \\t]*(?:@|\\bat\\b|\\bwith\\b)|(?:^|\\n)${name}[ \\t]+(?:from|at|@)|\\b(?:I'm|I am|this is|This is|my name is|My name is)[ \\t]+${name}[ \\t]+(?:from|at|with|@))[ \\t]+(${name}${legal})(?=[ \\t]*(?:[,.;:|)!\\n-]|$|\\band\\b|\\bhere\\b))`,
  "gu"
)
const company = new RegExp(`(?:^|\\n|[|,@-][ \\t]*)(${name}(?:[ \\t]+(?:Media|Group|Partners|Collective|Entertainment|Creators|Publicity|Studios?))?[ \\t]*,?[ \\t]+(?:Ltd|LLC|LLP|Inc|GmbH|Limited|S\\.L|B\\.V|PLC)\\b\\.?)[ \\t]*(?=\\n|$|\\|)`, "gu")

/** Without the words that stand before a name and are no part of it: "My Agency", "Hi Ana". */
const cleared = (found: string): { readonly from: number; readonly name: string } => {
  const from = leading.exec(found)?.[0].length ?? 0
  return { from, name: found.slice(from).trimEnd() }
}
const leading = /^(?:(?:My|Our|Your|His|Her|Their|The|This|That|A|An|At|With|From|For|And|Hi|Hey|Hello|Dear|Thanks|As|I|I'm|We|We're|Please|Since|Because|After|When|If|So|But|Yes|No|Senior|Junior|Head|Director|Of|of|and|the|Talent Manager|Manager|Agent)[ \t]+)+/
/** Nobody's name: "Influencer Management", "Talent Agency". */
const generic = /^(?:(?:Talents?|Management|Mgmt|Agency|Artists?|Representation|Reps|Creators?|Influencers?|Influencer|Social|Media|Brand|Senior|Partnerships?|Digital|Global|Head|Ltd|LLC|Inc|GmbH|Group|Partners|of|the|and|&|no|No|Yes|Instagram|TikTok|YouTube)\b[ \t]*)+$/
