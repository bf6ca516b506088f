import type { Month } from '../calendar/month'
import { notRecorded } from '../reports/breakdown'
import { termsOf, wordingIn, type Taxonomy } from '../taxonomy/taxonomy'
import type { Definition, Told } from './card'

/** What the words of a sentence meant in the last month of its period. */
export function definitionsOf({ by, of, group, other, figure }: Told, taxonomy: Taxonomy): Definition[] {
  const groups = [group, other ?? null].filter((one): one is string => one !== null && one !== notRecorded)
  return [
    ...groups.map(one => definitionIn(taxonomy, by, one, figure.to)),
    ...(of === null ? [] : [definitionIn(taxonomy, 'category', of, figure.to)]),
  ]
}

/** The taxonomy with everything called as it was in a month. */
export function asCalledIn(taxonomy: Taxonomy, month: Month): Taxonomy {
  return Object.fromEntries(
    Object.entries(taxonomy).map(([field, terms]) => [
      field,
      terms.map(term => ({ ...term, label: wordingIn(term, month).label })),
    ]),
  )
}

function definitionIn(taxonomy: Taxonomy, field: string, code: string, month: Month): Definition {
  const term = termsOf(taxonomy, field).find(one => one.code === code)
  if (!term) return { code, label: { en: code, ru: code }, meaning: { en: '', ru: '' } }
  const { label, meaning } = wordingIn(term, month)
  return { code, label, meaning }
}
