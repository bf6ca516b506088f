import { addMonths, type Month } from '../calendar/month'
import type { Language } from '../db/schema'
import type { InLanguages } from '../language/texts'

/** One code a field of a case may hold, and what people call it. */
export interface Term {
  code: string
  /** For a profile, the category it details; otherwise empty. */
  parent: string
  /** What it is called today. */
  label: InLanguages
  /** The first and the last month in which requests may have it; undefined for no limit. */
  from: Month | undefined
  to: Month | undefined
  /** The code of the same field that goes on with its series. */
  countsAs: string | undefined
  /** What it was called and meant, earliest first; the last holds today. Never empty. */
  wordings: TermWording[]
}

export interface TermWording {
  /** Undefined: from the beginning. */
  from: Month | undefined
  label: InLanguages
  /** Which requests belong to it; may be empty. */
  meaning: InLanguages
  /** Other requests belong to it than before, so that figures before and after are not compared. */
  newMeaning: boolean
}

/** Terms by field (`category`, `need`, …), in the order of the form. */
export type Taxonomy = Record<string, Term[]>

/** All terms of a field, those that are no longer in use among them. */
export function termsOf(taxonomy: Taxonomy, field: string): Term[] {
  return taxonomy[field] ?? []
}

/** The terms that a request of a month may have. */
export function termsInUse(taxonomy: Taxonomy, field: string, month: Month): Term[] {
  return termsOf(taxonomy, field).filter(term => isInUse(term, month))
}

export function isInUse({ from, to }: Pick<Term, 'from' | 'to'>, month: Month): boolean {
  return (!from || from <= month) && (!to || month <= to)
}

/** What people call a code; the code itself when the taxonomy no longer has it. */
export function labelOf(taxonomy: Taxonomy, field: string, code: string, language: Language): string {
  return termsOf(taxonomy, field).find(term => term.code === code)?.label[language] ?? code
}

/** How a code was called, and what it meant, in a month. */
export function wordingIn(term: Term, month: Month): TermWording {
  return term.wordings.findLast(({ from }) => !from || from <= month) ?? term.wordings[0]!
}

/**
 * The months from which figures of a field are not comparable with those before: a code came, went or changed its
 * meaning, and no code goes on with its series. Earliest first.
 */
export function breaksOf(taxonomy: Taxonomy, field: string): Month[] {
  const terms = termsOf(taxonomy, field)
  const breaks = terms.flatMap(term => [
    ...(term.from && !goesOn(term, terms) ? [term.from] : []),
    ...(term.to && !term.countsAs ? [addMonths(term.to, 1)] : []),
    ...term.wordings.flatMap(({ from, newMeaning }) => (from && newMeaning ? [from] : [])),
  ])
  return [...new Set(breaks)].sort()
}

/** A code with those whose series it goes on with. */
export function membersOf(taxonomy: Taxonomy, field: string, code: string): string[] {
  return [code, ...[...continuedAs(taxonomy, field)].flatMap(([from, to]) => (to === code ? [from] : []))]
}

/** Whether it begins in the month after the last of a code whose series it goes on with. */
function goesOn({ code, from }: Term, terms: Term[]): boolean {
  return terms.some(({ countsAs, to }) => countsAs === code && to && addMonths(to, 1) === from)
}

/** By code: the code that goes on with its series today, for those that have one. */
export function continuedAs(taxonomy: Taxonomy, field: string): Map<string, string> {
  const direct = new Map(
    termsOf(taxonomy, field).flatMap(({ code, countsAs }) => (countsAs ? [[code, countsAs] as const] : [])),
  )
  const last = (code: string, left: number): string => {
    const next = direct.get(code)
    return next === undefined || left === 0 ? code : last(next, left - 1)
  }
  return new Map([...direct.keys()].map(code => [code, last(code, direct.size)]))
}
