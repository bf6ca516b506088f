import { findIdentifiers, type Finding } from '../screening/identifiers'
import { maskIdentifiers } from '../screening/mask'

/**
 * What becomes of a note's words: the text to save, or what was found in it while its writer has not decided yet
 * whether to `mask` or to `keep` that.
 */
export function screenNote(written: string, decision: string): { text: string } | { findings: Finding[] } {
  if (decision === 'keep') return { text: written }
  const findings = findIdentifiers(written)
  if (findings.length === 0) return { text: written }
  return decision === 'mask' ? { text: maskIdentifiers(written, findings) } : { findings }
}

/** The text in pieces, as a page shows it: what was found is marked. */
export function markedPieces(written: string, findings: Finding[]): { text: string; found: boolean }[] {
  const pieces = findings.flatMap(({ start, end }, i) => [
    { text: written.slice(findings[i - 1]?.end ?? 0, start), found: false },
    { text: written.slice(start, end), found: true },
  ])
  return [...pieces, { text: written.slice(findings.at(-1)?.end ?? 0), found: false }]
}
