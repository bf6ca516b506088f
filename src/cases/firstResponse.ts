import { isLeftOut } from '../counts/count'
import { opened } from '../entries/entry'
import { deleteEntry } from '../entries/entryStore'
import { addEntry, entriesOf, type CaseWork } from './workOnCase'

/** When a request was logged: the exact second, sealed until the first answer, and nowhere else. */
export interface Opening {
  /** Epoch seconds. */
  at: number
}

/** Seals the second in which a new request of this month was logged; of one that was logged later nobody knows it. */
export async function sealOpening(on: CaseWork, now: number): Promise<void> {
  const { helpCase, trust, today } = on
  if (!trust || helpCase.status !== 'new' || helpCase.month !== today.month || helpCase.first_response) return
  const content: Opening = { at: now }
  await addEntry(on, 'opening', content)
}

/**
 * How long the person waited, as a bucket of the taxonomy; undefined when nobody knows. The exact second is deleted:
 * whoever answered has no use for it, and whoever seizes the disk would. Returned for who may take the answer back.
 */
export async function takeFirstResponse(
  on: CaseWork,
  now: number,
): Promise<{ bucket: string | undefined; opening: Opening | undefined }> {
  const entries = await entriesOf<Opening>(on, 'opening')
  const [first] = opened(entries)
  for (const { id } of entries) await deleteEntry(on.tx, on.helpCase.id, id)
  return { bucket: first && bucketOf(now - first.content.at), opening: first?.content }
}

/**
 * What the first move of a new case says of how long the person waited, and the opening that went with it. What somebody
 * has filled in already stays; who was lost never got an answer, and what does not count waits for none.
 */
export async function answerFirst(
  on: CaseWork,
  now: number,
  outcome?: string,
): Promise<{ first_response: string | null; opening: Opening | undefined }> {
  const { status, first_response } = on.helpCase
  if (status !== 'new') return { first_response, opening: undefined }
  const { bucket, opening } = await takeFirstResponse(on, now)
  const answered =
    outcome === 'contact_lost' ? 'none' : outcome && isLeftOut({ outcome }) ? null : (bucket ?? null)
  return { first_response: first_response ?? answered, opening }
}

/** The bucket for a wait of so many seconds. */
export function bucketOf(seconds: number): string {
  const hours = seconds / 3600
  return buckets.find(one => hours <= one.hours)?.code ?? 'later'
}

const buckets = [
  { code: 'within_1h', hours: 1 },
  { code: 'within_4h', hours: 4 },
  { code: 'within_24h', hours: 24 },
  { code: 'within_3d', hours: 72 },
]
