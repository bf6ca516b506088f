import type { Day, Month } from '../calendar/month'
import type { Language } from '../db/schema'
import { dayName } from '../language/dayNames'
import { monthName } from '../language/monthNames'
import type { Texts, Values } from '../language/texts'
import type { Action } from './action'
import type { Row, Spoken } from './row'
import type { Scenario } from './scenario'

export interface Wording {
  language: Language
  texts: Texts
}

/** What it is about, and in one line what whoever takes it has. */
export function scenarioWords({ language, texts }: Wording, { name, limits }: Scenario) {
  return {
    heading: texts(language, `seized.title.${name}`),
    lead: texts(language, `seized.lead.${name}`, { ...limits }),
  }
}

export function rowWords({ language, texts }: Wording, { what, state, hint, values }: Row) {
  return {
    label: texts(language, `seized.what.${what}`),
    hint: hint === undefined ? undefined : texts(language, `seized.hint.${hint}`, named(language, values)),
    stateName: texts(language, `seized.state.${state}`),
  }
}

export function actionWords({ language, texts }: Wording, { action, n, values }: Action): string {
  return texts(language, `seized.action.${action}`, { ...values, ...(n === undefined ? {} : { n }) })
}

/** Months and days as people write them; numbers stay what they are. */
function named(language: Language, values: Spoken = {}): Values {
  const name = ([key, value]: [string, string | number]) => {
    if (key.endsWith('_month')) return [key, monthName(language, value as Month)]
    return [key, key.endsWith('_day') ? dayName(language, value as Day) : value]
  }
  return Object.fromEntries(Object.entries(values).map(name)) as Values
}
