/** Whether a normalised lower-case text is mostly in another language than English, which these rules do not read. */
export const isForeign = (lower: string): boolean => {
  const letters = lower.match(/\p{L}/gu)?.length ?? 0
  const latin = lower.match(/[a-z]/g)?.length ?? 0
  if (letters >= 4 && latin < letters / 2) return true
  const words = lower.match(/[a-z']+/g) ?? []
  const foreign = words.filter((w) => foreignWords.has(w)).length
  const english = words.filter((w) => englishWords.has(w)).length
  return foreign >= 2 && foreign > english
}

const set = (words: string): ReadonlySet<string> => new Set(words.split(" "))
const foreignWords = set(
  "hola gracias por la el los las de que mi tu una un con para es si no pero tarifa precio oferta acepto quiero puedo bonjour merci pour le les des mon je vous nous est et une tarif prix oui avec hallo danke fur die der das ich und ist nicht ein eine mein preis angebot wir ja mit ola obrigado obrigada meu minha nao sim preco ciao grazie il mio della non sono prezzo voor ik het een mijn bedankt dziekuje tak jest cena tesekkurler lo te du au bei"
)
const englishWords = set("the a i you to and is it for my me we in of that this on be with have would can do your not are at if but so or will was just thanks rate")
