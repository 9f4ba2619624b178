import type { Brief, Draft } from "@parley/domain/drafting/Brief"
import { EmailWriter, WriterUnavailable } from "@parley/domain/ports/EmailWriter"
import { KnowledgeBase, type Page } from "@parley/domain/ports/KnowledgeBase"
import type * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import type { AnthropicOptions } from "./AnthropicOptions.ts"
import { briefTurn } from "./internal/briefTurn.ts"
import * as Models from "./internal/Models.ts"
import { DraftAnswer, writerPrefix, writerSchema } from "./internal/writerPrompt.ts"

/**
 * Claude writes the prose of mails around slots (GATE-01). It is told which slots there are, never what they hold: no amount, no name and no word of
 * the other side is in what it is asked. The gate reads what it wrote; whatever goes wrong here, the template writer answers (GATE-03).
 */
export const layer = (options: AnthropicOptions): Layer.Layer<EmailWriter, never, KnowledgeBase> =>
  Layer.effect(EmailWriter, Effect.map(KnowledgeBase, (knowledge) => make(options, knowledge)))

const make = (options: AnthropicOptions, knowledge: Context.Tag.Service<typeof KnowledgeBase>) => {
  const models = Models.make("writer", options)
  let made: { readonly of: ReadonlyArray<Page>; readonly prefix: string } | null = null

  const prefixOf = (pages: ReadonlyArray<Page>): Effect.Effect<string> => {
    if (made?.of === pages) return Effect.succeed(made.prefix)
    const { left, text } = writerPrefix(pages)
    made = { of: pages, prefix: text }
    return left.length === 0
      ? Effect.succeed(text)
      : Effect.as(Effect.logWarning("the playbook is too long, pages are left out").pipe(Effect.annotateLogs({ pages: left.join(", ") })), text)
  }

  return EmailWriter.of({
    write: Effect.fn("AnthropicWriter.write")(function*(brief: Brief, objections: ReadonlyArray<string>) {
      const pages = yield* knowledge.pages
      const prefix = yield* prefixOf(pages)
      const text = yield* Effect.mapError(
        models.ask({ prefix, turn: briefTurn(brief, pages, objections), schema: writerSchema, maxTokens: 4_096 }),
        ({ reason }) => new WriterUnavailable({ reason })
      )
      const draft = draftIn(text)
      if (draft !== null) return draft
      options.meter.invalid()
      return yield* new WriterUnavailable({ reason: "the model's answer is no draft" })
    })
  })
}

const decode = Schema.decodeUnknownEither(Schema.parseJson(DraftAnswer))

const draftIn = (text: string): Draft | null =>
  Either.match(decode(text), {
    onLeft: () => null,
    onRight: ({ body, subject }) => {
      const draft = { subject: subject.trim(), body: body.trim() }
      const fits = draft.subject !== "" && draft.subject.length <= 200 && !/[\r\n]/u.test(draft.subject) && draft.body !== "" && draft.body.length <= 6_000
      if (!fits) return null
      return /\{\{\s*(?:sign_off|sender)\s*\}\}/u.test(draft.body) ? draft : { ...draft, body: `${draft.body}\n\n{{sign_off}}` }
    }
  })
