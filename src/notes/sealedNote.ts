import type { SealedTable } from '../db/schema'
import type { OpenedEntry } from '../entries/entry'
import { openEntry, sealEntry } from '../entries/sealEntry'
import type { DataKey } from '../vault/bytes'
import type { Note } from './note'

export type OpenedNote = OpenedEntry<Note>

export function sealNote(
  key: DataKey,
  place: Pick<SealedTable, 'id' | 'case_id' | 'version'>,
  note: Note,
): string {
  return sealEntry(key, { ...place, kind: 'note' }, note)
}

export function openNote(keys: Map<number, DataKey>, row: SealedTable): OpenedNote {
  return openEntry<Note>(keys, row)
}
