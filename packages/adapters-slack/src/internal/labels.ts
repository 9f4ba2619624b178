import type { ChoiceName, Notice } from "@parley/domain/ports/TeamChannel"

export const kinds: Readonly<Record<Notice["kind"], { readonly sign: string; readonly label: string }>> = {
  agreement: { sign: "🤝", label: "Agreement" },
  escalation: { sign: "🙋", label: "Needs a person" },
  approval: { sign: "✋", label: "Waits for a yes" },
  declined: { sign: "👋", label: "Declined" },
  walked: { sign: "🚪", label: "We left" },
  stale: { sign: "💤", label: "No answer" },
  takeover: { sign: "🧑", label: "In a person's hands" },
  waiting: { sign: "⏳", label: "Waits" },
  late_mail: { sign: "📨", label: "New mail to read" },
  unknown_thread: { sign: "❔", label: "Mail of an unknown thread" },
  unreadable_mail: { sign: "⚠️", label: "Mail that cannot be read" },
  campaign_started: { sign: "🚀", label: "Campaign started" },
  intake: { sign: "📝", label: "Campaign form" },
  roster_problem: { sign: "📋", label: "Roster to mend" },
  in_doubt: { sign: "🔎", label: "Mail in doubt" },
  dead_letter: { sign: "📭", label: "Mail not sent" },
  quarantine: { sign: "🚧", label: "Set aside" },
  mailbox_trouble: { sign: "🚨", label: "Mailbox trouble" },
  digest: { sign: "🗞️", label: "Digest" }
}

/** Kinds that nobody may overlook: they mention people, and in a thread they show in the channel too. */
export const isUrgent = (kind: Notice["kind"]): boolean => kind === "escalation" || kind === "approval" || kind === "agreement" || kind === "in_doubt"

export const choices: Readonly<Record<ChoiceName, { readonly label: string; readonly style?: "primary" | "danger"; readonly confirm?: { readonly title: string; readonly text: string } }>> = {
  approve: { label: "Approve", style: "primary" },
  counter: { label: "Counter" },
  edit: { label: "Edit draft" },
  claim: { label: "Take over" },
  decline: { label: "Decline", style: "danger", confirm: { title: "Decline?", text: "Parley says no politely, and the negotiation ends." } },
  agree: { label: "Record a deal" },
  resume: { label: "Hand back" }
}
