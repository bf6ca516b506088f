import type { Actor } from '../auth/actor'
import type { SealedTable } from '../db/schema'
import type { KeyHolder } from '../readers/dataKeys'

/** What is sealed on a case: notes, and all that members do with it that has a day or words. */
export type EntryKind = SealedTable['kind']

/** An entry as somebody may see it: `sealed` to others, or `damaged` although they have the key. */
export interface OpenedEntry<Content> {
  id: string
  version: number
  /** Order within the case, across all kinds. */
  position: number
  content: Content | 'sealed' | 'damaged'
}

/** A member who writes: who they are, and their keys. */
export interface Writer {
  actor: Actor
  holder: KeyHolder
}

/** An entry that has opened. */
export type ReadEntry<Content> = Omit<OpenedEntry<Content>, 'content'> & { content: Content }

/** The entries that opened. */
export function opened<Content extends object>(entries: OpenedEntry<Content>[]): ReadEntry<Content>[] {
  return entries.filter((entry): entry is ReadEntry<Content> => typeof entry.content !== 'string')
}
