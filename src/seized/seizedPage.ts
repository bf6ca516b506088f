import type { Actor } from '../auth/actor'
import { dayName } from '../language/dayNames'
import { formatNumber } from '../language/numbers'
import type { Texts } from '../language/texts'
import type { Action } from './action'
import type { SeizedFacts } from './facts'
import { scenariosOf } from './scenario'
import { actionWords, rowWords, scenarioWords } from './wording'

export function seizedPage(facts: SeizedFacts, { language, role }: Actor, texts: Texts) {
  const wording = { language, texts }
  return {
    title: texts(language, 'seized.title'),
    day: dayName(language, facts.day),
    scenarios: scenariosOf(facts).map(scenario => ({
      name: scenario.name,
      ...scenarioWords(wording, scenario),
      rows: scenario.rows.map(row => ({
        ...rowWords(wording, row),
        state: row.state,
        number: formatNumber(language, row.n),
      })),
      actions: scenario.actions.map(action => ({
        text: actionWords(wording, action),
        command: action.command,
        ...wayTo(action),
      })),
    })),
  }

  /** A link to the page if this member may open it, or else who may. */
  function wayTo({ pages = {} }: Action) {
    const href = role === 'volunteer' ? undefined : pages[role]
    if (href !== undefined) return { link: { href, label: pageName(href) } }
    const other = Object.keys(pages)[0]
    return { who: other && texts(language, `seized.by.${other}`) }
  }

  function pageName(href: string): string {
    const noun = href.split(/[/?]/)[1]!
    return texts(language, noun === 'account' ? 'account.title' : `nav.${noun}`)
  }
}
