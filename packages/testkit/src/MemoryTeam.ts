import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { concerns } from "@parley/domain/forgetting/Whom"
import { forgottenNotice, isForgotten, type Notice, TeamChannel } from "@parley/domain/ports/TeamChannel"

/** A team channel in memory; `posted` is what its people see, in order. */
export interface MemoryTeam {
  /** The same channel however often it is built. */
  readonly layer: Layer.Layer<TeamChannel>
  readonly posted: () => ReadonlyArray<Notice>
}

export const make = (): MemoryTeam => {
  const notices = new Map<string, Notice>()
  return {
    layer: Layer.succeed(TeamChannel, {
      post: (notice) =>
        Effect.sync(() => {
          if (!notices.has(notice.id)) notices.set(notice.id, notice)
          return notice.id
        }),
      update: (post, notice) =>
        Effect.sync(() => {
          const shown = notices.get(post)
          if (shown !== undefined && !isForgotten(shown)) notices.set(post, notice)
        }),
      forget: (whom) =>
        Effect.sync(() => {
          const theirs = [...notices.values()].filter((notice) => !isForgotten(notice) && concerns(notice, whom))
          for (const notice of theirs) {
            if (notice.negotiation === null) notices.delete(notice.id)
            else notices.set(notice.id, forgottenNotice(notice))
          }
          return theirs.length
        }),
      beyond: [],
      check: Effect.void
    }),
    posted: () => [...notices.values()]
  }
}
