import type { Month } from '../calendar/month'
import type { Wording } from '../cases/casePage'
import { monthName } from '../language/monthNames'
import { text, type Form, type Problems } from '../web/form'
import { shownProblems } from '../web/page'
import { fieldKey, isKept, type OwnField } from './ownFields'
import { lastMonths, successorsOf } from './retirementForm'
import type { Term } from './taxonomy'
import { neighbourOf } from './termChange'
import { goesOnText, monthsText } from './termText'
import { mayStart, wordingMonths } from './wordingMonths'

/** One code with everything that can be done to it, as it is or as a refused form would have it. */
export function termPage(
  wording: Wording,
  { field, term }: { field: OwnField; term: Term },
  form: Form,
  problems?: Problems,
) {
  const { language, texts, thisMonth } = wording
  const changing = { ...wording, field }
  const kept = isKept(field, term.code)
  const [up, down] = (['up', 'down'] as const).map(way => neighbourOf(changing, term, way) !== undefined)
  return {
    title: texts(language, 'taxonomy.title'),
    ...{ heading: term.label[language], field, code: term.code, kept },
    fieldName: texts(language, fieldKey(field)),
    state: [monthsText(wording, term), goesOnText(wording, field, term)].filter(one => one !== ''),
    words: wordsOf(form, term),
    months: startChoices(wording, term, text(form, 'from') || thisMonth),
    belongs: text(form, 'belongs'),
    earlier: earlierWords(wording, term),
    retired: term.to !== undefined,
    retirement: !kept && {
      open: term.to !== undefined || problems?.last !== undefined || problems?.counts_as !== undefined,
      months: choices(language, lastMonths(term, thisMonth), text(form, 'last') || (term.to ?? thisMonth)),
      successors: successorsOf(changing, term).map(one => ({
        code: one.code,
        label: one.label[language],
        checked: one.code === (text(form, 'do') === 'retire' ? text(form, 'counts_as') : term.countsAs),
      })),
    },
    ...{ up, down, movable: up || down },
    ...shownProblems({ language }, texts, problems),
    ...{ covers: true, keepsWords: true },
  }
}

/** The months of a form, with the one that is chosen. */
export function choices(language: Wording['language'], months: Month[], chosen: string) {
  return months.map(month => ({ code: month, label: monthName(language, month), checked: month === chosen }))
}

/** Names and meanings as they were typed, or as they are. */
function wordsOf(form: Form, term: Term) {
  const { label, meaning } = term.wordings.at(-1)!
  const now = { label_en: label.en, label_ru: label.ru, meaning_en: meaning.en, meaning_ru: meaning.ru }
  const typed = text(form, 'do') === 'word'
  return Object.fromEntries(
    Object.entries(now).map(([name, words]) => [name, typed ? text(form, name) : words]),
  )
}

function startChoices({ language, texts, thisMonth }: Wording, term: Term, chosen: string) {
  const months = wordingMonths(term, thisMonth)
  const start = { code: 'start', label: texts(language, 'taxonomy.start'), checked: chosen === 'start' }
  return [...choices(language, months, chosen), ...(mayStart(term) ? [start] : [])]
}

/** What it was called and meant, the latest first; nothing as long as that never changed. */
function earlierWords({ language, texts }: Wording, { wordings }: Term) {
  const rows = wordings.map(({ from, label, meaning, newMeaning }) => ({
    since: from
      ? texts(language, 'taxonomy.since', { month: monthName(language, from, 'genitive') })
      : texts(language, 'taxonomy.start'),
    label: label[language],
    meaning: meaning[language],
    breaks: newMeaning,
  }))
  return rows.length > 1 ? rows.reverse() : []
}
