import { createHash } from 'node:crypto'
import type { CaseFacts } from './case'

type Described = Pick<CaseFacts, 'category' | 'profile' | 'asker' | 'place' | 'needs' | 'situations'>

/**
 * The coded fields that describe the person, as one short value that can be looked up: cases of a month that have the
 * same may be the same person's. Null when too little is known, so that not everything looks alike. It says nothing
 * that the fields beside it do not say.
 */
export function likenessOf({ category, profile, asker, place, needs, situations }: Described): string | null {
  const known = [profile, asker, place].map(code => (code === 'unknown' ? '' : (code ?? '')))
  const described = [...known, sorted(needs), sorted(situations)]
  if (described.filter(code => code !== '').length < leastKnown) return null
  return createHash('sha256')
    .update([category, ...described].join('\n'))
    .digest('hex')
    .slice(0, 16)
}

/** Besides the category, of which there are three. */
const leastKnown = 2

function sorted(codes: string[]): string {
  return [...codes].sort().join(' ')
}
