import type { Actor } from '../auth/actor'
import type { Day } from '../calendar/month'
import { holderOf, type HeldCase } from '../readers/dataKeys'
import { maskWords } from '../screening/mask'
import { text, writtenWords, type Form, type Parsed } from '../web/form'

/** What is sealed of a note. */
export interface Note {
  /** Empty when the whole note was masked. */
  text: string
  day: Day
  /** A member's id. */
  author: string
  masked?: { day: Day; by: string }
}

/** In characters as people count them, not bytes. */
const longestNote = 10_000

/** The words of a form, without what cannot be seen and in the one spelling that searching for them expects. */
export function parseNote(form: Form): Parsed<string> {
  const written = writtenWords(form, 'text')
  if (!/[\p{L}\p{N}\p{P}\p{S}]/u.test(written)) return refuse('text', 'note.problem.empty')
  if ([...written].length > longestNote) return refuse('text', 'note.problem.long')
  return { ok: true, value: written }
}

/** What to mask: some words wherever they stand, or all of them. */
export interface Masking {
  whole: boolean
  words: string[]
}

/** A list of words is short enough to be looked for in no time. */
export function parseMasking(form: Form): Parsed<Masking> {
  const typed = text(form, 'mask')
    .normalize('NFC')
    .split(/[\r\n,]/)
  const words = [...new Set(typed.map(word => word.trim()).filter(word => word !== ''))]
  const whole = text(form, 'whole') === 'yes'
  if (!whole && words.length === 0) return refuse('mask', 'note.problem.mask_nothing')
  const tooMuch = words.length > 50 || words.some(word => word.length > 100)
  return tooMuch ? refuse('mask', 'note.problem.mask_many') : { ok: true, value: { whole, words } }
}

/** The words that a masking names and a text does not have. */
export function absentWords(written: string, { words }: Masking): string[] {
  return words.filter(word => maskWords(written, [word]).count === 0)
}

/** What is left of a text; undefined when so many places are covered that it would grow beyond what can be sealed. */
export function maskedText(written: string, { whole, words }: Masking): string | undefined {
  if (whole) return ''
  const { text } = maskWords(written, words)
  return text.length > 2 * longestNote ? undefined : text
}

/** Coordinators mask any note; volunteers what they have written themselves, in a case that they have. */
export function mayMask(actor: Actor, { author, text }: Note, helpCase: HeldCase): boolean {
  if (text === '') return false
  if (actor.role === 'coordinator') return actor.certified
  return author === actor.id && holderOf(helpCase) === actor.id
}

function refuse(field: string, key: string): { ok: false; problems: Record<string, string> } {
  return { ok: false, problems: { [field]: key } }
}
