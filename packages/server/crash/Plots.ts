/** One thing a creator writes, or a person of the team decides about them, and what has to come of it. */
export interface Act {
  readonly does:
    | { readonly _tag: "Writes"; readonly text: string; readonly headers?: string; readonly twice?: true }
    | { readonly _tag: "Decides"; readonly choice: "counter" | "claim" | "agree" | "pause" | "resume"; readonly amount: string | null }
  readonly mail: RegExp | null
  readonly notice: string | null
  /** Whether we wait for their answer afterwards, and so remind them when they are silent. */
  readonly open: boolean
}

export interface Plot {
  readonly name: string
  /** How many creators of an epoch play it. */
  readonly share: number
  readonly acts: ReadonlyArray<Act>
}

const writes = (text: string, mail: RegExp | null, notice: string | null, open: boolean, more: { readonly headers?: string; readonly twice?: true } = {}): Act =>
  ({ does: { _tag: "Writes", text, ...more }, mail, notice, open })

const decides = (choice: "counter" | "claim" | "agree" | "pause" | "resume", amount: string | null, mail: RegExp | null, notice: string | null, open: boolean): Act =>
  ({ does: { _tag: "Decides", choice, amount }, mail, notice, open })

const asks = "Thank you! I usually charge $2,600 for a reel. Could you do that?"
const hostile = "My lawyer will look at this. I insist on exclusivity being priced separately."
const aside = [decides("pause", null, null, "takeover", false), decides("resume", null, null, null, true)]

/** Every kind of reply, each with the one answer the rules give it: the opening is $2,000, the ceiling $3,000. */
export const plots: ReadonlyArray<Plot> = [
  { name: "Closer", share: 10, acts: [writes(asks, /\$2,120/, null, true), writes("I accept your offer of $2,120. Looking forward to it!", /\$2,120/, "agreement", false)] },
  { name: "Counter", share: 4, acts: [writes(asks, /\$2,120/, null, true)] },
  { name: "Taker", share: 3, acts: [writes("Sounds great, I accept your offer of $2,000. Looking forward to it!", /\$2,000/, "agreement", false)] },
  { name: "Asker", share: 3, acts: [writes("Thanks! How and when would I be paid?", /30 days/, null, true)] },
  { name: "Refuser", share: 1, acts: [writes("Thank you, but no. This is not a fit for me and I am not interested.", null, "declined", false)] },
  { name: "Away", share: 1, acts: [writes("I am out of the office until Monday.", null, null, true, { headers: "Auto-Submitted: auto-replied\nContent-Type: text/plain; charset=utf-8" })] },
  { name: "Twice", share: 1, acts: [writes(asks, /\$2,120/, null, true, { twice: true })] },
  { name: "Angry", share: 1, acts: [writes(hostile, null, "escalation", false), decides("counter", "2350.50", /\$2,350\.50/, null, true)] },
  { name: "Owned", share: 1, acts: [writes(hostile, null, "escalation", false), decides("claim", null, null, "takeover", false)] },
  { name: "Settled", share: 1, acts: [writes(hostile, null, "escalation", false), decides("agree", "2500", null, "agreement", false)] },
  { name: "Paused", share: 1, acts: [...aside, ...aside, ...aside] },
  { name: "Silent", share: 1, acts: [] }
]

/** One creator who does a little of everything, one thing after the other. */
export const onePlot: Plot = {
  name: "Only", share: 1, acts: [
    writes(asks, /\$2,120/, null, true), writes(hostile, null, "escalation", false), decides("counter", "2350.50", /\$2,350\.50/, null, true),
    writes("I accept your offer of $2,350.50. Looking forward to it!", /\$2,350\.50/, "agreement", false)
  ]
}

/** Reads like nothing in particular, from nobody we know. */
export const strangersLetter = (id: string): string => `From: Passer By <${id}@elsewhere.example>
To: Nora Lind <partnerships@parley.example>
Subject: A question
Message-ID: <${id}@elsewhere.example>
Date: Mon, 23 Nov 2026 10:00:00 +0100
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

Hello, do you also sell candles? ${id}
`

export const campaign = {
  id: "autumn", name: "Autumn Light", client: "Fjord Candles", currency: "USD", budget: 900_000, influencers: 60, cpm: { target: 20, leniency: 50 },
  packages: [{ deliverables: { instagram_reel: 1 }, usage: { organic: "90_days" } }],
  paymentTerms: "within 30 days of publication, by bank transfer", sender: "Nora Lind", policy: { rounds: 5, followUpHours: [48, 72] }
} as const
