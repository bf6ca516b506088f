import { dayName } from '../language/dayNames'
import { formatNumber } from '../language/numbers'
import type { Action } from '../seized/action'
import type { SeizedFacts } from '../seized/facts'
import type { Row } from '../seized/row'
import { scenariosOf } from '../seized/scenario'
import { actionWords, rowWords, scenarioWords, type Wording } from '../seized/wording'

/** What `tropa seized` prints: for each thing that can be taken what it yields, and what to do about that. */
export function seizedText(facts: SeizedFacts, wording: Wording): string {
  const { language, texts } = wording
  const say = (key: string, values = {}) => texts(language, `seized.${key}`, values)
  const parts = scenariosOf(facts).map(scenario => {
    const { heading, lead } = scenarioWords(wording, scenario)
    const actions = scenario.actions.map(action => `- ${actionLine(wording, action)}`)
    const advice = actions.length > 0 ? [`${say('do')}:`, ...actions] : [say('nothing')]
    return [heading, lead, '', ...rowLines(wording, scenario.rows), '', ...advice, ''].join('\n')
  })
  const head = [say('title'), say('day', { day: dayName(language, facts.day) }), '']
  return [head.join('\n'), ...parts].join('\n')
}

/** Number, what it is worth to them, and what it is. */
function rowLines(wording: Wording, rows: Row[]): string[] {
  const cells = rows.map(row => {
    const { label, hint, stateName } = rowWords(wording, row)
    const what = hint === undefined ? label : `${label} (${hint})`
    return [formatNumber(wording.language, row.n), stateName, what] as const
  })
  const width = (column: 0 | 1) => Math.max(...cells.map(cell => cell[column].length))
  return cells.map(([n, state, what]) => `${n.padStart(width(0))}  ${state.padEnd(width(1))}  ${what}`)
}

function actionLine(wording: Wording, action: Action): string {
  const pages = [...new Set(Object.values(action.pages ?? {}))]
  const where = [action.command ?? [], pages].flat().join(', ')
  const text = actionWords(wording, action)
  return where === '' ? text : `${text} [${where}]`
}
