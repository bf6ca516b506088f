import type { Month } from '../calendar/month'
import type { Language } from '../db/schema'
import { termsOf, type Taxonomy } from '../taxonomy/taxonomy'
import { text, texts, type Form, type Parsed } from '../web/form'
import type { CaseFacts } from './case'
import { parseCaseDraft } from './caseDraft'
import { choicesByLetters } from './letters'

/** The form of a page: the fields of a case, and the letters that stand for needs in the page's language. */
export function parseCaseForm(
  form: Form,
  taxonomy: Taxonomy,
  language: Language,
  thisMonth: Month,
  known?: CaseFacts,
): Parsed<CaseFacts> {
  const choices = termsOf(taxonomy, 'need').map(term => ({ code: term.code, label: term.label[language] }))
  const { chosen, unknown } = choicesByLetters(text(form, 'need_letters'), choices)
  const needs = [...texts(form, 'needs'), ...chosen.map(choice => choice.code)]
  const draft = parseCaseDraft({ ...form, needs }, taxonomy, thisMonth, known)
  if (unknown.length === 0) return draft
  return { ok: false, problems: { needs: 'case.problem.letters', ...(draft.ok ? {} : draft.problems) } }
}
