import type { Month } from '../calendar/month'
import type { FieldChange } from '../history/event'
import { withoutMonths } from '../taxonomy/offered'
import type { Taxonomy } from '../taxonomy/taxonomy'
import { text, type Form } from '../web/form'
import { multipleFields, singleFields, type CaseFacts } from './case'
import { parseCaseDraft } from './caseDraft'
import { fieldChanges } from './fieldChanges'

/** Whose version of a field is to stay. */
export type Side = 'theirs' | 'mine'

/** Three versions of a case: as it was when somebody began, as another has saved it since, as the first would have it. */
export interface Versions {
  /** Undefined when nobody knows. */
  began: CaseFacts | undefined
  theirs: CaseFacts
  mine: CaseFacts
}

type Field = FieldChange['field']

/** Facts as one hidden field of a form, so that what it began with comes back with it. */
export function factsText(facts: CaseFacts): string {
  const fields = ['month', ...singleFields, ...multipleFields] as const
  const query = new URLSearchParams()
  for (const field of fields) for (const one of [facts[field] ?? []].flat()) query.append(field, one)
  return query.toString()
}

/** The facts, or undefined for anything that is no facts. */
export function parseFactsText(typed: string, taxonomy: Taxonomy, thisMonth: Month): CaseFacts | undefined {
  const query = new URLSearchParams(typed)
  const several = multipleFields.map(field => [field, query.getAll(field)] as const)
  const form: Form = Object.fromEntries<string | string[]>([...query, ...several])
  const facts = typed === '' ? undefined : parseCaseDraft(form, withoutMonths(taxonomy), thisMonth)
  return facts?.ok ? facts.value : undefined
}

/**
 * The fields in which two versions differ, each with the side that is chosen before anybody chooses: whoever alone has
 * changed it. Where both have, or nobody knows, it is for a person to say.
 */
export function sidesOf({ began, theirs, mine }: Versions): Map<Field, Side | undefined> {
  const byThem = new Set(began && changed(began, theirs))
  const byMe = new Set(began && changed(began, mine))
  const side = (field: Field) =>
    byThem.has(field) === byMe.has(field) ? undefined : byMe.has(field) ? 'mine' : 'theirs'
  return new Map(changed(theirs, mine).map(field => [field, side(field)]))
}

/** What a form chooses for the fields that differ; undefined where it chooses nothing. */
export function chosenSides(form: Form, versions: Versions): Map<Field, Side | undefined> {
  const sides: Side[] = ['theirs', 'mine']
  const fields = changed(versions.theirs, versions.mine)
  return new Map(fields.map(field => [field, sides.find(one => one === text(form, `choice_${field}`))]))
}

/** Each field as it was chosen. */
export function mixed({ theirs, mine }: Versions, sides: Map<Field, Side | undefined>): CaseFacts {
  const chosen = [...sides].filter(([, side]) => side === 'theirs').map(([field]) => [field, theirs[field]])
  return { ...mine, ...(Object.fromEntries(chosen) as Partial<CaseFacts>) }
}

/**
 * My version when another has only moved the case on meanwhile, which changes fields that nobody typed into; undefined
 * when there is something to compare.
 */
export function movedOnly({ began, theirs, mine }: Versions): CaseFacts | undefined {
  if (!began) return undefined
  const { status, outcome, first_response } = theirs
  const moved = { status, outcome, first_response }
  if (changed({ ...began, ...moved }, theirs).length > 0) return undefined
  return mine.first_response === began.first_response ? { ...mine, ...moved } : undefined
}

function changed(before: CaseFacts, after: CaseFacts): Field[] {
  return fieldChanges(before, after).map(one => one.field)
}
