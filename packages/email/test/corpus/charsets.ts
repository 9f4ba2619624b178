import { base64, bytes, entity, hex, html, latin, mail, multipart, plain } from "./Message.ts"
import type { Message } from "./Message.ts"

const encoded = (charset: string, newText: string, digits: string): Message => ({
  name: `text in ${charset}`,
  raw: mail(entity(`text/plain; charset=${charset}`, hex(digits), "Content-Transfer-Encoding: 8bit")),
  newText
})

const labelled = (name: string, type: string, body: Uint8Array, newText: string): Message => ({ name, raw: mail(entity(type, body, "Content-Transfer-Encoding: 8bit")), newText })

export const charsets: ReadonlyArray<Message> = [
  encoded("windows-1252", "Für 1.250 € geht das – “fix”.", "46fc7220312e323530208020676568742064617320962093666978942e"),
  encoded("ISO-8859-1", "Für 650 geht das, größer nicht.", "46fc72203635302067656874206461732c206772f6df6572206e696368742e"),
  encoded("ISO-8859-15", "650 € et cœur, ça marche", "36353020a42065742063bd75722c20e761206d6172636865"),
  encoded("iso-2022-jp", "了解しました。8万円でお願いします。", "1b24424e3b32722437245e2437243f21231b2842381b24424b7c315f2447242a346a24242437245e243921231b2842"),
  encoded("Shift_JIS", "80,000円で承ります。㈱モス", "38302c303030897e82c58fb382e882dc82b78142878a83828358"),
  encoded("\"cp932\"", "80,000円で承ります。㈱モス", "38302c303030897e82c58fb382e882dc82b78142878a83828358"),
  encoded("EUC-JP", "リール1本8万円です。", "a5eaa1bca5eb31cbdc38cbfcb1dfa4c7a4b9a1a3"),
  encoded("GB2312", "报价是5000元一条视频。", "b1a8bcdbcac735303030d4aad2bbccf5cad3c6b5a1a3"),
  encoded("gbk", "報價是5000元，沒問題。", "88f38372cac735303030d4aaa3ac9b5d8696ee7da1a3"),
  encoded("Big5", "報價是15000元一支影片。", "b3f8bbf9ac4f3135303030a4b8a440a4e4bc76a4f9a143"),
  encoded("EUC-KR", "릴스 한 개에 50만원입니다.", "b8b1bdba20c7d120b0b3bfa1203530b8b8bff8c0d4b4cfb4d92e"),
  encoded("ks_c_5601-1987", "릴스 한 개에 50만원입니다.", "b8b1bdba20c7d120b0b3bfa1203530b8b8bff8c0d4b4cfb4d92e"),
  encoded("KOI8-R", "Моя цена 45000 рублей.", "edcfd120c3c5cec120343530303020d2d5c2ccc5ca2e"),
  encoded("windows-1251", "Моя цена 45 000 р? Нет, 45000 руб.", "cceeff20f6e5ede02034352030303020f03f20cde5f22c20343530303020f0f3e12e"),
  encoded("windows-1250", "Cena to 2300 zł, zgoda?", "43656e6120746f2032333030207ab32c207a676f64613f"),
  encoded("ISO-8859-2", "Cena to 2300 zł, zgoda? Ślicznie dziękuję.", "43656e6120746f2032333030207ab32c207a676f64613f20a66c69637a6e696520647a69ea6b756aea2e"),
  encoded("iso-8859-9", "Ücretim 15.000 TL, teşekkürler.", "dc63726574696d2031352e30303020544c2c207465fe656b6bfc726c65722e"),
  encoded("windows-1253", "Η τιμή μου είναι 550 €", "c720f4e9ecde20eceff520e5dfede1e9203535302080"),
  encoded("windows-1255", "המחיר שלי 550 שקל", "e4eee7e9f820f9ece92035353020f9f7ec"),
  encoded("windows-1256", "سعري 550 دولار", "d3dad1ed2035353020cfe6e1c7d1"),
  encoded("tis-620", "ราคา 5500 บาท", "c3d2a4d2203535303020bad2b7"),
  {
    name: "UTF-16 with its little-endian mark, in base64",
    raw: mail(entity("text/plain; charset=utf-16", base64(hex("fffe3600350030002000ac2020007000610073007300740020006600fc00720020006d00690063006800")), "Content-Transfer-Encoding: base64")),
    newText: "650 € passt für mich"
  },
  {
    name: "UTF-16 with its big-endian mark, in base64",
    raw: mail(entity("text/plain; charset=utf-16", "/v8AUABhAHMAcwB0ACAAZgD8AHIAIAA2ADUAMAAgIKw=", "Content-Transfer-Encoding: base64")),
    newText: "Passt für 650 €"
  },
  {
    name: "UTF-16 without a mark, which is big-endian, in base64",
    raw: mail(entity("text/plain; charset=UTF-16", base64(hex("003600350030002020ac0020007000610073007300740020006600fc00720020006d006900630068")), "Content-Transfer-Encoding: base64")),
    newText: "650 € passt für mich"
  },
  { name: "UTF-7", raw: mail(entity("text/plain; charset=utf-7", "Passt f+APw-r 650 +IKw, 1 +- 1 +IBM ok")), newText: "Passt für 650 €, 1 + 1 – ok" },
  labelled("Windows Latin declared as ASCII", "text/plain; charset=us-ascii", hex("46fc722036353020802c20676572 6e65"), "Für 650 €, gerne"),
  labelled("Windows Latin declared as UTF-8", "text/plain; charset=\"UTF-8\"", latin("F\u00fcr 650 \u0080, gern."), "Für 650 €, gern."),
  {
    name: "Windows Latin declared as UTF-8 within quoted-printable",
    raw: mail(plain("F=FCr 650 =80, gern.", "Content-Transfer-Encoding: quoted-printable")),
    newText: "Für 650 €, gern."
  },
  {
    name: "Windows Latin declared as UTF-8 within base64",
    raw: mail(plain(base64(latin("F\u00fcr 650 \u0080, gr\u00f6\u00dfer nicht.")), "Content-Transfer-Encoding: base64")),
    newText: "Für 650 €, größer nicht."
  },
  labelled("UTF-8 declared as ISO-8859-1", "text/plain; charset=iso-8859-1", bytes("Für 650 €, größer nicht – ok?"), "Für 650 €, größer nicht – ok?"),
  labelled("UTF-8 declared as ISO-8859-15", "text/plain; charset=iso-8859-15", bytes("Für 650 € – größer nicht, mon cœur"), "Für 650 € – größer nicht, mon cœur"),
  labelled("UTF-8 declared as windows-1251", "text/plain; charset=windows-1251", bytes("Моя цена 45000 ₽, хорошо?"), "Моя цена 45000 ₽, хорошо?"),
  labelled("UTF-8 declared as KOI8-R", "text/plain; charset=koi8-r", bytes("Моя цена 45000 рублей"), "Моя цена 45000 рублей"),
  labelled("UTF-8 declared as windows-1250", "text/plain; charset=windows-1250", bytes("Za 2300 zł, dziękuję"), "Za 2300 zł, dziękuję"),
  labelled("an unknown charset that holds UTF-8", "text/plain; charset=x-unknown", bytes("650 € für alles"), "650 € für alles"),
  labelled("an unknown charset that holds ASCII", "text/plain; charset=ansi_mystery", bytes("650 flat"), "650 flat"),
  labelled("no charset, UTF-8", "text/plain", bytes("650 € für alles"), "650 € für alles"),
  labelled("no charset, Windows Latin", "text/plain", latin("650 \u0080 f\u00fcr alles"), "650 € für alles"),
  { name: "no Content-Type at all, Windows Latin", raw: bytes("From: mia@mail.example\nSubject: x\n\n", latin("650 \u0080 f\u00fcr alles\n")), newText: "650 € für alles" },
  labelled("an empty charset", "text/plain; charset=\"\"", bytes("650 € für alles"), "650 € für alles"),
  labelled("a charset with a stray quote", "text/plain; charset='utf-8'", bytes("650 € für alles"), "650 € für alles"),
  labelled("UTF-8 with a byte-order mark", "text/plain; charset=utf-8", bytes("\ufeff650 € für alles"), "650 € für alles"),
  labelled("HTML whose own meta charset is wrong", "text/html; charset=utf-8", bytes("<meta charset=\"windows-1251\"><p>650 € für alles</p>"), "650 € für alles"),
  labelled("one line of UTF-8 among lines of Latin", "text/plain; charset=iso-8859-1", bytes("Für 650 € passt das.\n", latin("Gr\u00f6\u00dfer nicht.\n")), "Für 650 € passt das.\nGrößer nicht."),
  {
    name: "two text parts in two charsets",
    raw: mail(multipart("mixed", "b", entity("text/plain; charset=koi8-r", hex("e4c121")), entity("text/plain; charset=windows-1252", hex("35353020 80")))),
    newText: "Да!\n\n550 €"
  },
  {
    name: "a plain part in Latin beside HTML in UTF-8",
    raw: mail(multipart("alternative", "b", entity("text/plain; charset=iso-8859-1", latin("F\u00fcr 650")), html("<p>Für 650</p>"))),
    newText: "Für 650",
    hidden: []
  },
  {
    name: "a damaged character among good ones stays one damaged character",
    raw: mail(plain(bytes("Größe ok, für 650 €, schön", hex("e2"), " bis bald"))),
    newText: "Größe ok, für 650 €, schön\ufffd bis bald"
  }
]
