/** A platform that deliverables are made for. */
export type FormPlatform = "instagram" | "tiktok" | "youtube"

/** What `platformIn` wants, for people. */
export const expectedPlatforms = "platforms with their shares, one of them the largest, e.g. Instagram 60%, TikTok 40%"

/** The platform with the largest share, "TikTok 70%, Instagram 30%"; one alone needs no share. Null where none is the largest, or the largest is none of ours. */
export const platformIn = (text: string): FormPlatform | null => {
  const parts = text.split(/[,;/|&+\n]|\band\b/iu).map((part) => part.trim()).filter((part) => part !== "")
  const shares = parts.map((part) => {
    const numbers = part.match(/\d+(?:\.\d+)?/gu) ?? []
    const platform = names.find(([pattern]) => pattern.test(part))?.[1] ?? null
    return { platform, share: numbers.length === 1 ? Number(numbers[0]) : parts.length === 1 && numbers.length === 0 ? 100 : null }
  })
  if (shares.some(({ share }) => share === null)) return null
  const [first, second] = shares.toSorted((a, b) => (b.share ?? 0) - (a.share ?? 0))
  return first === undefined || first.share === 0 || first.share === second?.share ? null : first.platform
}

const names: ReadonlyArray<readonly [RegExp, FormPlatform]> = [
  [/\b(?:instagram|insta|ig)\b/iu, "instagram"], [/\b(?:tik ?tok|tt)\b/iu, "tiktok"], [/\b(?:you ?tube|yt)\b/iu, "youtube"]
]
