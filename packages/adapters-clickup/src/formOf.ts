import { instant } from "@parley/domain/Instant"
import { type Form, type FormField, type FormId, plainLabel } from "@parley/domain/intake/Form"
import type { FieldType, FormMap } from "./FormMap.ts"
import { answerOf } from "./internal/answerOf.ts"
import type { CustomField, Task } from "./internal/Task.ts"

/**
 * A task as a form: each field of the map by its id where that is configured, by its label otherwise. A field that the task lacks is asked for where a campaign needs it;
 * a field that the map does not know is kept with what it says.
 */
export const formOf = (task: Task, map: FormMap, id: FormId): Form => {
  const byId = new Map(task.custom_fields.map((one) => [one.id, one]))
  const byLabel = new Map(task.custom_fields.toReversed().map((one) => [plainLabel(one.name), one]))
  const found = map.fields.map((one) => ({ one, custom: one.id === undefined ? byLabel.get(plainLabel(one.label)) : byId.get(one.id) }))
  const mapped = new Set(found.flatMap(({ custom }) => custom ?? []))
  return {
    id, title: task.name.trim(), link: task.url ?? null, at: instant(task.date_created), currency: map.currency, usual: map.campaign,
    fields: [
      ...found.map(({ custom, one }): FormField => ({
        // the form's own words, where only the id is ours
        label: custom?.name ?? one.label, field: one.field, required: one.required,
        answer: custom === undefined ? { _tag: "Unreadable", got: "no such field in the form", expected: "a field with this label, or its id in the map" } : answerOf(custom, one.type)
      })),
      ...task.custom_fields.filter((custom) => !mapped.has(custom)).map((custom): FormField => ({ label: custom.name, field: null, required: false, answer: answerOf(custom, typeOf(custom)) }))
    ]
  }
}

const typeOf = ({ type }: CustomField): FieldType => type === "drop_down" ? "select" : type === "labels" ? "multi_select" : type === "date" ? "date_range" : "text"
