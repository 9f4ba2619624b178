import type { SentMail } from "./ServerProcess.ts"

/** A campaign of one reel each at CPM 20 to 30, with room for so many creators; `extra` is more YAML. */
export const campaignYaml = (extra = "", creators = 20) => `
id: autumn
name: Autumn Light
client: Fjord Candles
currency: USD
budget: ${3000 * creators}
influencers: ${creators}
cpm: { target: 20, leniency: 50 }
packages:
  - deliverables: { instagram_reel: 1 }
    usage: { organic: 90_days }
paymentTerms: within 30 days of publication, by bank transfer
sender: Nora Lind
${extra}
`

/** Creators with 100,000 average views: opening 2,000, ceiling 3,000. */
export const rosterCsv = (...names: ReadonlyArray<string>) =>
  ["Name,Email,Platform,Handle,Average Views,Min Rate,Max Rate,Engagement Rate",
    ...names.map((name) => `${name},${addressOf(name)},instagram,@${name.toLowerCase()},100000,,,4%`)].join("\n")

export const addressOf = (name: string): string => `${name.toLowerCase().replaceAll(" ", ".")}@example.com`

/** A reply as a creator's mail program writes it. */
export const reply = (to: SentMail, from: string, body: string, options: { readonly headers?: string; readonly id?: string } = {}) => `From: ${from} <${addressOf(from)}>
To: Nora Lind <partnerships@parley.example>
Subject: Re: ${to.subject}
Message-ID: <${options.id ?? `${from.toLowerCase().replaceAll(" ", ".")}-${Math.abs(sum(body))}@example.com`}>
In-Reply-To: <${to.messageId ?? ""}>
References: ${[...to.references, to.messageId ?? ""].map((id) => `<${id}>`).join(" ")}
Date: Mon, 23 Nov 2026 10:00:00 +0100
MIME-Version: 1.0
${options.headers ?? "Content-Type: text/plain; charset=utf-8"}

${body}
`

const sum = (text: string): number => Buffer.from(text).reduce((total, byte) => (total * 31 + byte) | 0, 7)
