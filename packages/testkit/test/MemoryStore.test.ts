import * as MemoryStore from "../src/MemoryStore.ts"
import { suite } from "../src/StoreContract.ts"

suite("MemoryStore", () => MemoryStore.layer)
