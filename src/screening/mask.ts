import type { Finding } from './identifiers'

/** Always as long, so that the length of what stood here says nothing. */
const mask = '▒▒▒'

/** The text with each of the findings covered; they are in order and do not overlap. */
export function maskIdentifiers(text: string, findings: Finding[]): string {
  const kept = findings.map((finding, i) => text.slice(findings[i - 1]?.end ?? 0, finding.start) + mask)
  return kept.join('') + text.slice(findings.at(-1)?.end ?? 0)
}

/**
 * Covers each of the words wherever it stands, within longer words too («Иваном» by «Иван»), in capitals or not,
 * е and ё alike, and says how often.
 */
export function maskWords(text: string, words: string[]): { text: string; count: number } {
  const patterns = words
    .map(word => word.trim())
    .filter(word => word !== '')
    .sort((one, other) => other.length - one.length)
  if (patterns.length === 0) return { text, count: 0 }
  let count = 0
  const masked = text.replace(new RegExp(patterns.map(literally).join('|'), 'giu'), () => {
    count++
    return mask
  })
  return { text: masked, count }
}

/** The word itself as a pattern: no character of it means anything else, and a space is any run of spaces. */
function literally(word: string): string {
  return word
    .replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
    .replace(/[её]/gi, '[её]')
    .replace(/\s+/g, String.raw`\s+`)
}
