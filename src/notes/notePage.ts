import type { Day } from '../calendar/month'
import { caseworkerName } from '../cases/casePage'
import type { HelpCase } from '../cases/caseStore'
import type { Deps } from '../deps'
import { dayName } from '../language/dayNames'
import { mayMask, type Note } from './note'
import { listAuthors } from './noteStore'
import { readNotes, type Reader } from './readNotes'
import type { OpenedNote } from './sealedNote'

type Parts = Pick<Deps, 'db' | 'anchor' | 'texts'>

/** What the section "Notes" of a case's page shows. */
export async function noteSection(parts: Parts, reader: Reader, helpCase: HelpCase) {
  const { texts } = parts
  const { actor } = reader
  const { notes, obstacle } = await readNotes(parts, reader, helpCase)
  const shown = await shownNotes(parts, reader, notes)
  return {
    code: helpCase.code,
    notes: shown.map(note => ({ ...note, maskable: note.content && mayMask(actor, note.content, helpCase) })),
    obstacle: obstacle && texts(actor.language, `note.obstacle.${obstacle}`),
    unconfirmed: obstacle === 'unconfirmed',
    writable: obstacle !== 'no_coordinator' && obstacle !== 'broken',
  }
}

interface ShownNote {
  id: string
  content?: Note
  /** Who wrote it and when, and who masked it; or why there is nothing to read. */
  written?: string
  masked?: string | undefined
  unread?: string
}

/** Notes as a page shows them, with the pseudonyms of those who wrote and masked them. */
export async function shownNotes({ db, texts }: Parts, { actor }: Reader, notes: OpenedNote[]) {
  const { language } = actor
  const open = notes.flatMap(({ content }) => (typeof content === 'string' ? [] : content))
  const ids = new Set(open.flatMap(({ author, masked }) => (masked ? [author, masked.by] : [author])))
  const authors = ids.size > 0 ? await listAuthors(db, [...ids]) : []
  const line = (key: string, id: string, day: Day) => {
    const author = authors.find(one => one.id === id)
    const name = author ? caseworkerName({ language, texts }, author) : texts(language, 'note.unknown_author')
    return texts(language, key, { name, day: dayName(language, day) })
  }
  return notes.map(({ id, content }): ShownNote => {
    if (typeof content === 'string') return { id, unread: texts(language, `note.unread.${content}`) }
    const { text, day, author, masked } = content
    const how = text === '' ? 'note.masked_whole' : 'note.masked'
    return {
      id,
      content,
      written: line('note.written', author, day),
      masked: masked && line(how, masked.by, masked.day),
    }
  })
}
