import { parseMonth, type Month } from '../calendar/month'
import { termsOf, type Taxonomy } from '../taxonomy/taxonomy'
import { text, texts, type Form } from '../web/form'
import { multipleFields, singleFields, taxonomyField, type CaseField, type SingleField } from './case'
import type { Caseworker } from './casePage'

/** What a list of cases is narrowed to: whatever is given must hold, all at once. */
export interface CaseFilter extends Partial<Record<SingleField, string | undefined>> {
  /** A code, or `open` for all but closed. */
  status?: string | undefined
  /** The case has every one of them. */
  needs?: string[] | undefined
  situations?: string[] | undefined
  month?: Month | undefined
  /** The months of the request, both included. */
  from?: Month | undefined
  to?: Month | undefined
  /** Nothing has happened to the case after this month. */
  last_change?: Month | undefined
  /** A member's id, or `nobody`. */
  assigned_to?: string | undefined
  /** A member's id. */
  recorded_by?: string | undefined
}

/** Who looks, and what there is to look for. */
export interface Finding {
  viewer: { id: string }
  taxonomy: Taxonomy
  members: Caseworker[]
}

/** Reads the filters of the list out of an address; what makes no sense is left out. */
export function parseCaseFilter(query: Form, { viewer, taxonomy, members }: Finding): CaseFilter {
  const known = (field: CaseField, codes: string[]) => {
    const terms = termsOf(taxonomy, taxonomyField(field)).map(term => term.code)
    return [...terms, ...(field === 'status' ? ['open'] : [])].filter(code => codes.includes(code))
  }
  const codes = [
    ...singleFields.map(field => [field, known(field, [text(query, field)])[0]] as const),
    ...multipleFields.map(field => [field, known(field, texts(query, field))] as const),
  ]
  const people = ['nobody', ...members.map(one => one.id)]
  const found = {
    ...parsePeriod(query),
    last_change: parseMonth(text(query, 'last_change')),
    assigned_to: people.find(id => id === text(query, 'assigned_to')),
    recorded_by: text(query, 'recorded') === 'me' ? viewer.id : undefined,
  }
  const given = [...codes, ...Object.entries(found)].filter(([, value]) => value?.length)
  return Object.fromEntries(given) as CaseFilter
}

/** The same filters as an address gives them, in one order: what means the same looks the same. */
export function filterQuery({ recorded_by, ...filter }: CaseFilter): [name: string, value: string][] {
  const given = Object.entries(filter) as [string, string | string[] | undefined][]
  const pairs = given.flatMap(([name, value]) =>
    [value ?? []].flat().map(one => [name, one] as [string, string]),
  )
  return recorded_by === undefined ? pairs : [...pairs, ['recorded', 'me']]
}

/** `/cases?status=open&needs=legal`; the page alone when nothing is filtered. */
export function filterAddress(page: string, filter: CaseFilter, more: [string, string][] = []): string {
  const query = new URLSearchParams([...filterQuery(filter), ...more]).toString()
  return query === '' ? page : `${page}?${query}`
}

/** One month is the same as a period that begins and ends with it; a period the wrong way round is turned. */
function parsePeriod(query: Form): Pick<CaseFilter, 'month' | 'from' | 'to'> {
  const month = parseMonth(text(query, 'month'))
  const [from, to] = [parseMonth(text(query, 'from')), parseMonth(text(query, 'to'))]
  if (month) return { month }
  if (from && from === to) return { month: from }
  return from && to && from > to ? { from: to, to: from } : { from, to }
}
