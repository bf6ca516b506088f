import { base32, foldTyped } from '../vault/base32'
import { parseCaseCode, type CaseCode } from './caseCode'

/**
 * The codes that somebody may have meant who typed one wrong character, one too few or one too many, or two neighbours
 * the wrong way round: a dozen at most. Offer only those of cases that the member sees.
 */
export function correctionsOf(typed: string): CaseCode[] {
  const characters = [...foldTyped(typed)]
  if ('code' in parseCaseCode(typed)) return []
  const meant = attempts(characters).map(attempt => parseCaseCode(attempt.join('')))
  return [...new Set(meant.flatMap(parsed => ('code' in parsed ? [parsed.code] : [])))]
}

const length = 7

function attempts(typed: string[]): string[][] {
  if (typed.length === length) return [...swapped(typed), ...replaced(typed, 1)]
  if (typed.length === length - 1) return replaced(typed, 0)
  if (typed.length === length + 1) return typed.map((_, i) => typed.toSpliced(i, 1))
  return []
}

function swapped(typed: string[]): string[][] {
  return typed.slice(1).map((next, i) => typed.toSpliced(i, 2, next, typed[i]!))
}

/** Every character in the place of one, or with `taken` 0 between any two. */
function replaced(typed: string[], taken: 0 | 1): string[][] {
  const places = taken === 1 ? typed.keys() : [...typed, ''].keys()
  return [...places].flatMap(i => [...base32].map(character => typed.toSpliced(i, taken, character)))
}
