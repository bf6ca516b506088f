import { auditLedger, type Finding } from './auditLedger'
import type { FrozenMonth } from './ledger'
import { menu } from './menu'
import type { ReleasedFile } from './release'
import { readNumbers } from './releasedNumbers'
import type { Solver } from './solver'

/** With these figures published somebody could be worked out, so they are not; says where to look. */
export class AuditFailed extends Error {
  override name = 'AuditFailed'

  constructor(readonly findings: Finding[]) {
    super(findings.map(({ kind, where }) => `${kind}: ${where}`).join('\n'))
  }
}

/** Throws unless everything ever closed, and every file ever released, keep the promise together. */
export function auditReleases(solver: Solver, ledger: FrozenMonth[], files: ReleasedFile[]): void {
  const readings = files.map(file => readNumbers(file, menu))
  const findings = [
    ...readings.flatMap(reading => reading.findings),
    ...auditLedger(
      solver,
      ledger,
      readings.flatMap(reading => reading.statements),
    ),
  ]
  if (findings.length > 0) throw new AuditFailed(findings)
}
