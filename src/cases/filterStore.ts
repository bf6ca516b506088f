import type { Expression, ExpressionBuilder, SelectQueryBuilder, SqlBool } from 'kysely'
import { addMonths } from '../calendar/month'
import type { Schema } from '../db/schema'
import { singleFields } from './case'
import type { CaseFilter } from './caseFilter'
import { monthOnly } from './changeOrder'

export type CaseQuery<O> = SelectQueryBuilder<Schema, 'cases', O>

/** Narrows a query to the cases for which everything in the filter holds. */
export function filtered<O>(query: CaseQuery<O>, filter: CaseFilter): CaseQuery<O> {
  return query.where(eb => eb.and([...codeConditions(eb, filter), ...otherConditions(eb, filter)]))
}

type Conditions = ExpressionBuilder<Schema, 'cases'>

function codeConditions(eb: Conditions, filter: CaseFilter): Expression<SqlBool>[] {
  const { needs = [], situations = [] } = filter
  return [
    ...singleFields.flatMap(field => {
      const code = filter[field]
      if (code === undefined) return []
      return field === 'status' && code === 'open' ? eb('status', '!=', 'closed') : eb(field, '=', code)
    }),
    ...needs.map(need =>
      eb.exists(
        eb
          .selectFrom('case_needs')
          .select('need')
          .whereRef('case_id', '=', 'cases.id')
          .where('need', '=', need),
      ),
    ),
    ...situations.map(situation =>
      eb.exists(
        eb
          .selectFrom('case_situations')
          .select('situation')
          .whereRef('case_id', '=', 'cases.id')
          .where('situation', '=', situation),
      ),
    ),
  ]
}

function otherConditions(eb: Conditions, filter: CaseFilter): Expression<SqlBool>[] {
  const { month, from, to, last_change, assigned_to, recorded_by } = filter
  const given = <T>(value: T | undefined, condition: (value: T) => Expression<SqlBool>) =>
    value === undefined ? [] : [condition(value)]
  return [
    ...given(month, value => eb('month', '=', value)),
    ...given(from, value => eb('month', '>=', value)),
    ...given(to, value => eb('month', '<=', value)),
    ...given(last_change, value => eb('change_order', '<', monthOnly(addMonths(value, 1)))),
    ...given(recorded_by, value => eb('recorded_by', '=', value)),
    ...given(assigned_to, value =>
      value === 'nobody' ? eb('assigned_to', 'is', null) : eb('assigned_to', '=', value),
    ),
  ]
}
