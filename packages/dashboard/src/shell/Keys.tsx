import { type ReactElement, useState } from "react"
import { Modal } from "./Modal.tsx"
import { setShortcuts, shortcutsOn } from "./useShortcuts.ts"

const keys: ReadonlyArray<readonly [ReadonlyArray<string>, string]> = [
  [["?"], "These keys"],
  [["c"], "Campaigns"],
  [["n"], "Negotiations"],
  [["a"], "Approvals"],
  [["/"], "Negotiations: search"],
  [["j", "↓"], "Approvals: the next one"],
  [["k", "↑"], "Approvals: the one before"],
  [["Enter"], "Approvals: open the current one, with the focus in its rate"],
  [["o"], "Approvals: open the whole negotiation"],
  [["Esc"], "Close a dialog, or leave an opened approval"]
]

/** The keys that work, and the switch that turns them off. */
export const Keys = ({ onClose }: { readonly onClose: () => void }): ReactElement => {
  const [on, setOn] = useState(shortcutsOn)
  return (
    <Modal title="Keys" onClose={onClose}>
      <dl className="keys">
        {keys.map(([names, what]) => (
          <div key={what} className="keys-row">
            <dt>{names.map((name) => <kbd key={name}>{name}</kbd>)}</dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <label className="check">
        <input type="checkbox" checked={on} onChange={(event) => {
          setShortcuts(event.target.checked)
          setOn(event.target.checked)
        }} />
        Single keys do these things (turn it off if you speak to your computer)
      </label>
      <div className="row"><button type="button" onClick={onClose}>Close</button></div>
    </Modal>
  )
}
