// Loaded with --import: every folder looks like one on NFS, as statfs(2) tells it there.
import fs from "node:fs"
import { syncBuiltinESMExports } from "node:module"

const { statfsSync } = fs
fs.statfsSync = (path, options) => Object.assign(statfsSync(path, options), { type: options?.bigint ? 0x6969n : 0x6969 })
syncBuiltinESMExports()
