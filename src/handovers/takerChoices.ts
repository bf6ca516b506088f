import type { Actor } from '../auth/actor'
import type { Deps } from '../deps'
import { listReaders } from '../readers/readerList'
import { readWholeTrust } from '../readers/trust'
import { listWorkloads } from './workloadStore'

interface Shown {
  /** Whose cases they are, where that is not to be chosen. */
  but?: string
  /** Who has the case now. They can be chosen: what was left sealed to them is sealed to them then. */
  now?: string | null
  chosen: string[]
}

/** All who can be given cases, as chips of a form: with how many open ones each has, and who cannot read notes yet. */
export async function listChoices(
  { db, anchor, texts }: Pick<Deps, 'db' | 'anchor' | 'texts'>,
  { id, language }: Actor,
  { but, now, chosen }: Shown,
) {
  const readers = await listReaders(db, await readWholeTrust(db, anchor))
  const members = (await listWorkloads(db)).filter(one => one.takesCases && one.id !== but)
  return members.map(one => ({
    id: one.id,
    name: texts(language, 'handover.choice', { name: one.pseudonym, n: one.open }),
    self: one.id === id,
    now: one.id === now,
    unconfirmed: !readers.has(one.id),
    checked: chosen.includes(one.id),
  }))
}
