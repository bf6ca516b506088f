import { coverHarmless } from './harmless'
import { identifierRules, type IdentifierKind } from './identifierRules'
import { plainCharacters } from './plainCharacters'

/** Where something stands that could lead to a person: `text.slice(start, end)`. */
export interface Finding {
  kind: IdentifierKind
  start: number
  end: number
  text: string
}

/**
 * Looks for what must never be stored. A help, not a guarantee: a bare name or a story that only one person can
 * have lived passes. What overlaps is one finding, of the kind of its longest part. Never throws; the time it
 * takes grows with the length of the text and no faster.
 */
export function findIdentifiers(text: string): Finding[] {
  const readable = coverHarmless(plainCharacters(text))
  const found = Object.entries(identifierRules).flatMap(([kind, patterns]) =>
    patterns.flatMap(pattern => spansOf(readable, kind as IdentifierKind, pattern)),
  )
  // Of two that are equally long the kind that stands first in the table wins: sorting keeps their order.
  found.sort((one, other) => one.start - other.start)
  return joined(readable, found).map(({ kind, start, end }) => ({
    kind,
    start,
    end,
    text: text.slice(start, end),
  }))
}

/** The names of what was found, each kind once, as keys of the locale files. */
export function nameKeys(findings: Finding[]): string[] {
  return [...new Set(findings.map(finding => `screening.${finding.kind}`))]
}

interface Span {
  kind: IdentifierKind
  start: number
  end: number
  longest: number
}

function spansOf(text: string, kind: IdentifierKind, pattern: RegExp): Span[] {
  return [...text.matchAll(pattern)].map(match => {
    const length = match[0].length
    return { kind, start: match.index, end: match.index + length, longest: length }
  })
}

function joined(text: string, spans: Span[]): Span[] {
  const whole: Span[] = []
  for (const span of spans) {
    const last = whole.at(-1)
    if (!last || span.start >= last.end) whole.push(widened(text, span, last?.end ?? 0))
    else whole[whole.length - 1] = widened(text, union(last, span), last.start)
  }
  return whole
}

function union(one: Span, other: Span): Span {
  const longer = other.longest > one.longest ? other : one
  return { ...longer, start: one.start, end: Math.max(one.end, other.end) }
}

/**
 * Takes the whole word that a match touches: half of it would still tell something, and could be an identifier
 * of its own as soon as its other half is masked.
 */
function widened(text: string, span: Span, floor: number): Span {
  let { start, end } = span
  while (start > floor && glued(text, start)) start--
  while (end < text.length && glued(text, end)) end++
  return { ...span, start, end }
}

function glued(text: string, position: number): boolean {
  return partOfWord.test(text[position - 1]!) && partOfWord.test(text[position]!)
}

/** Halves of a surrogate pair count, so that none is ever cut in two. */
const partOfWord = /[\p{L}\p{N}_@\ud800-\udfff]/u
