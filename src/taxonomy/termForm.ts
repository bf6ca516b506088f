import { text, type Form, type Parsed } from '../web/form'
import { parseRetirement, parseTakingBack } from './retirementForm'
import type { Term } from './taxonomy'
import { neighbourOf, type Changing, type TermChange } from './termChange'
import { parseWording } from './wordsForm'

/** Turns what was sent from the page of a code into a change of it, or says what to mend. */
export function parseTermChange(form: Form, changing: Changing, term: Term): Parsed<TermChange> {
  const asked = text(form, 'do')
  if (asked === 'retire') return parseRetirement(form, changing, term)
  if (asked === 'take_back') return parseTakingBack(changing, term)
  if (asked === 'up' || asked === 'down') return parseMove(changing, term, asked)
  return parseWording(form, changing, term)
}

function parseMove(changing: Changing, term: Term, way: 'up' | 'down'): Parsed<TermChange> {
  const neighbour = neighbourOf(changing, term, way)
  if (!neighbour) return { ok: false, problems: { order: 'taxonomy.problem.changed' } }
  return { ok: true, value: { what: 'moved', code: term.code, neighbour: neighbour.code } }
}
