import { layer } from "@parley/domain/drafting/TemplateWriter"
import * as EmailWriterContract from "../src/EmailWriterContract.ts"

EmailWriterContract.suite("TemplateWriter", layer, "writes")
