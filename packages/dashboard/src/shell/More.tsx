import type { ReactElement } from "react"

interface List {
  readonly hasNextPage: boolean
  readonly isFetching: boolean
  readonly isFetchingNextPage: boolean
  readonly fetchNextPage: () => Promise<unknown>
  readonly refetch: () => Promise<unknown>
}

/** Asks for the next page of a list, where there is one. */
export const More = ({ list, shown }: { readonly list: List; readonly shown: number }): ReactElement => (
  <div className="row">
    <span className="muted small" role="status">{shown} shown{list.hasNextPage ? ", there are more" : ""}</span>
    {list.hasNextPage ? <button type="button" onClick={() => void load(list)} disabled={list.isFetchingNextPage}>{list.isFetchingNextPage ? "Loading …" : "Load more"}</button> : null}
  </div>
)

/** A next page cuts off what was being asked for again, so that is made up for. */
const load = async ({ fetchNextPage, isFetching, refetch }: List) => {
  await fetchNextPage()
  if (isFetching) await refetch()
}
