import { parseMonth } from '../calendar/month'
import { dimensions, sumOf, type Count } from '../counts/count'
import type { InLanguages } from '../language/texts'
import { contentOf, type FiledMonth, type FiledTerm } from './filing'

/** Undefined for whatever `contentOf` would not have written, down to the last character. */
export function parseContent(content: string): FiledMonth | undefined {
  const filed = read(content)
  return filed && contentOf(filed) === content ? filed : undefined
}

/** The number of requests alone, unchecked, which takes a tenth of the time: for many months at once. */
export function requestsInContent(content: string): number {
  const counts = objectIn(content).counts
  return isListOf(isCount, counts) ? sumOf(counts.filter(count => count.dimension === 'total')) : 0
}

function read(content: string): FiledMonth | undefined {
  const { month: typed, counts, words } = objectIn(content)
  const month = parseMonth(typed)
  if (!month || !isListOf(isCount, counts) || !isObject(words)) return undefined
  const cells = counts.map(({ dimension, category, value }) => [dimension, category, value].join(' '))
  if (new Set(cells).size < cells.length) return undefined
  if (!Object.values(words).every(terms => isListOf(isTerm, terms))) return undefined
  return { month, counts: counts.map(count => ({ ...count, month })), words }
}

function objectIn(content: string): Record<string, unknown> {
  try {
    const json: unknown = JSON.parse(content)
    return isObject(json) ? json : {}
  } catch {
    return {}
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isListOf<T>(isOne: (value: unknown) => value is T, value: unknown): value is T[] {
  return Array.isArray(value) && value.every(isOne)
}

function isCount(value: unknown): value is Count {
  if (!isObject(value)) return false
  const { dimension, category, value: code, n } = value
  const named = typeof category === 'string' && typeof code === 'string'
  return named && dimensions.some(one => one === dimension) && Number.isSafeInteger(n) && (n as number) > 0
}

function isTerm(value: unknown): value is FiledTerm {
  return isObject(value) && typeof value.code === 'string' && inBoth(value.label) && inBoth(value.meaning)
}

function inBoth(value: unknown): value is InLanguages {
  return isObject(value) && typeof value.en === 'string' && typeof value.ru === 'string'
}
