import { text, type Form } from '../web/form'
import { filterAddress, type CaseFilter } from './caseFilter'
import type { CaseCursor, HelpCase } from './caseStore'

/** Which page of the list, and after which case it goes on: `after=24285000003.8f0c…&page=2`. */
export function parseCasePage(query: Form): { number: number; after: CaseCursor | undefined } {
  const [order, id] = text(query, 'after').split('.')
  const number = Number(text(query, 'page'))
  const after = /^\d{1,15}$/.test(order ?? '') && id ? { change_order: Number(order), id } : undefined
  return { number: after && Number.isInteger(number) && number > 1 && number < 1e6 ? number : 1, after }
}

/** The address of the page that goes on after a case, with the same filters. */
export function nextPageAddress(filter: CaseFilter, page: number, last: HelpCase): string {
  return filterAddress('/cases', filter, [
    ['after', `${last.change_order}.${last.id}`],
    ['page', String(page + 1)],
  ])
}
