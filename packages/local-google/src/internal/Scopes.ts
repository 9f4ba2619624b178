const full = "https://mail.google.com/"
export const modify = "https://www.googleapis.com/auth/gmail.modify"
const compose = "https://www.googleapis.com/auth/gmail.compose"
const readonly = "https://www.googleapis.com/auth/gmail.readonly"
export const metadata = "https://www.googleapis.com/auth/gmail.metadata"
const send = "https://www.googleapis.com/auth/gmail.send"
const labels = "https://www.googleapis.com/auth/gmail.labels"

/** The scopes that allow a kind of method, from each method's page of the reference. */
export const profile = [full, modify, compose, readonly, metadata]
export const reading = [full, modify, readonly, metadata]
export const changing = [full, modify]
export const erasing = [full]
export const sending = [full, modify, compose, send]
export const drafting = [full, modify, compose]
export const readingDrafts = [full, modify, compose, readonly]
export const readingLabels = [full, modify, readonly, labels, metadata]

/** Only the metadata scope, which shows neither bodies nor searches. */
export const isMetadataOnly = (scopes: ReadonlyArray<string>): boolean => ![full, modify, readonly].some((scope) => scopes.includes(scope))
