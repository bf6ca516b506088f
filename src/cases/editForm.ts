import type { Language } from '../db/schema'
import type { Month } from '../calendar/month'
import type { Taxonomy } from '../taxonomy/taxonomy'
import { text, type Form, type Problems } from '../web/form'
import type { CaseFacts } from './case'
import { parseCaseForm } from './caseForm'
import { formOfFacts } from './caseFormPage'
import { chosenSides, mixed, parseFactsText, type Side, type Versions } from './sides'

/** What a form says that changes a case: ready to be saved, to be mended, or to be chosen between two versions. */
export type ParsedEdit =
  | { facts: CaseFacts; began: CaseFacts | undefined }
  | { form: Form; problems: Problems; began: CaseFacts | undefined }
  | { versions: Versions; sides: Map<string, Side | undefined> }

interface Asking {
  taxonomy: Taxonomy
  language: Language
  thisMonth: Month
}

/**
 * Reads the form of a case as it is now, and that of the page that shows several versions of it side by side. The latter carries
 * theirs beside mine; what was theirs then is what the next comparison begins with.
 */
export function parseEdit(typed: Form, asking: Asking, known: CaseFacts): ParsedEdit {
  const { status, outcome } = known
  const form = { ...typed, status, outcome: outcome ?? '' }
  const [began, theirs] = ['began', 'theirs'].map(name => {
    const facts = parseFactsText(text(form, name), asking.taxonomy, asking.thisMonth)
    return facts && { ...facts, status, outcome }
  })
  const mine = parse(form, asking, known)
  if (!mine.ok) return { form, problems: mine.problems, began: theirs ?? began }
  if (!theirs) return { facts: mine.value, began }
  const versions = { began, theirs, mine: mine.value }
  const sides = chosenSides(form, versions)
  if ([...sides.values()].includes(undefined)) return { versions, sides }
  const mix = formOfFacts(mixed(versions, sides))
  const draft = parse(mix, asking, known)
  if (!draft.ok) return { form: mix, problems: draft.problems, began: theirs }
  return { facts: draft.value, began: theirs }
}

function parse(form: Form, { taxonomy, language, thisMonth }: Asking, known: CaseFacts) {
  return parseCaseForm(form, taxonomy, language, thisMonth, known)
}
