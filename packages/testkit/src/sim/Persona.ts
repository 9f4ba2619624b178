import type { MailPerson } from "./OurMail.ts"

/** How a simulated creator deals. */
export type Temper =
  | "eager" | "haggler" | "tough" | "splitter" | "firm" | "firm_out_of_reach" | "decliner" | "silent" | "slow" | "questioner" | "vacationer"
  | "talent_manager" | "hostile" | "legal" | "injector"

/** How amounts are written: "$2,400", "$2400", "2,400 USD", "$2.4k", "twenty-four hundred". */
export type Notation = "sign" | "plain" | "code" | "k" | "words"

/** How somebody's mail program and habits make their mails look. */
export interface WritingHabits {
  readonly format: "text" | "alternative" | "html"
  /** How the history below a reply is quoted. */
  readonly quote: "on_wrote" | "outlook" | "none"
  readonly signature: "none" | "name" | "card" | "iphone" | "galaxy" | "outlook_app"
  readonly notation: Notation
  readonly greets: boolean
  /** Writes without capitals. */
  readonly isCasual: boolean
}

/** A creator, or the manager who writes for them. Amounts in minor units; nobody but the creator knows the last two. */
export interface Persona {
  readonly name: string
  readonly handle: string
  readonly address: string
  readonly temper: Temper
  readonly writing: WritingHabits
  /** Writes under this name instead, from the creator's address; or, where `copied`, is put in copy while the creator writes. */
  readonly manager: (MailPerson & { readonly company: string; readonly copied: boolean }) | null
  /** What they ask for at first. */
  readonly opening: number
  /** The least they would do it for. */
  readonly reservation: number
}
