import type { Actor } from '../auth/actor'
import { addMonths, monthAt, monthsBetween, parseMonth, type Month } from '../calendar/month'
import type { Language } from '../db/schema'
import type { Deps } from '../deps'
import { monthName } from '../language/monthNames'
import type { Texts } from '../language/texts'
import { labelOf, type Taxonomy } from '../taxonomy/taxonomy'
import { readTaxonomy } from '../taxonomy/taxonomyStore'
import { taxonomyField, type CaseFacts, type CaseField } from './case'
import type { HelpCase } from './caseStore'

/** A member as the form for the assignment lists them. */
export interface Caseworker {
  id: string
  pseudonym: string
  state: 'active' | 'disabled'
}

/** A member's pseudonym, and that they are gone if they are. */
export function caseworkerName({ language, texts }: Pick<Wording, 'language' | 'texts'>, one: Caseworker) {
  return one.state === 'active' ? one.pseudonym : texts(language, 'case.left', { name: one.pseudonym })
}

/** What the pages of cases are worded with. */
export interface Wording {
  language: Language
  taxonomy: Taxonomy
  texts: Texts
  thisMonth: Month
}

export async function readWording(
  { db, texts, clock, config }: Pick<Deps, 'db' | 'texts' | 'clock' | 'config'>,
  { language }: Pick<Actor, 'language'>,
): Promise<Wording> {
  return {
    language,
    taxonomy: await readTaxonomy(db),
    texts,
    thisMonth: monthAt(clock.now(), config.timeZone),
  }
}

/** A case as a list of labels and values, in the order of the form; what is not known comes as empty text. */
export function caseSummary({ language, taxonomy, texts }: Wording, facts: CaseFacts) {
  const value = (field: CaseField) =>
    [facts[field] ?? []]
      .flat()
      .map(code => labelOf(taxonomy, taxonomyField(field), code, language))
      .join(', ')
  const order: CaseField[] = [
    'category',
    'profile',
    'needs',
    'situations',
    'urgency',
    'place',
    'asker',
    'channel',
  ]
  const end: CaseField[] = ['status', 'outcome', 'first_response']
  const row = (field: CaseField) => ({ field, label: texts(language, `case.${field}`), value: value(field) })
  const month = {
    field: 'month',
    label: texts(language, 'case.month'),
    value: monthName(language, facts.month),
  }
  return [...order.slice(0, 1).map(row), month, ...order.slice(1).map(row), ...end.map(row)]
}

/** That somebody has moved the case on meanwhile, and where it is now. */
export async function movedPage(
  deps: Pick<Deps, 'db' | 'texts' | 'clock' | 'config'>,
  actor: Pick<Actor, 'language'>,
  { code, status }: HelpCase,
) {
  const { language, taxonomy, texts } = await readWording(deps, actor)
  return {
    title: texts(language, 'case.moved.title'),
    text: texts(language, 'case.moved.text', { status: labelOf(taxonomy, 'status', status, language) }),
    code,
  }
}

/** The last three years, the latest first, and the month that is already chosen if it is older. */
export function monthChoices(language: Language, thisMonth: Month, typed: string) {
  const recent = monthsBetween(addMonths(thisMonth, -35), thisMonth).reverse()
  const chosen = parseMonth(typed)
  const older = chosen && chosen < recent.at(-1)! ? [chosen] : []
  return [...recent, ...older].map(month => ({
    code: month,
    label: monthName(language, month),
    checked: month === chosen,
  }))
}
