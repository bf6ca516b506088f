import { parseDay, parseMonth } from '../calendar/month'
import { text, type Form } from '../web/form'
import { auditActions } from './auditAction'
import type { AuditFilter } from './auditListStore'

/** The filters of an address; `undatable` when the day or month cannot be read. What else makes no sense is left out. */
export function parseAuditFilter(query: Form): AuditFilter & { undatable: boolean } {
  const typed = text(query, 'dated')
  const dated = parseMonth(typed) ?? parseDay(typed)
  return {
    action: auditActions.find(action => action === text(query, 'action')),
    actor: /^[\w-]{1,64}$/.exec(text(query, 'actor'))?.[0],
    dated,
    undatable: typed !== '' && !dated,
  }
}

/** Which page of the log, and below which entry it goes on: `before=1234&page=2`. */
export function parseAuditCursor(query: Form): { page: number; before: number | undefined } {
  const before = wholeNumber(text(query, 'before'))
  const page = wholeNumber(text(query, 'page')) ?? 1
  return { before, page: before === undefined ? 1 : Math.max(page, 1) }
}

/** The address of the page that goes on below an entry, with the same filters. */
export function olderAddress(query: Form, page: number, last: { number: number }): string {
  const kept = ['action', 'actor', 'dated'].flatMap(name => {
    const value = text(query, name)
    return value === '' ? [] : [[name, value]]
  })
  const next = [...kept, ['before', String(last.number)], ['page', String(page + 1)]]
  return `/audit?${new URLSearchParams(next as [string, string][]).toString()}`
}

/** PostgreSQL refuses larger ones for our columns. */
const largest = 2 ** 31 - 1

export function wholeNumber(typed: string): number | undefined {
  const number = /^\d{1,10}$/.test(typed) ? Number(typed) : NaN
  return number <= largest ? number : undefined
}
