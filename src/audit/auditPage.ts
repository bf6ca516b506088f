import type { Language } from '../db/schema'
import type { Texts } from '../language/texts'
import { text, type Form } from '../web/form'
import { auditActions } from './auditAction'
import { wholeNumber } from './auditFilter'
import type { Verified } from './auditStore'
import { actionName, actorName, dateName, entryText, type Reader } from './entryText'
import { headWords, isMarkOf, type WrittenHead } from './writtenHead'

interface Member {
  id: string
  pseudonym: string
}

/** What the page needs to name people in a language. */
export function readerOf(language: Language, texts: Texts, members: Member[]): Reader {
  return { language, texts, pseudonyms: new Map(members.map(one => [one.id, one.pseudonym])) }
}

/** Entries as they stand in the table. */
export function auditRows(
  reader: Reader,
  entries: { number: number; dated: string; actor: string; action: string; object: string }[],
) {
  return entries.map(entry => ({
    number: entry.number,
    when: dateName(reader, entry.dated),
    who: actorName(reader, entry.actor),
    what: entryText(reader, entry),
  }))
}

/** What can be chosen in the filters, what was chosen marked. */
export function filterChoices(reader: Reader, query: Form) {
  const choice = (field: string) => (code: string, label: string) => ({
    code,
    label,
    checked: code === text(query, field),
  })
  const [ofAction, ofActor] = [choice('action'), choice('actor')]
  const people = [...reader.pseudonyms].map(([id, pseudonym]) => ofActor(id, pseudonym))
  return {
    action: auditActions.map(action => ofAction(action, actionName(reader, action))),
    actor: [...people, ofActor('system', actorName(reader, 'system'))],
  }
}

/** Whether the log is whole, and its head in words; `from` is where the verification began. */
export function chainState({ language, texts }: Reader, verified: Verified, from: number) {
  if (!verified.ok) return { broken: texts(language, 'audit.broken', { n: verified.number }) }
  const { number, hash } = verified.head
  if (number === 0) return {}
  const key = from === 0 ? 'audit.whole' : 'audit.whole_newest'
  return {
    whole: texts(language, key, { n: number - from }),
    head: { number, words: headWords(language, hash) },
  }
}

/** The head that somebody asks about, as they typed it; undefined when nothing was typed. */
export function typedHead(query: Form): WrittenHead | undefined {
  const [number, mark] = [text(query, 'number'), text(query, 'words')]
  if (number === '' && mark === '') return undefined
  return { number: wholeNumber(number.replace(/[\s.,]/g, '')) ?? 0, mark }
}

/** The answer to it: whether the log, as far as it is whole, still has that entry with this hash. */
export function headAnswer(
  reader: Reader,
  written: WrittenHead,
  hash: string | undefined,
  verified: Verified,
) {
  const { language, texts } = reader
  const whole = verified.ok || verified.number > written.number
  const found = whole && hash !== undefined && isMarkOf(written.mark, hash)
  return { found, text: texts(language, found ? 'audit.head.found' : 'audit.head.missing') }
}
