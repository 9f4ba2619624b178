import type { Arrival, OutboundEmail } from "@parley/domain/ports/Mailbox"

export const text = (raw: Uint8Array | null): string => new TextDecoder().decode(raw ?? new Uint8Array())

export const bytes = (raw: string): Uint8Array => new TextEncoder().encode(raw)

export const ids = (messages: ReadonlyArray<Arrival>): ReadonlyArray<string> => messages.map(({ providerId }) => providerId)

export const mail = (words: string): Uint8Array =>
  bytes([
    "From: Maya Chen <maya@example.com>", "To: Sam Field <sam@brand.example>", "Subject: Re: Reel for May", "Date: Sun, 03 May 2026 10:12:00 +0200",
    "Message-ID: <reply-1@example.com>", "In-Reply-To: <offer-1@brand.example>", "References: <offer-1@brand.example>", "Content-Type: text/plain; charset=utf-8",
    "", words, ""
  ].join("\r\n"))

export const offer = (from: string, fields: Partial<OutboundEmail> = {}): OutboundEmail => ({
  messageId: "offer-1@brand.example",
  marker: "n-1/1",
  from: { name: "Sam Field", address: from },
  to: [{ name: "Maya Chen", address: "maya@example.com" }],
  cc: [],
  subject: "Re: Reel for May",
  text: "We can pay $400.",
  html: "<p>We can pay $400.</p>",
  inReplyTo: "reply-1@example.com",
  references: ["offer-0@brand.example", "reply-1@example.com"],
  threadId: null,
  date: 1_777_800_000_000,
  ...fields
})
