import type { Wording } from '../cases/casePage'
import { fieldKey, ownFields } from './ownFields'
import { labelOf, termsOf, type Term } from './taxonomy'
import { goesOnText, monthsText } from './termText'

/** All codes by field: those of the organisation to be opened, and those of the program to be read. */
export function taxonomyPage(wording: Wording) {
  const { language, taxonomy, texts } = wording
  return {
    title: texts(language, 'taxonomy.title'),
    fields: ownFields.map(field => ({
      field,
      name: texts(language, fieldKey(field)),
      terms: termsOf(taxonomy, field).map(term => termRow(wording, field, term)),
    })),
    fixed: ['status', 'first_response'].map(field => ({
      name: texts(language, fieldKey(field)),
      labels: termsOf(taxonomy, field)
        .map(term => term.label[language])
        .join(', '),
    })),
  }
}

function termRow(wording: Wording, field: string, term: Term) {
  const { language, taxonomy, thisMonth } = wording
  const category = term.parent === '' ? '' : labelOf(taxonomy, 'category', term.parent, language)
  return {
    code: term.code,
    label: term.label[language],
    detail: [category, monthsText(wording, term), goesOnText(wording, field, term)]
      .filter(text => text !== '')
      .join(' · '),
    retired: term.to !== undefined && term.to < thisMonth,
  }
}
