import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type { Deliverable } from "../deliverables/Deliverable.ts"
import { Platform } from "../influencer/Influencer.ts"
import type { MailPurpose } from "../negotiation/MailPurpose.ts"
import type { Counterparty } from "../reading/ReplyReading.ts"

/** A page of the team's playbook (KB-01). What it does not restrict, it is for all of. */
export interface Page {
  /** Where it stands in the playbook, e.g. `stages/counter.md`; no two pages share it. */
  readonly name: string
  readonly title: string
  /** Whom mails by this page go to; null: anybody. */
  readonly audience: Counterparty | null
  readonly platforms: ReadonlyArray<Platform>
  readonly stages: ReadonlyArray<MailPurpose>
  /** Markdown, as the team wrote it. */
  readonly text: string
}

/** The team's playbook: pages that people edit without a deploy. Never fails: what cannot be read is reported and left out, or stays as it last was. */
export class KnowledgeBase extends Context.Tag("@parley/domain/ports/KnowledgeBase")<KnowledgeBase, {
  readonly pages: Effect.Effect<ReadonlyArray<Page>>
}>() {}

/** What a mail is about, as far as the choice of pages goes. */
export interface Topic {
  readonly platforms: ReadonlyArray<Platform>
  readonly purpose: MailPurpose
  readonly counterparty: Counterparty
}

/** The pages that apply to `topic` (KB-01): general ones before those for a platform, an audience or a stage, each group by name, whatever order they came in. */
export const choosePages = (pages: ReadonlyArray<Page>, topic: Topic): ReadonlyArray<Page> =>
  inOrder(pages.filter((page) =>
    (page.audience === null || page.audience === topic.counterparty) &&
    (page.platforms.length === 0 || page.platforms.some((platform) => topic.platforms.includes(platform))) &&
    (page.stages.length === 0 || page.stages.includes(topic.purpose))))

/** All pages, in the order in which `choosePages` gives them. */
export const inOrder = (pages: ReadonlyArray<Page>): ReadonlyArray<Page> =>
  [...pages].sort((a, b) => restrictions(a) - restrictions(b) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))

/** The platforms of a package, each once, in the order of `Platform`. */
export const platformsOf = (deliverables: ReadonlyArray<Deliverable>): ReadonlyArray<Platform> =>
  Platform.literals.filter((platform) => deliverables.some(({ kind }) => kind.startsWith(`${platform}_`)))

const restrictions = (page: Page): number =>
  (page.audience === null ? 0 : 1) + (page.platforms.length === 0 ? 0 : 1) + (page.stages.length === 0 ? 0 : 1)
