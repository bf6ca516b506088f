import type { Actor } from '../auth/actor'
import type { Day } from '../calendar/month'
import { parseCaseCode } from '../cases/caseCode'
import { findCase, type HelpCase } from '../cases/caseStore'
import type { Deps } from '../deps'
import type { Db } from '../db/schema'
import { opened, type OpenedEntry } from '../entries/entry'
import type { ReadEntry, Reader } from '../entries/readEntries'
import { mayMask } from '../notes/note'
import { shownNotes } from '../notes/notePage'
import type { OpenedNote } from '../notes/sealedNote'
import type { HistoryEvent } from './event'
import { happeningText } from './happeningText'
import { historyWording } from './historyWording'

/** A note, or one line about what somebody did. */
export interface StoryLine {
  /** Of a note that does not open nobody knows it. */
  day: Day | undefined
  note?: object
  text?: string
  /** The text cut at the code of another case, to lead there. */
  link?: { before: string; code: string; after: string } | undefined
}

/** What is to be told of a case, in order: every note, and every step that opens. */
export async function storyLines(
  parts: Pick<Deps, 'db' | 'anchor' | 'texts'>,
  reader: Reader,
  entries: ReadEntry[],
  helpCase: HelpCase,
): Promise<StoryLine[]> {
  const { actor } = reader
  const notes = entries.filter(one => one.kind === 'note') as OpenedNote[]
  const events = opened(entries.filter(one => one.kind === 'event') as OpenedEntry<HistoryEvent>[])
  const told = new Map(events.map(one => [one.id, one.content]))
  const wording = await historyWording(parts, actor.language, [...told.values()])
  const visible = await visibleCodes(parts.db, actor, [...told.values()])
  const shown = new Map((await shownNotes(parts, reader, notes)).map(note => [note.id, note]))
  return entries.flatMap(({ id }): StoryLine[] => {
    const [note, event] = [shown.get(id), told.get(id)]
    if (event) {
      const text = happeningText(wording, event)
      return [{ day: event.day, text, link: linkIn(text, event, visible) }]
    }
    if (!note) return []
    const maskable = note.content && mayMask(actor, note.content, helpCase)
    return [{ day: note.content?.day, note: { ...note, code: helpCase.code, maskable } }]
  })
}

/** Of the other cases that events name, the codes of those that the member sees. */
async function visibleCodes(db: Db, actor: Actor, events: HistoryEvent[]): Promise<Set<string>> {
  const visible = new Set<string>()
  for (const named of new Set(events.flatMap(event => ('code' in event ? event.code : [])))) {
    const parsed = parseCaseCode(named)
    if ('code' in parsed && (await findCase(db, actor, parsed.code))) visible.add(named)
  }
  return visible
}

function linkIn(text: string, event: HistoryEvent, visible: Set<string>): StoryLine['link'] {
  if (!('code' in event) || !visible.has(event.code)) return undefined
  const at = text.indexOf(event.code)
  return { before: text.slice(0, at), code: event.code, after: text.slice(at + event.code.length) }
}
