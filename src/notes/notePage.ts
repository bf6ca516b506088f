import type { Day } from '../calendar/month'
import { caseworkerName } from '../cases/casePage'
import type { Deps } from '../deps'
import type { Reader } from '../entries/readEntries'
import { dayName } from '../language/dayNames'
import { listPseudonyms } from '../users/userStore'
import type { Note } from './note'
import type { OpenedNote } from './sealedNote'

type Parts = Pick<Deps, 'db' | 'anchor' | 'texts'>

interface ShownNote {
  id: string
  content?: Note
  /** Who wrote it, with the day too, and who masked it; or why there is nothing to read. */
  author?: string
  written?: string
  masked?: string | undefined
  unread?: string
}

/** Notes as a page shows them, with the pseudonyms of those who wrote and masked them. */
export async function shownNotes({ db, texts }: Parts, { actor }: Reader, notes: OpenedNote[]) {
  const { language } = actor
  const open = notes.flatMap(({ content }) => (typeof content === 'string' ? [] : content))
  const ids = new Set(open.flatMap(({ author, masked }) => (masked ? [author, masked.by] : [author])))
  const authors = ids.size > 0 ? await listPseudonyms(db, [...ids]) : []
  const name = (id: string) => {
    const author = authors.find(one => one.id === id)
    return author ? caseworkerName({ language, texts }, author) : texts(language, 'note.unknown_author')
  }
  const line = (key: string, id: string, day: Day) =>
    texts(language, key, { name: name(id), day: dayName(language, day) })
  return notes.map(({ id, content }): ShownNote => {
    if (typeof content === 'string') return { id, unread: texts(language, `note.unread.${content}`) }
    const { text, day, author, masked } = content
    const how = text === '' ? 'note.masked_whole' : 'note.masked'
    return {
      id,
      content,
      author: name(author),
      written: line('note.written', author, day),
      masked: masked && line(how, masked.by, masked.day),
    }
  })
}
