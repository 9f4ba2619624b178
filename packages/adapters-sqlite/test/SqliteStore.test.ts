import { suite } from "@parley/testkit/StoreContract"
import { store } from "./temporary.ts"

suite("SqliteStore", store)
