import { createHash } from 'node:crypto'

/** An entry as it is chained; all of it is text but its number. */
export interface ChainEntry {
  number: number
  dated: string
  actor: string
  action: string
  object: string
}

/** A place in the chain, and the hash of everything up to it. */
export interface ChainHead {
  number: number
  hash: string
}

/** Where the chain begins: before its first entry. */
export const chainStart: ChainHead = { number: 0, hash: '' }

/**
 * The hash of an entry and of all before it, hex: SHA-256 over the hash before (empty for the first) and the fields
 * number, dated, actor, action, object, each written as its length in bytes, a colon and itself, with nothing
 * between. The lengths keep two entries that share their letters, but not their fields, from having the same hash.
 */
export function hashEntry(previous: string, entry: ChainEntry): string {
  const { number, dated, actor, action, object } = entry
  const fields = [previous, String(number), dated, actor, action, object]
  const text = fields.map(field => `${Buffer.byteLength(field)}:${field}`).join('')
  return createHash('sha256').update(text).digest('hex')
}

/** The number of the first entry that is missing, changed or one too many after `start`; undefined when all fit. */
export function checkChain(entries: (ChainEntry & { hash: string })[], start: ChainHead): number | undefined {
  let { number, hash } = start
  for (const entry of entries) {
    number += 1
    if (entry.number !== number || entry.hash !== hashEntry(hash, entry)) return number
    hash = entry.hash
  }
  return undefined
}
