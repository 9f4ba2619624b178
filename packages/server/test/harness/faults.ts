import { join } from "node:path"
import { pathToFileURL } from "node:url"

/** The environment in which a server is started with a module of `test/faults` in front of it, which hears of `file`. */
export const withFault = (name: string, file: string): Readonly<Record<string, string>> => ({
  NODE_OPTIONS: `--import=${pathToFileURL(join(import.meta.dirname, "../faults", name)).href}`, PARLEY_TEST_FAULT: file
})
