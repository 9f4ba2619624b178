import { createColumnHelper, createSortedRowModel, rowSortingFeature, sortFn_basic, sortFn_text, tableFeatures, useTable } from "@tanstack/react-table"
import { memo, type ReactElement, type ReactNode, useMemo } from "react"
import { type Order, readOrder, writeOrder } from "./order.ts"

/** One column: what its rows are sorted by, null last, and how it is shown where that is not the value itself. */
export interface Column<A> {
  readonly id: string
  readonly title: string
  readonly value: (row: A) => string | number | null
  readonly show?: (row: A) => ReactNode
  readonly numeric?: boolean
}

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel(), sortFns: { basic: sortFn_basic, text: sortFn_text } })

/**
 * A table whose headings sort the rows that are loaded. Rows that did not change are not rendered again, which keeps a thousand of them quick. `columns` is
 * to be the same array every time; the first one names the row.
 */
export const DataTable = <A extends object>({ caption, columns, onOrder, order, rows, rowKey }: {
  readonly caption: string
  readonly columns: ReadonlyArray<Column<A>>
  readonly rows: ReadonlyArray<A>
  readonly rowKey: (row: A) => string
  /** As the address holds it: a column's id, after a minus for the largest first; empty for the order the rows came in. */
  readonly order: string
  readonly onOrder: (order: string) => void
}): ReactElement => {
  const definitions = useMemo(() => {
    const helper = createColumnHelper<typeof features, A>()
    return columns.map((column) => helper.accessor((row): unknown => column.value(row) ?? undefined, {
      id: column.id, sortFn: column.numeric === true ? "basic" : "text", sortUndefined: "last"
    }))
  }, [columns])
  const data = useMemo(() => [...rows], [rows])
  const current = readOrder(order, columns.map(({ id }) => id))
  const sorting = useMemo(() => current === null ? [] : [{ id: current.id, desc: current.descending }], [current?.id, current?.descending])
  const table = useTable({ features, columns: definitions, data, state: { sorting }, onSortingChange: () => {}, getRowId: rowKey })
  return (
    <div className="table-scroll capped" tabIndex={0} role="region" aria-label={caption}>
      <table>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>{columns.map((column) => <Heading key={column.id} column={column} current={current} onOrder={onOrder} />)}</tr>
        </thead>
        <tbody>
          {table.getRowModel().rows.map(({ id, original }) => <Cells key={id} columns={columns} row={original}>{() => cellsOf(columns, original)}</Cells>)}
        </tbody>
      </table>
    </div>
  )
}

const Heading = ({ column, current, onOrder }: {
  readonly column: { readonly id: string; readonly title: string; readonly numeric?: boolean }
  readonly current: Order | null
  readonly onOrder: (order: string) => void
}) => {
  const mine = current?.id === column.id ? current : null
  return (
    <th scope="col" className={column.numeric === true ? "number" : ""} aria-sort={mine === null ? "none" : mine.descending ? "descending" : "ascending"}>
      <button type="button" onClick={() => onOrder(writeOrder(column.id, current, column.numeric === true))}>
        {column.title}<span className="arrow" aria-hidden="true">{mine === null ? "" : mine.descending ? "↓" : "↑"}</span>
      </button>
    </th>
  )
}

const sameRow = (before: { readonly columns: unknown; readonly row: unknown }, after: { readonly columns: unknown; readonly row: unknown }) =>
  before.row === after.row && before.columns === after.columns

/** A row's type is lost in `memo`; the cells are made of the table's own columns all the same. */
const Cells = memo(({ children }: { readonly columns: unknown; readonly row: unknown; readonly children: () => ReactNode }) => <tr>{children()}</tr>, sameRow)

const cellsOf = <A,>(columns: ReadonlyArray<Column<A>>, row: A) => columns.map((column, index) => {
  const shown = column.show === undefined ? column.value(row) ?? "–" : column.show(row)
  return index === 0 ? <th scope="row" key={column.id}>{shown}</th> : <td key={column.id} className={column.numeric === true ? "number" : ""}>{shown}</td>
})
