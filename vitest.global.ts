import { join } from "node:path"
import { bundle } from "./packages/server/bundle.ts"

/** Servers under test run bundled, as in production: from sources every start would cost seconds. */
export default async (): Promise<void> => {
  await bundle(join(import.meta.dirname, "node_modules/.cache/parley"))
}
