import type { Db } from '../db/schema'
import { readEntries, type Reader } from '../entries/readEntries'
import type { Anchor } from '../readers/anchor'
import type { HeldCase } from '../readers/dataKeys'
import type { Obstacle } from './obstacle'
import type { OpenedNote } from './sealedNote'

/** All notes of a case, the earliest first, each opened or not. */
export async function readNotes(
  parts: { db: Db; anchor: Anchor },
  reader: Reader,
  helpCase: HeldCase,
): Promise<{ notes: OpenedNote[]; obstacle?: Obstacle | undefined }> {
  const { entries, obstacle } = await readEntries(parts, reader, helpCase, ['note'])
  return { notes: entries as OpenedNote[], obstacle }
}
