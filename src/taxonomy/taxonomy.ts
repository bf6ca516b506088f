import type { Language } from '../db/schema'

/** One code a field of a case may hold, and what people call it. */
export interface Term {
  code: string
  /** For a profile, the category it details; otherwise empty. */
  parent: string
  label: Record<Language, string>
}

/** Terms by field (`category`, `need`, …), in the order of the form. */
export type Taxonomy = Record<string, Term[]>

export function termsOf(taxonomy: Taxonomy, field: string): Term[] {
  return taxonomy[field] ?? []
}

/** What people call a code; the code itself when the taxonomy no longer has it. */
export function labelOf(taxonomy: Taxonomy, field: string, code: string, language: Language): string {
  return termsOf(taxonomy, field).find(term => term.code === code)?.label[language] ?? code
}
