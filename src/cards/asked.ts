import { parseMonth } from '../calendar/month'
import { factKinds, type FactKind } from '../reports/fact'
import type { Period } from '../reports/period'
import { parseQuestion, type Question } from '../reports/question'
import type { Group } from '../reports/records'
import { countedCategories, reportable, type Counted } from '../reports/reportStore'
import { text, type Form } from '../web/form'

/** What somebody wants a card of: a cell of a table, or a sentence that a report of some months says. */
export interface Asked extends Period, Pick<Question, 'by' | 'of'> {
  group: Group
  fact?: { kind: FactKind; report: Period }
}

/**
 * What a link of a report asks for by `by`, `category`, `group`, `from`, `to`, `fact`, `report_from` and `report_to`.
 * Without `to` it is one month; without `group` all requests, and an empty one is those without a value. Undefined for
 * what no report links to.
 */
export function parseAsked(form: Form, counted: Counted): Asked | undefined {
  const period = periodIn(text(form, 'from'), text(form, 'to') || text(form, 'from'))
  const { from, to } = reportable(counted)
  if (!period || period.from < from || period.to > to) return undefined
  const question = parseQuestion({ by: form.by, category: form.category }, period, countedCategories(counted))
  if (!question.ok) return undefined
  const group = Object.hasOwn(form, 'group') ? text(form, 'group') : null
  const asked = { ...period, by: question.value.by, of: question.value.of, group }
  if (text(form, 'fact') === '') return asked
  const kind = factKinds.find(one => one === text(form, 'fact'))
  const report = periodIn(text(form, 'report_from'), text(form, 'report_to'))
  return kind && report && { ...asked, fact: { kind, report } }
}

/** The same as fields of a form, or of an address. */
export function fieldsOf({ by, of, group, from, to, fact }: Asked): { name: string; value: string }[] {
  const fields = {
    ...{ by, category: of ?? undefined, group: group ?? undefined, from, to },
    ...(fact && { fact: fact.kind, report_from: fact.report.from, report_to: fact.report.to }),
  }
  return Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]))
}

export function addressOf(asked: Asked): string {
  const query = new URLSearchParams(fieldsOf(asked).map(({ name, value }): [string, string] => [name, value]))
  return `/reports/cards/new?${query.toString()}`
}

function periodIn(first: string, last: string): Period | undefined {
  const [from, to] = [parseMonth(first), parseMonth(last)]
  return from && to && from <= to ? { from, to } : undefined
}
