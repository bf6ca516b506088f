import { caseworkerName } from '../cases/casePage'
import type { Db, Language } from '../db/schema'
import type { Texts } from '../language/texts'
import { readTaxonomy } from '../taxonomy/taxonomyStore'
import { listPseudonyms } from '../users/userStore'
import type { HistoryEvent } from './event'
import { membersIn, type HistoryWording } from './happeningText'

/** What it takes to put these events into words. */
export async function historyWording(
  { db, texts }: { db: Db; texts: Texts },
  language: Language,
  events: HistoryEvent[],
): Promise<HistoryWording> {
  const ids = [...new Set(events.flatMap(membersIn))]
  const members = ids.length > 0 ? await listPseudonyms(db, ids) : []
  const names = new Map(members.map(one => [one.id, caseworkerName({ language, texts }, one)]))
  return { language, texts, taxonomy: await readTaxonomy(db), names }
}
