import { assert, describe, it } from "@effect/vitest"
import * as FastCheck from "effect/FastCheck"
import { rendered } from "../src/Rendered.ts"

const nothing = { broadcasts: [], users: [], channels: [], links: [], autoLinks: [], autoBroadcasts: [] }
const mrkdwn = (text: string, more: object = {}) => [{ type: "context", elements: [{ type: "mrkdwn", text, ...more }] }]
const plain = (text: string) => [{ type: "header", text: { type: "plain_text", text } }]

describe("rendered", () => {
  it("tells what a person sees as more than text", () => {
    assert.deepStrictEqual(
      rendered({ text: "", blocks: mrkdwn("<!channel> <!here|here> <@U1> <@U2|ana> <#C1> <!subteam^S1|@deciders> <https://evil.example|our bank> <mailto:a@b.example>") }),
      {
        ...nothing, broadcasts: ["channel", "here", "subteam:S1"], users: ["U1", "U2"], channels: ["C1"],
        links: [{ url: "https://evil.example", label: "our bank" }, { url: "mailto:a@b.example", label: null }]
      }
    )
  })

  it("tells it of the text for notifications too", () => {
    assert.deepStrictEqual(rendered({ text: "<!everyone> at https://x.example/a?b=c", blocks: [] }), { ...nothing, broadcasts: ["everyone"], autoLinks: ["https://x.example/a?b=c"] })
    assert.deepStrictEqual(rendered({ text: "https://x.example @here", blocks: [], parse: "none" }), nothing)
    assert.deepStrictEqual(rendered({ text: "@here", blocks: [], parse: "full" }), { ...nothing, autoBroadcasts: ["here"] })
  })

  it("finds what is escaped, or plain text, harmless", () => {
    assert.deepStrictEqual(rendered({ text: "&lt;!channel&gt; 5 &lt; 6 <b> < >", blocks: mrkdwn("&lt;@U1&gt; &lt;https:x&gt;") }), nothing)
    assert.deepStrictEqual(rendered({ text: "", blocks: plain("<!channel> https://x.example @here") }), nothing)
  })

  it.prop("finds nothing in any text whose angle brackets are escaped but what Slack links by itself", [FastCheck.stringMatching(/^[<>!@#|a-z:/&;]{0,40}$/u)], ([text]) => {
    const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
    assert.deepInclude(rendered({ text: escaped, blocks: mrkdwn(escaped) }), { broadcasts: [], users: [], channels: [], links: [] })
    return true
  })

  it("links bare addresses in mrkdwn unless it is verbatim", () => {
    assert.deepStrictEqual(rendered({ text: "", blocks: mrkdwn("see https://x.example, @channel <https://y.example>") }), {
      ...nothing, links: [{ url: "https://y.example", label: null }], autoLinks: ["https://x.example"], autoBroadcasts: ["channel"]
    })
    assert.deepStrictEqual(rendered({ text: "", blocks: mrkdwn("see https://x.example @channel <!here>", { verbatim: true }) }), { ...nothing, broadcasts: ["here"] })
  })

  it("looks into confirmations, options and rich text", () => {
    const confirm = { text: { type: "mrkdwn", text: "<!here>" } }
    const rich = { type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "broadcast", range: "channel" }, { type: "user", user_id: "U1" }, { type: "link", url: "https://x.example" }] }] }
    assert.deepStrictEqual(rendered({ text: "", blocks: [{ type: "actions", elements: [{ type: "button", confirm }] }, rich] }), {
      ...nothing, broadcasts: ["here", "channel"], users: ["U1"], links: [{ url: "https://x.example", label: null }]
    })
  })
})
