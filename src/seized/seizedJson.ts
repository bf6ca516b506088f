import type { SeizedFacts } from './facts'
import { scenariosOf } from './scenario'

/** The same numbers as the page, under names that stay: docs/reference/commands.md. */
export function seizedJson(facts: SeizedFacts) {
  return {
    day: facts.day,
    scenarios: scenariosOf(facts).map(({ name, limits, rows, actions }) => ({
      scenario: name,
      ...limits,
      rows: rows.map(({ what, n, state, values }) => ({ what, n, state, ...values })),
      actions: actions.map(({ values, ...action }) => ({ ...action, ...values })),
    })),
  }
}
