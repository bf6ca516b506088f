import { choicesByLetters, letteredChoices } from '../cases/letters'
import type { Month } from '../calendar/month'
import type { Language } from '../db/schema'
import { termsInUse, termsOf, type Taxonomy } from '../taxonomy/taxonomy'
import { text, type Form, type Parsed } from '../web/form'

/** So many requests of a category, of which no case is made. */
export interface Press {
  category: string
  n: number
}

/** More at once is rather a slip of the finger. */
const mostAtOnce = 50

/** The categories that a request of the month may have, each with the letter that it has on the form of a case, too. */
export function pressChoices(taxonomy: Taxonomy, language: Language, month: Month) {
  const terms = termsOf(taxonomy, 'category')
  const lettered = letteredChoices(terms.map(({ code, label }) => ({ code, label: label[language] })))
  const inUse = new Set(termsInUse(taxonomy, 'category', month).map(term => term.code))
  return lettered.filter(choice => inUse.has(choice.code))
}

/**
 * The button of a category, a letter, or either with a number: `s`, `s5`, `5s`, and `5` beside a button. Left out, the
 * number is 1.
 */
export function parsePress(form: Form, choices: ReturnType<typeof pressChoices>): Parsed<Press> {
  const typed = parseQuick(text(form, 'quick'))
  if (!typed) return refused('surge.problem.quick')
  const n = typed.number === '' ? 1 : Number(typed.number)
  if (n < 1 || n > mostAtOnce) return refused('surge.problem.number')
  const [meant] = choicesByLetters(typed.letter, choices).chosen
  if (typed.letter !== '' && !meant) return refused('surge.problem.quick')
  const pressed = choices.find(one => one.code === text(form, 'category'))
  if (pressed && meant && pressed.code !== meant.code) return refused('surge.problem.both')
  const chosen = pressed ?? meant
  return chosen ? { ok: true, value: { category: chosen.code, n } } : refused('surge.problem.quick')
}

function parseQuick(typed: string): { letter: string; number: string } | undefined {
  const [, before = '', letter = '', after = ''] =
    /^(\d{1,4})?\s{0,9}(\p{L}?)\s{0,9}(\d{1,4})?$/u.exec(typed) ?? []
  const isOther = typed !== '' && before + letter + after === ''
  return isOther || (before !== '' && after !== '') ? undefined : { letter, number: before || after }
}

function refused(problem: string): Parsed<Press> {
  return { ok: false, problems: { quick: problem } }
}
