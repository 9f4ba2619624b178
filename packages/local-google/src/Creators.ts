import { parseEmail } from "@parley/email/parseEmail"
import { cast, castMembers } from "@parley/testkit/sim/cast"
import { replyMime } from "@parley/testkit/sim/replyMime"
import { stream } from "@parley/testkit/sim/Seeded"
import { receiveSoon } from "@parley/testkit/sim/receiveSoon"
import { type Reply, start as startCreator } from "@parley/testkit/sim/SimulatedCreator"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import type { GmailWorld } from "./GmailWorld.ts"
import type { Cell } from "./SheetsService.ts"

export interface Options {
  readonly gmail: GmailWorld
  readonly seed: number
  /** Between a mail of ours and its answer; of two answers the second comes after twice this. */
  readonly delayMillis: number
  /** One line per mail. */
  readonly report: (line: string) => void
}

/** The same creators as the rows of a sheet. */
export const creatorRows: ReadonlyArray<ReadonlyArray<Cell>> = [
  ["Name", "Email", "Platform", "Handle", "Average Views", "Min Rate", "Max Rate", "Engagement Rate", "Time Zone"],
  ...castMembers.map(({ address, averageViews, engagementBps, handle, maxRate, minRate, name, platform, timeZone }): ReadonlyArray<Cell> => [
    name, address, platform, handle, averageViews, minRate === null ? "" : minRate / 100, maxRate === null ? "" : maxRate / 100,
    { value: engagementBps / 10_000, shown: `${engagementBps / 100}%` }, timeZone
  ])
]

/** The demo's twelve creators, who answer what Gmail sends them. Answers a function that makes them stop. */
export const play = ({ delayMillis, gmail, report, seed }: Options): () => void => {
  const players = new Map(cast(seed).map(({ member, persona }) => [member.address.toLowerCase(), { state: startCreator(persona), random: stream(seed, member.address) }]))
  const waiting = new Set<NodeJS.Timeout>()
  let isOver = false

  const post = ({ email }: Reply): void => {
    const raw = Buffer.concat([Buffer.from(`${authenticated(email.from.address)}\r\n`), replyMime({ ...email, date: Date.now() })])
    gmail.deliver(raw)
    report(`in   ${email.from.address}  ${email.subject}`)
  }

  const later = (millis: number, act: () => void): void => {
    const timer = setTimeout(() => {
      waiting.delete(timer)
      act()
    }, millis)
    waiting.add(timer)
  }

  gmail.onSent(({ raw }) => {
    if (isOver) return
    void Effect.runPromise(Effect.either(parseEmail(raw))).then((result) => {
      if (Either.isLeft(result)) return report(`out  unreadable: ${result.left.problem}`)
      const mail = { ...result.right, messageId: result.right.messageId ?? "", date: Date.now() }
      for (const to of mail.to) {
        report(`out  ${to.address}  ${mail.subject}`)
        const player = players.get(to.address)
        if (player === undefined || isOver) continue
        const soon = receiveSoon(mail, player.state, player.random, (_, index) => delayMillis * (index + 1))
        player.state = soon.state
        for (const { reply, ...after } of soon.replies) later(after.delayMillis, () => post(reply))
      }
    })
  })

  return () => {
    isOver = true
    for (const timer of waiting) clearTimeout(timer)
  }
}

/** What Gmail writes on top of a mail whose sender it could verify. */
const authenticated = (address: string): string => {
  const domain = address.slice(address.indexOf("@") + 1)
  return [
    "Authentication-Results: mx.google.com;",
    `       dkim=pass header.i=@${domain};`,
    `       spf=pass (google.com: domain of ${address} designates 192.0.2.7 as permitted sender) smtp.mailfrom=${address};`,
    `       dmarc=pass (p=NONE) header.from=${domain}`
  ].join("\r\n")
}
