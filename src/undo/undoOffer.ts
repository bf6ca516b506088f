import type { OpenStrongbox } from '../auth/unlock'
import { secondsOf } from '../calendar/month'
import type { Language } from '../db/schema'
import type { Deps } from '../deps'
import type { Texts } from '../language/texts'
import { listUndos, type KeptUndo } from './keepUndo'

/** What the partial `undo/offer` shows. */
export interface UndoOffer {
  id: string
  /** What was done. */
  text: string
}

export interface Asker {
  language: Language
  /** Asked only when there is something to open. */
  strongbox: () => Promise<OpenStrongbox>
}

/** What a member has just done and may take back, if `id` names it; it comes out of the address of a page. */
export async function undoOffer(
  { db, texts, clock }: Pick<Deps, 'db' | 'texts' | 'clock'>,
  { language, strongbox }: Asker,
  id: unknown,
): Promise<UndoOffer | undefined> {
  if (typeof id !== 'string' || id === '') return undefined
  const kept = (await listUndos(db, await strongbox(), secondsOf(clock))).find(undo => undo.id === id)
  return kept && offerOf(texts, language, kept)
}

/** The same for an undo that is open already. */
export function offerOf(texts: Texts, language: Language, undo: KeptUndo): UndoOffer {
  const values =
    undo.undoing === 'leaver'
      ? { n: undo.moved.length }
      : { n: undo.cases.length, code: undo.cases[0]?.code ?? '' }
  return { id: undo.id, text: texts(language, `undo.offer.${undo.undoing}`, values) }
}
