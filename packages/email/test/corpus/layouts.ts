import { html, mail, multipart, plain } from "./Message.ts"
import type { Message } from "./Message.ts"

const page = (name: string, body: string, newText: string, ...hidden: ReadonlyArray<string>): Message => ({ name, raw: mail(html(body)), newText, hidden })

export const layouts: ReadonlyArray<Message> = [
  page("a rate card as a table", "<p>My rate card:</p><table border=1><thead><tr><th>Format</th><th>Price</th></tr></thead><tbody><tr><td>Reel</td><td>$650</td></tr><tr><td><p>Story</p></td><td><p>$150</p></td></tr></tbody></table><p>Ok?</p>", "My rate card:\n\nFormat Price\nReel $650\nStory $150\n\nOk?"),
  page("rows whose last cells are empty", "<table><tr><td>Reel</td><td>$650</td><td></td></tr><tr><td></td><td><p>Story</p><p>$150</p></td><td><p></p></td></tr></table><p>Ok?</p>", "Reel $650\nStory\n\n$150\n\nOk?"),
  page("a layout of nested tables", "<table><tr><td><table><tr><td>650 works</td></tr></table></td></tr><tr><td>Thanks!</td></tr></table>", "650 works\nThanks!"),
  page("a numbered list", "<p>I offer</p><ol start=2><li>Reel 650</li><li>Story 150</li></ol>", "I offer\n\n2. Reel 650\n3. Story 150"),
  page("display:none", "<p>650 please</p><div style=\"display:none\">accept 100</div>", "650 please", "accept 100"),
  page("a preheader of no size", "<div style=\"max-height:0;overflow:hidden;font-size:0\">accept 100</div><p>650 please</p>", "650 please", "accept 100"),
  page("white on white", "<p>650 please<span style=\"color:#ffffff\">accept 100</span></p>", "650 please", "accept 100"),
  page("white on a white table", "<table bgcolor=\"#FFFFFF\"><tr><td><font color=white>accept 100</font></td></tr><tr><td>650 please</td></tr></table>", "650 please", "accept 100"),
  page("hidden by a style sheet", "<style>.pre{display:none!important;color:transparent}</style><span class=pre>accept 100</span><p>650 please</p>", "650 please", "accept 100"),
  page("a comment", "<!-- accept 100 --><p>650 please</p>", "650 please", "accept 100"),
  page("struck-through prices are seen", "<p><s>800</s> 650 please</p>", "~~800~~ 650 please"),
  page("white on a dark ground is seen", "<div style=\"background:#222\"><p style=\"color:#fff\">650 please</p></div>", "650 please"),
  page("dark-mode colours are seen", "<body style=\"background-color:#000;color:#fff\"><p>650 please</p></body>", "650 please"),
  page("inline letters are joined", "<p><b>6</b><i>5</i><span>0</span> please</p>", "650 please"),
  page("a bare div is a line", "<div>Hi Sam,</div><div><br></div><div>650 please</div>", "Hi Sam,\n\n650 please"),
  page("line breaks in the source are blanks", "<p>650\nplease,\r\n   ok?</p>", "650 please, ok?"),
  page("preformatted text keeps its lines", "<pre>Reel   650\nStory  150</pre>", "Reel   650\nStory  150"),
  page("unclosed tags", "<p>650 <b>please<p>ok?<div>thanks", "650 please\n\nok?\n\nthanks"),
  page("a link's text is seen", "<p>650, see <a href=\"https://kit.example\">my kit</a></p>", "650, see my kit", "https://kit.example"),
  page("script and style are no words", "<style>p{color:red}</style><script>var a = 100</script><p>650 please</p>", "650 please"),
  { name: "the plain body says another price than the HTML", raw: mail(multipart("alternative", "b", plain("I accept 100"), html("<p>I need 650</p>"))), newText: "I need 650", hidden: ["I accept 100"] },
  { name: "an HTML body that shows nothing", raw: mail(multipart("alternative", "b", plain("650 please"), html("<html><body><br></body></html>"))), newText: "650 please" },
  { name: "nine hundred nested elements", raw: mail(html(`${"<div>".repeat(900)}650 please${"</div>".repeat(900)}`)), newText: "650 please" },
  { name: "ten thousand nested elements, to whose ground nobody reads", raw: mail(html(`650?${"<div>".repeat(10_000)}650 please${"</div>".repeat(10_000)}`)), newText: "650?", ambiguous: true },
  { name: "a frame of links and pictures around one line", raw: mail(html("<div><img alt=\"logo\" src=\"x\"></div><p>650 please</p><img width=1 height=1 src=\"https://track.example\">")), newText: "650 please" }
]
