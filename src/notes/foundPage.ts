import type { Language } from '../db/schema'
import type { Texts } from '../language/texts'
import { nameKeys, type Finding } from '../screening/identifiers'
import { markedPieces } from './screenNote'

/** What a page shows of words in a field that may lead to a person: the words, marked, and what to decide. */
export function foundPage(
  { language, texts }: { language: Language; texts: Texts },
  { field, written, findings }: { field: string; written: string; findings: Finding[] },
) {
  const kinds = nameKeys(findings).map(key => texts(language, key))
  const found = texts(language, 'note.found', { kinds: kinds.join(', ') })
  return {
    title: texts(language, 'note.found_title'),
    pieces: markedPieces(written, findings),
    problems: [{ field, text: found }],
  }
}
