import * as Schema from "effect/Schema"

/** What a question of the intake form is about, whatever the form calls it (INTAKE-01). */
export const ModelField = Schema.Literal(
  "client_name", "background.client_website", "background.campaign_manager", "background.payment_methods", "background.payment_terms",
  "goals.primary_goal", "goals.secondary_goal", "goals.business_context", "goals.optimize_for",
  "budget", "budget_constraints.cpm_target", "budget_constraints.cpm_leniency_pct", "budget_constraints.target_influencer_count",
  "budget_constraints.target_cost_range", "budget_constraints.min_cost_per_influencer", "budget_constraints.max_cost_without_approval",
  "distribution.platform_distribution", "distribution.market_distribution", "distribution.influencer_size_distribution",
  "target_deliverables", "deliverables.content_syndication", "deliverables.scenario_1", "deliverables.scenario_2", "deliverables.scenario_3",
  "usage_rights.target.paid_usage", "usage_rights.target.whitelisting", "usage_rights.target.organic_owned",
  "usage_rights.minimum.paid_usage", "usage_rights.minimum.whitelisting", "usage_rights.minimum.organic_owned",
  "product_leverage.product_available", "product_leverage.product_description", "product_leverage.product_monetary_value",
  "requirements.exclusivity_required", "requirements.exclusivity_term", "requirements.exclusivity_description",
  "requirements.content_posted_organically", "requirements.content_approval_required", "requirements.revision_rounds",
  "requirements.raw_footage_required", "requirements.content_delivery_date", "requirements.content_publish_date",
  "influencer_sheet_tab", "influencer_sheet_id"
)
export type ModelField = typeof ModelField.Type
