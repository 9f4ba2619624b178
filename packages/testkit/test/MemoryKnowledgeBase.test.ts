import * as Effect from "effect/Effect"
import * as KnowledgeBaseContract from "../src/KnowledgeBaseContract.ts"
import { make } from "../src/MemoryKnowledgeBase.ts"

KnowledgeBaseContract.suite("MemoryKnowledgeBase", Effect.sync(() => ({ ...make(), wait: Effect.void })))
