import type { ReactElement, ReactNode } from "react"

/** Names with their values, side by side. */
export const Figures = ({ of }: { readonly of: ReadonlyArray<readonly [string, ReactNode]> }): ReactElement => (
  <dl className="figures">{of.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
)
