import { CannotOpen, type BoxPublic } from '../vault/bytes'
import { openSealed, sealTo, type BoxPair } from '../vault/sealedBox'
import type { Form } from '../web/form'

/** A form that could not be accepted when it came, and where it was going. */
export interface KeptForm {
  path: string
  fields: [name: string, value: string][]
}

/** Fields that are secrets, or belong to the session that has ended. */
const notKept = new Set([
  'csrf',
  'member',
  'passphrase',
  'repeated',
  'present',
  'offered',
  'code',
  'kept',
  'to',
  'step',
])

/** A longer form would not fit into the form that carries it. */
const longestKept = 120_000

export function keptFormOf(path: string, form: Form): KeptForm {
  const fields = Object.entries(form).flatMap(([name, value]) =>
    notKept.has(name) ? [] : textsIn(value).map(text => [name, text] as [string, string]),
  )
  return { path, fields }
}

/**
 * Seals the form to its member's public key, so that it can wait in the sign-in page: neither the page, nor who else
 * sits down before it, nor the database holds a word of it. The key comes from the member's own browser or strongbox:
 * one out of the database could be somebody else's. Undefined when there is no key, nothing, or too much to keep.
 */
export function sealKeptForm(boxPublic: string | undefined, form: KeptForm): string | undefined {
  const json = JSON.stringify(form)
  if (boxPublic === undefined || form.fields.length === 0 || json.length > longestKept) return undefined
  try {
    return sealTo(boxPublic as BoxPublic, Buffer.from(json), ['kept form', boxPublic])
  } catch {
    // What the browser sent was no key.
    return undefined
  }
}

/** The form, or undefined when it was sealed to somebody else or is none. */
export function openKeptForm(pair: BoxPair, sealed: string): KeptForm | undefined {
  try {
    const json = Buffer.from(openSealed(pair, sealed, ['kept form', pair.boxPublic])).toString()
    return JSON.parse(json) as KeptForm
  } catch (error) {
    if (error instanceof CannotOpen) return undefined
    throw error
  }
}

/** What the page that gives a form back shows: long words to read and change, the rest carried along. */
export function keptFormPage({ path, fields }: KeptForm) {
  const written = new Set(['text'])
  const shown = fields.map(([name, value], i) => ({
    name,
    value,
    id: `kept-${i}`,
    written: written.has(name),
  }))
  return { path, written: shown.filter(one => one.written), carried: shown.filter(one => !one.written) }
}

function textsIn(value: unknown): string[] {
  return [value].flat().filter(one => typeof one === 'string')
}
