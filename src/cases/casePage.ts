import { addMonths, monthsBetween, parseMonth, type Month } from '../calendar/month'
import type { Language } from '../db/schema'
import { monthName } from '../language/monthNames'
import type { Texts } from '../language/texts'
import { labelOf, termsOf, type Taxonomy } from '../taxonomy/taxonomy'
import { text, texts as several, type Form } from '../web/form'
import {
  detailFields,
  multipleFields,
  singleFields,
  taxonomyField,
  type CaseFacts,
  type CaseField,
} from './case'
import { letteredChoices } from './letters'

/** A member as the form for the assignment lists them. */
export interface Caseworker {
  id: string
  pseudonym: string
  state: 'active' | 'disabled'
}

/** A member's pseudonym, and that they are gone if they are. */
export function caseworkerName({ language, texts }: Pick<FormPage, 'language' | 'texts'>, one: Caseworker) {
  return one.state === 'active' ? one.pseudonym : texts(language, 'case.left', { name: one.pseudonym })
}

interface FormPage {
  language: Language
  taxonomy: Taxonomy
  texts: Texts
  thisMonth: Month
}

/** What the form of a case shows: every choice with its label, and which of them the person has made. */
export function caseFormPage(page: FormPage, form: Form, caseworkers?: Caseworker[]) {
  const { language, taxonomy, texts, thisMonth } = page
  const chosen = (field: CaseField) => new Set(several(form, field))
  const choices = (field: CaseField) =>
    termsOf(taxonomy, taxonomyField(field)).map(({ code, parent, label }) => ({
      code,
      parent,
      label: label[language],
      checked: chosen(field).has(code),
    }))
  const chips = {
    category: letteredChoices(choices('category')),
    needs: letteredChoices(choices('needs')),
    situations: letteredChoices(choices('situations')),
  }
  return {
    ...chips,
    letters: Object.entries(chips).map(([field, lettered]) => ({
      label: texts(language, `case.${field}`),
      letters: lettered.map(one => one.letter.toUpperCase()).filter(letter => letter !== ''),
    })),
    needLetters: text(form, 'need_letters'),
    months: monthChoices(language, thisMonth, text(form, 'month')),
    lists: detailFields.map(field => ({
      field,
      label: texts(language, `case.${field}`),
      required: field === 'status',
      groups: grouped(choices(field), taxonomy, language),
    })),
    assignment: caseworkers && {
      // Who has left stays chosen where they are, so that saving something else does not unassign the case.
      people: caseworkers
        .map(one => ({
          ...one,
          name: caseworkerName(page, one),
          checked: one.id === text(form, 'assigned_to'),
        }))
        .filter(one => one.state === 'active' || one.checked),
    },
    more: [...detailFields, 'situations' as const].some(field =>
      several(form, field).some(code => !(field === 'status' && code === 'new')),
    ),
  }
}

/** A case as the form that would record it. */
export function formOfFacts(facts: CaseFacts & { assigned_to?: string | null }): Form {
  const fields = [...singleFields, ...multipleFields].map(field => [field, facts[field] ?? ''])
  return { ...Object.fromEntries(fields), month: facts.month, assigned_to: facts.assigned_to ?? '' } as Form
}

/** A case as a list of labels and values, in the order of the form; what is not known comes as empty text. */
export function caseSummary({ language, taxonomy, texts }: FormPage, facts: CaseFacts) {
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

/** Two versions of a case field by field, those that differ marked. */
export function comparedVersions(page: FormPage, theirs: CaseFacts, mine: CaseFacts) {
  const ours = caseSummary(page, mine)
  return caseSummary(page, theirs).map((row, i) => ({
    label: row.label,
    theirs: row.value,
    mine: ours[i]!.value,
    differs: row.value !== ours[i]!.value,
  }))
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

interface Choice {
  code: string
  parent: string
  label: string
  checked: boolean
}

/** Profiles under the category they belong to; other lists in one group without a name. */
function grouped(choices: Choice[], taxonomy: Taxonomy, language: Language) {
  const parents = [...new Set(choices.map(choice => choice.parent))]
  return parents.map(parent => ({
    label: parent === '' ? '' : labelOf(taxonomy, 'category', parent, language),
    choices: choices.filter(choice => choice.parent === parent),
  }))
}
