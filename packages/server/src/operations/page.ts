import type { Page, PageRequest } from "@parley/api/Page"
import { BadInput } from "@parley/api/Problems"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Encoding from "effect/Encoding"
import * as Schema from "effect/Schema"

/** A list whose pages begin after a place: what the list is called, so that a cursor is of no use for another, and how a place is written. */
export interface Paged<Place, Written> {
  readonly list: string
  readonly place: Schema.Schema<Place, Written>
}

/** A list in the order of its making. */
export const byPosition = (list: string): Paged<number, number> => ({ list, place: Schema.Int })

/** One page: asks for one item more than is shown, to know whether another page follows. */
export const page = <A, Place, Written, E, R>(
  { list, place }: Paged<Place, Written>,
  request: PageRequest,
  look: (after: Place | null, limit: number) => Effect.Effect<ReadonlyArray<A>, E, R>,
  placeOf: (item: A) => Place
): Effect.Effect<Page<A>, E | BadInput, R> =>
  Effect.gen(function*() {
    const cursor = Schema.parseJson(Schema.Tuple(Schema.Literal(list), place))
    const after = request.cursor === undefined ? null : yield* Either.match(Either.flatMap(Encoding.decodeBase64UrlString(request.cursor), Schema.decodeEither(cursor)), {
      onLeft: () => new BadInput({ message: "This page does not exist", problems: [{ field: "cursor", expected: "the `next` of the page before, for the same list and order", got: request.cursor ?? "" }] }),
      onRight: ([, at]) => Effect.succeed(at)
    })
    const found = yield* look(after, request.limit + 1)
    const items = found.slice(0, request.limit)
    const last = items.at(-1)
    return { items, next: last === undefined || found.length <= request.limit ? null : Encoding.encodeBase64Url(Schema.encodeSync(cursor)([list, placeOf(last)])) }
  })

/** Everything that a list holds, page by page. */
export const everything = <A, E>(ask: (request: PageRequest) => Effect.Effect<Page<A>, E>): Effect.Effect<ReadonlyArray<A>, E> =>
  Effect.gen(function*() {
    const all: Array<A> = []
    for (let cursor: string | undefined = undefined;;) {
      const { items, next }: Page<A> = yield* ask({ limit: 200, ...cursor === undefined ? {} : { cursor } })
      all.push(...items)
      if (next === null) return all
      cursor = next
    }
  })

/** A page with each of its items shown otherwise. */
export const shown = <A, B, E, R>({ items, next }: Page<A>, show: (item: A) => Effect.Effect<B, E, R>): Effect.Effect<Page<B>, E, R> =>
  Effect.map(Effect.forEach(items, show), (items) => ({ items, next }))
