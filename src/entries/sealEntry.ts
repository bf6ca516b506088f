import type { SealedTable } from '../db/schema'
import { CannotOpen, type DataKey } from '../vault/bytes'
import { openText, sealText, type TextPlace } from '../vault/sealedText'
import type { OpenedEntry } from './entry'
import { hasShape } from './entryShape'

type Place = Pick<SealedTable, 'id' | 'case_id' | 'kind' | 'version'>

/** Day and member stand inside the seal with the words: a seized disk tells who did what when as little as why. */
export function sealEntry(key: DataKey, place: Place, content: object): string {
  return sealText(key, JSON.stringify(content), placeOf(place))
}

/**
 * Opens an entry with the keys that the reader has of its case. One that was put in another's place is damaged, and so is
 * one that does not hold what its kind does.
 */
export function openEntry<Content>(keys: Map<number, DataKey>, row: SealedTable): OpenedEntry<Content> {
  const { id, version, position } = row
  const key = keys.get(row.generation)
  return { id, version, position, content: key ? contentOf(key, row) : 'sealed' }
}

function contentOf<Content>(key: DataKey, row: SealedTable): Content | 'damaged' {
  try {
    const content: unknown = JSON.parse(openText(key, row.ciphertext, placeOf(row)))
    return hasShape(row.kind, content) ? (content as Content) : 'damaged'
  } catch (error) {
    if (error instanceof CannotOpen || error instanceof SyntaxError) return 'damaged'
    throw error
  }
}

function placeOf({ id, case_id, kind, version }: Place): TextPlace {
  return { caseId: case_id, kind, id, version }
}
