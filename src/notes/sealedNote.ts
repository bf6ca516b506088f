import type { SealedTable } from '../db/schema'
import { CannotOpen, type DataKey } from '../vault/bytes'
import { openText, sealText, type TextPlace } from '../vault/sealedText'
import type { Note } from './note'

/** A note as somebody may see it: `sealed` to others, or `damaged` although they have the key. */
export interface OpenedNote {
  id: string
  version: number
  content: Note | 'sealed' | 'damaged'
}

type Row = Pick<SealedTable, 'id' | 'case_id' | 'generation' | 'version' | 'ciphertext'>

/** Day and author stand inside the seal with the words: a seized disk tells who wrote when as little as what. */
export function sealNote(key: DataKey, place: Pick<Row, 'id' | 'case_id' | 'version'>, note: Note): string {
  return sealText(key, JSON.stringify(note), placeOf(place))
}

/** Opens a note with the keys that the reader has of its case. One that was put in another's place is damaged. */
export function openNote(keys: Map<number, DataKey>, row: Row): OpenedNote {
  const key = keys.get(row.generation)
  return { id: row.id, version: row.version, content: key ? contentOf(key, row) : 'sealed' }
}

function contentOf(key: DataKey, row: Row): Note | 'damaged' {
  try {
    return JSON.parse(openText(key, row.ciphertext, placeOf(row))) as Note
  } catch (error) {
    if (error instanceof CannotOpen) return 'damaged'
    throw error
  }
}

function placeOf({ id, case_id, version }: Pick<Row, 'id' | 'case_id' | 'version'>): TextPlace {
  return { caseId: case_id, kind: 'note', id, version }
}
