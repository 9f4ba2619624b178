/** Something that is not as it should be outside of Parley: what was found, what was expected, and how a person mends it. Holds no secret (OPS-04). */
export interface Finding {
  /** A problem keeps Parley from its work as it is set up; a warning does not, yet. */
  readonly grade: "problem" | "warning"
  readonly found: string
  readonly expected: string
  readonly mend: string
}

/** What an adapter says of the service it stands for, found out without changing anything there. */
export interface Diagnosis {
  /** What is in order, in a few words, e.g. "signed in as ana@agency.com"; empty where nothing was learned. */
  readonly told: string
  readonly findings: ReadonlyArray<Finding>
}

export const problem = (found: string, expected: string, mend: string): Finding => ({ grade: "problem", found, expected, mend })

export const warning = (found: string, expected: string, mend: string): Finding => ({ grade: "warning", found, expected, mend })
