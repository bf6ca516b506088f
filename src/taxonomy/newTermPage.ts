import type { Wording } from '../cases/casePage'
import { text, type Form, type Problems } from '../web/form'
import { shownProblems } from '../web/page'
import { markOf } from './offered'
import { fieldKey, type OwnField } from './ownFields'
import { termsOf } from './taxonomy'
import { recentMonths } from './termChange'
import { choices } from './termPage'

/** The form for a new code of a list. */
export function newTermPage(wording: Wording, field: OwnField, form: Form, problems?: Problems) {
  const { language, texts, taxonomy, thisMonth } = wording
  return {
    title: texts(language, 'taxonomy.new.title', { field: texts(language, fieldKey(field)) }),
    field,
    warning:
      field === 'category' || field === 'place' ? texts(language, `taxonomy.warning.${field}`) : undefined,
    term: text(form, 'term'),
    words: {
      ...{ label_en: text(form, 'label_en'), label_ru: text(form, 'label_ru') },
      ...{ meaning_en: text(form, 'meaning_en'), meaning_ru: text(form, 'meaning_ru') },
    },
    parents:
      field === 'profile' &&
      termsOf(taxonomy, 'category').map(term => ({
        code: term.code,
        label: `${term.label[language]}${markOf(wording, term, thisMonth)}`,
        checked: term.code === text(form, 'parent'),
      })),
    months: choices(language, recentMonths(thisMonth).reverse(), text(form, 'from') || thisMonth),
    fromHint: texts(language, field === 'outcome' ? 'taxonomy.new.from_outcome' : 'taxonomy.new.from_hint'),
    ...shownProblems({ language }, texts, problems),
    ...{ covers: true, keepsWords: true },
  }
}
