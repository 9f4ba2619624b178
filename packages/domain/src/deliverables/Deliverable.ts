import * as Schema from "effect/Schema"

/** What a creator can be asked to make (PRICE-03). */
export const DeliverableKind = Schema.Literal(
  "instagram_post", "instagram_story", "instagram_reel",
  "tiktok_video", "tiktok_story",
  "youtube_dedicated", "youtube_integration", "youtube_short"
)
export type DeliverableKind = typeof DeliverableKind.Type

/** So many of one kind; 1 to 50. */
export const Deliverable = Schema.Struct({ kind: DeliverableKind, quantity: Schema.Int.pipe(Schema.between(1, 50)) })
export type Deliverable = typeof Deliverable.Type

/** How a person reads each kind: singular, plural. */
export const kindNames: Readonly<Record<DeliverableKind, readonly [string, string]>> = {
  instagram_post: ["Instagram post", "Instagram posts"],
  instagram_story: ["Instagram story", "Instagram stories"],
  instagram_reel: ["Instagram reel", "Instagram reels"],
  tiktok_video: ["TikTok video", "TikTok videos"],
  tiktok_story: ["TikTok story", "TikTok stories"],
  youtube_dedicated: ["dedicated YouTube video", "dedicated YouTube videos"],
  youtube_integration: ["YouTube integration", "YouTube integrations"],
  youtube_short: ["YouTube Short", "YouTube Shorts"]
}

/** "2 Instagram reels and 1 TikTok video". */
export const describeDeliverables = (deliverables: ReadonlyArray<Deliverable>): string => {
  const parts = deliverables.map(({ kind, quantity }) => `${quantity} ${kindNames[kind][quantity === 1 ? 0 : 1]}`)
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts[parts.length - 1]}`
}
