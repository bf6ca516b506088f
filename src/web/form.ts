/** A posted form: what Express made of it, which may be anything at all. */
export type Form = Record<string, unknown>

/** What a parser of untrusted input returns: the value, or what to mend, field by field (text keys). */
export type Parsed<T> = { ok: true; value: T } | { ok: false; problems: Problems }

/** Field name to the key of the sentence that says how to mend it. */
export type Problems = Record<string, string>

/** A body or query as a form; anything else becomes an empty one. */
export function formOf(body: unknown): Form {
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Form) : {}
}

/** One field as typed, trimmed; empty when it is missing or sent several times. */
export function text(form: Form, name: string): string {
  const value = Object.hasOwn(form, name) ? form[name] : undefined
  return typeof value === 'string' ? value.replace(tooManyMarks, '$1').trim() : ''
}

/** One field exactly as typed: for passphrases, in which every character counts. */
export function verbatim(form: Form, name: string): string {
  const value = Object.hasOwn(form, name) ? form[name] : undefined
  return typeof value === 'string' ? value : ''
}

/** Words that are kept: without what cannot be seen, and in the one spelling that searching for words expects. */
export function writtenWords(form: Form, name: string): string {
  return text(form, name).replace(/\r\n?/g, '\n').replace(invisible, '').normalize('NFC').trim()
}

/** The same in one line. */
export function writtenLine(form: Form, name: string): string {
  return writtenWords(form, name).replace(/\s+/g, ' ')
}

/** The id that a form was given; only a random UUID is one, since others could tell when it was made. */
export function randomId(form: Form): string | undefined {
  const id = text(form, 'id')
  return /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id) ? id : undefined
}

/** A field that may be sent several times. */
export function texts(form: Form, name: string): string[] {
  const value = Object.hasOwn(form, name) ? form[name] : undefined
  return [value].flat().filter(one => typeof one === 'string' && one !== '') as string[]
}

/*
 * Normalising takes a time that grows with the square of a run of combining marks: a form full of them, also one of
 * somebody who has not signed in, would hold up everybody for seconds. People put a few on a letter; the Stream-Safe
 * Text Format (Unicode Annex 15, section 13) allows 30. The last two are Katakana marks that become combining ones.
 */
const tooManyMarks = /([\p{M}\uff9e\uff9f]{30})[\p{M}\uff9e\uff9f]+/gu

/** Control characters but for tabs and the ends of lines, what turns the direction of what follows, and what is none. */
const invisible = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g
