import { languages } from '../language/texts'
import { text, writtenLine, type Form, type Parsed, type Problems } from '../web/form'
import { isKept } from './ownFields'
import { termsOf, type Term, type TermWording } from './taxonomy'
import type { Changing, TermChange } from './termChange'
import { parseStart } from './wordingMonths'

/** How many characters fit. */
export const longest = { label: 60, meaning: 400 } as const

/** The names and meanings of a form; names are told apart from those of all other codes of the list. */
export function parseWords(form: Form, others: Term[]): Parsed<Pick<TermWording, 'label' | 'meaning'>> {
  const problems: Problems = {}
  const written = (name: 'label' | 'meaning') => ({
    en: writtenLine(form, `${name}_en`),
    ru: writtenLine(form, `${name}_ru`),
  })
  const words = { label: written('label'), meaning: written('meaning') }
  for (const language of languages) {
    const label = words.label[language]
    const isTaken = others.some(one => alike(one.label[language], label))
    if (label === '') problems[`label_${language}`] = 'taxonomy.problem.label'
    else if ([...label].length > longest.label) problems[`label_${language}`] = 'taxonomy.problem.label_long'
    else if (isTaken) problems[`label_${language}`] = 'taxonomy.problem.label_taken'
    if ([...words.meaning[language]].length > longest.meaning)
      problems[`meaning_${language}`] = 'taxonomy.problem.meaning_long'
  }
  return Object.keys(problems).length > 0 ? { ok: false, problems } : { ok: true, value: words }
}

/** Other words for a code from a month on, and whether they mean other requests. */
export function parseWording(form: Form, changing: Changing, term: Term): Parsed<TermChange> {
  const { taxonomy, field } = changing
  const others = termsOf(taxonomy, field).filter(one => one.code !== term.code)
  const words = parseWords(form, others)
  const problems: Problems = words.ok ? {} : words.problems
  const from = parseStart(form, term, changing.thisMonth)
  const belongs = isKept(field, term.code) ? 'same' : text(form, 'belongs')
  if (from === undefined) problems.from = 'taxonomy.problem.month'
  if (belongs !== 'same' && belongs !== 'others') problems.belongs = 'taxonomy.problem.belongs'
  if (belongs === 'others' && from === 'start') problems.belongs = 'taxonomy.problem.belongs_start'
  if (!words.ok || from === undefined || Object.keys(problems).length > 0) return { ok: false, problems }
  const newMeaning = belongs === 'others'
  const wording = { ...words.value, from: from === 'start' ? undefined : from, newMeaning }
  if (isSame(wording, term)) return { ok: false, problems: { label_en: 'taxonomy.problem.unchanged' } }
  return { ok: true, value: { what: 'worded', code: term.code, wording } }
}

function isSame({ from, label, meaning, newMeaning }: TermWording, term: Term): boolean {
  const now = term.wordings.at(-1)!
  const breaks = from === now.from && now.newMeaning
  return (
    newMeaning === breaks &&
    languages.every(one => label[one] === now.label[one] && meaning[one] === now.meaning[one])
  )
}

function alike(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
