import type { Actor } from '../auth/actor'
import type { Deps } from '../deps'
import { mayWorkOn } from './mayWorkOn'
import { dayName } from '../language/dayNames'
import { labelOf } from '../taxonomy/taxonomy'
import { mayRepeat } from '../repeats/findOriginal'
import { listPseudonyms } from '../users/userStore'
import { caseSummary, caseworkerName, readWording, type Wording } from './casePage'
import type { HelpCase } from './caseStore'
import { mayErase } from './eraseCase'
import { evaporatesFrom } from './evaporation'
import { plainMoves } from './moveCase'
import { movesFrom, type Move } from './statusMoves'

/** What the page of a case shows of its coded fields, and what can be done with it now. */
export async function showPage(deps: Deps, actor: Actor, helpCase: HelpCase, notice?: string) {
  const { texts, db } = deps
  const wording = await readWording(deps, actor)
  const { language, taxonomy } = wording
  const { code, status, urgency, assigned_to } = helpCase
  const handable = mayWorkOn(actor, helpCase)
  const [assignee] = assigned_to === null ? [] : await listPseudonyms(db, [assigned_to])
  return {
    title: texts(language, 'case.show.title', { code }),
    code,
    notice: notice && texts(language, `case.show.${notice}`),
    status: { code: status, name: labelOf(taxonomy, 'status', status, language) },
    urgent: urgency === 'day' && status !== 'closed',
    answers: handable && status === 'new',
    ...actionsFrom(wording, handable ? movesFrom(status) : [], notice === 'saved'),
    ...shownFacts(wording, helpCase),
    assignee: assignee && caseworkerName(wording, assignee),
    evaporates: evaporationText(deps, wording, helpCase),
    erasable: mayErase(actor),
    handable,
    repeatable: handable && mayRepeat(helpCase),
  }
}

/** Buttons for the moves that ask for nothing, links for the others; the likeliest stands out unless something else does. */
function actionsFrom({ language, texts }: Wording, moves: Move[], anotherFirst: boolean) {
  const buttons = plainMoves.filter(move => moves.includes(move))
  return {
    moves: Object.fromEntries(moves.map(move => [move, true])) as Partial<Record<Move, true>>,
    buttons: buttons.map((move, i) => ({
      move,
      name: texts(language, `case.move.${move}`),
      likeliest: i === 0 && !anotherFirst,
    })),
  }
}

/** What is known row by row, and what is not in one line. The status stands beside the code; an open case has no outcome. */
function shownFacts(wording: Wording, helpCase: HelpCase) {
  const rows = caseSummary(wording, helpCase).filter(({ field }) => field !== 'status')
  const missing = rows.filter(({ field, value }) => value === '' && field !== 'outcome')
  return {
    summary: [...rows.filter(({ value }) => value !== ''), ...reopened(wording, helpCase)],
    missing: missing.map(({ label }) => label).join(', '),
  }
}

function reopened({ language, texts }: Wording, { reopenings: n }: HelpCase) {
  return n === 0
    ? []
    : [{ label: texts(language, 'case.reopened'), value: texts(language, 'case.times', { n }) }]
}

function evaporationText({ texts, config }: Deps, { language }: Wording, { closed_month }: HelpCase) {
  if (!closed_month) return undefined
  const day = dayName(language, evaporatesFrom(closed_month, config.evaporationDays))
  return texts(language, 'case.show.evaporates', { day })
}
