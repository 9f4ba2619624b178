import { createHmac } from "node:crypto"

/** What shows that a request is from Slack. https://docs.slack.dev/authentication/verifying-requests-from-slack */
export const signature = (secret: string, seconds: number, body: string): string =>
  `v0=${createHmac("sha256", secret).update(`v0:${seconds}:${body}`).digest("hex")}`
