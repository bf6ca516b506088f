import { parseMonth } from '../calendar/month'
import { markOf } from '../taxonomy/offered'
import { labelOf, termsOf } from '../taxonomy/taxonomy'
import { text, texts as several, type Form } from '../web/form'
import { taxonomyField, type CaseField } from './case'
import type { Wording } from './casePage'
import { letteredChoices } from './letters'

interface Choice {
  code: string
  parent: string
  label: string
  /** Until or since when it is in use, if that leaves out the month of the form. */
  mark: string
  checked: boolean
}

/**
 * The choices that a form offers: those that a request of its month may have, and those that were made. Letters are given
 * to all there ever were, so that they stay where people know them.
 */
export function fieldChoices(page: Wording, form: Form) {
  const { language, taxonomy, thisMonth } = page
  const month = parseMonth(text(form, 'month')) ?? thisMonth
  const all = (field: CaseField): Choice[] =>
    termsOf(taxonomy, taxonomyField(field)).map(term => ({
      code: term.code,
      parent: term.parent,
      label: term.label[language],
      mark: markOf(page, term, field === 'outcome' ? thisMonth : month),
      checked: several(form, field).includes(term.code),
    }))
  const categories = all('category').filter(isOffered)
  const hasCategory = ({ parent }: Choice) => parent === '' || categories.some(one => one.code === parent)
  return {
    chips: (field: CaseField) =>
      letteredChoices(all(field))
        .filter(isOffered)
        .map(choice => ({ ...choice, after: `${choice.after}${choice.mark}` })),
    groups: (field: CaseField) =>
      grouped(
        all(field).filter(one => isOffered(one) && hasCategory(one)),
        page,
      ),
  }
}

function isOffered({ mark, checked }: Choice): boolean {
  return mark === '' || checked
}

/** Profiles under the category they belong to; other lists in one group without a name. */
function grouped(choices: Choice[], { taxonomy, language }: Wording) {
  const parents = [...new Set(choices.map(choice => choice.parent))]
  return parents.map(parent => ({
    label: parent === '' ? '' : labelOf(taxonomy, 'category', parent, language),
    choices: choices
      .filter(choice => choice.parent === parent)
      .map(choice => ({ ...choice, label: `${choice.label}${choice.mark}` })),
  }))
}
