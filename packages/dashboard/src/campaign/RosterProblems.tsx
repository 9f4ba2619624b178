import type { RosterProblem } from "@parley/api/Reports"
import type { ReactElement } from "react"

/** Cells of a roster that cannot be used, by row and column. */
export const RosterProblems = ({ problems }: { readonly problems: ReadonlyArray<RosterProblem> }): ReactElement => (
  <div className="table-scroll" tabIndex={0} role="region" aria-label="Roster cells that cannot be used">
    <table>
      <thead><tr><th scope="col">Row</th><th scope="col">Column</th><th scope="col">Expected</th><th scope="col">Got</th></tr></thead>
      <tbody>{problems.map(({ column, expected, got, row }) => (
        <tr key={`${row} ${column}`}><th scope="row">{row}</th><td>{column}</td><td className="wrap">{expected}</td><td className="wrap">{got}</td></tr>
      ))}</tbody>
    </table>
  </div>
)
