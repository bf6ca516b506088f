import { listEntries } from '../audit/auditStore'
import type { AuditTable, Db } from '../db/schema'
import { hasItsContent, isEntryOf } from './filingEntry'
import { listFilings, type Filing } from './filingStore'

/** A filing that is not what was filed, as its month and revision; without a `filing` it is gone, and its entry is left. */
export type BrokenFiling =
  { kind: 'changed' | 'unlogged'; filing: Filing } | { kind: 'missing'; entry: AuditTable }

/** Whether every filing has its content, and its entry in the audit log, and every such entry its filing. */
export async function checkFilings(db: Db): Promise<{ filings: number; broken: BrokenFiling[] }> {
  const filings = await listFilings(db)
  const entries = await listEntries(db, 'month.filed')
  const kept = new Set(filings.map(filing => filing.head.number))
  return {
    filings: filings.length,
    broken: [
      ...filings
        .filter(filing => !hasItsContent(filing))
        .map(filing => ({ kind: 'changed' as const, filing })),
      ...filings
        .filter(
          filing => !entries.some(entry => entry.number === filing.head.number && isEntryOf(filing, entry)),
        )
        .map(filing => ({ kind: 'unlogged' as const, filing })),
      ...entries.filter(entry => !kept.has(entry.number)).map(entry => ({ kind: 'missing' as const, entry })),
    ],
  }
}
