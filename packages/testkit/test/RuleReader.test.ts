import { layer } from "@parley/domain/reading/RuleReader"
import * as ReplyReaderContract from "../src/ReplyReaderContract.ts"

ReplyReaderContract.suite("RuleReader", layer)
