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
  return typeof value === 'string' ? value.trim() : ''
}

/** A field that may be sent several times. */
export function texts(form: Form, name: string): string[] {
  const value = Object.hasOwn(form, name) ? form[name] : undefined
  return [value].flat().filter(one => typeof one === 'string' && one !== '') as string[]
}
