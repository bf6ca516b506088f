import { parseMonth } from '../calendar/month'
import { text, type Form } from '../web/form'
import type { CaseCursor, CaseFilter, HelpCase } from './caseStore'

/** Reads the filters of the list out of an address; what makes no sense is left out. */
export function parseCaseFilter(query: Form): CaseFilter {
  return {
    status: text(query, 'status') || undefined,
    category: text(query, 'category') || undefined,
    month: parseMonth(text(query, 'month')),
    assigned_to: text(query, 'assigned_to') || undefined,
  }
}

/** Which page of the list, and after which case it goes on: `after=24285000003.8f0c…&page=2`. */
export function parseCasePage(query: Form): { number: number; after: CaseCursor | undefined } {
  const [order, id] = text(query, 'after').split('.')
  const number = Number(text(query, 'page'))
  const after = /^\d{1,15}$/.test(order ?? '') && id ? { change_order: Number(order), id } : undefined
  return { number: after && Number.isInteger(number) && number > 1 && number < 1e6 ? number : 1, after }
}

/** The address of the page that goes on after a case, with the same filters. */
export function nextPageAddress(query: Form, page: number, last: HelpCase): string {
  const kept = ['status', 'category', 'month', 'assigned_to'].flatMap(name => {
    const value = text(query, name)
    return value === '' ? [] : [[name, value]]
  })
  const next = [
    ['after', `${last.change_order}.${last.id}`],
    ['page', String(page + 1)],
  ]
  return `/cases?${new URLSearchParams([...kept, ...next] as [string, string][]).toString()}`
}
