/** The families that are measured: those kept for the final figure, those rules may be written from, or all. */
export type Part = "held-back" | "development" | "all"

export const parts: ReadonlyArray<Part> = ["held-back", "development", "all"]

/** One family a line; blank lines count for nothing. */
export const familiesIn = (text: string): ReadonlyArray<string> => text.split("\n").map((line) => line.trim()).filter((line) => line !== "")

/** The lines of `part`. A line without a family was never held back. */
export const only = <A extends { readonly family?: string | undefined }>(lines: ReadonlyArray<A>, heldBack: ReadonlyArray<string>, part: Part): ReadonlyArray<A> =>
  part === "all" ? lines : lines.filter((line) => (line.family !== undefined && heldBack.includes(line.family)) === (part === "held-back"))
