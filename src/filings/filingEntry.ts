import type { AuditTable } from '../db/schema'
import { hashOf } from './filing'
import type { Filing } from './filingStore'
import { parseContent } from './parseContent'

/** What the audit log says of a filing: month, revision and hash, so that the chain holds the figures too. */
export function entryObject({
  month,
  revision,
  sha256,
}: Pick<Filing, 'month' | 'revision' | 'sha256'>): string {
  return `${month}/${revision}/${sha256}`
}

/** Whether the content is what was hashed when the month was filed, and what Tropa would have written. */
export function hasItsContent({ month, content, sha256 }: Filing): boolean {
  return hashOf(content) === sha256 && parseContent(content)?.month === month
}

/** Whether the entry is the one that says it was filed. */
export function isEntryOf(filing: Filing, entry: AuditTable): boolean {
  return (
    entry.hash === filing.head.hash &&
    entry.action === 'month.filed' &&
    entry.object === entryObject(filing) &&
    entry.actor === filing.filedBy &&
    entry.dated === filing.filedDay
  )
}
