import * as ReplyReaderContract from "@parley/testkit/ReplyReaderContract"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { layer } from "../src/AnthropicReader.ts"
import { make } from "../src/Usage.ts"
import { answered, start } from "./messagesServer.ts"
import { answer, optionsFor } from "./readerWorld.ts"

// the worst of models: it takes everything for an acceptance, and quotes what nobody wrote
ReplyReaderContract.suite("AnthropicReader with a model that is sure of anything", Layer.unwrapScoped(
  Effect.map(start([answered({ ...answer, intent: "accept", confidence: 100, concerns: [{ kind: "price", quote: "words of nobody" }] })]), ({ url }) => layer(optionsFor(url, make())))
))

ReplyReaderContract.suite("AnthropicReader with a model that answers no JSON", Layer.unwrapScoped(
  Effect.map(start([answered("I would rather not.")]), ({ url }) => layer(optionsFor(url, make())))
))
