import { createHash } from 'node:crypto'
import type { Period } from './ledger'

/** A period that was given out as files. It is made once; asked for again, it is the very same. */
export interface Release extends Period {
  id: string
  /** Counts releases from 1. */
  number: number
  menuVersion: string
  /** SHA-256 of two lines: the hash of the release before it, and that of its table. */
  hash: string
  previousHash: string
}

/** One file of a release, byte for byte. */
export interface ReleasedFile {
  name: string
  content: Buffer
  /** Of the content, as `sha256sum` prints it. */
  sha256: string
}

/**
 * The release that follows `last`. The hash chains it to all before it, so that none can be changed or
 * taken out unnoticed by whoever keeps a later file.
 */
export function nextRelease(
  last: Release | undefined,
  { from, to }: Period,
  menuVersion: string,
  table: ReleasedFile,
): Release {
  const previousHash = last?.hash ?? noHash
  const hash = sha256(`${previousHash}\n${table.sha256}\n`)
  const id = `${from}-${to}-${hash.slice(0, 8)}`
  return { id, number: (last?.number ?? 0) + 1, from, to, menuVersion, hash, previousHash }
}

export function releasedFile(period: Period, ending: 'csv' | 'json', text: string): ReleasedFile {
  const content = Buffer.from(text, 'utf8')
  return { name: fileName(period, ending), content, sha256: sha256(content) }
}

export function fileName({ from, to }: Period, ending: 'csv' | 'json'): string {
  return `tropa-${from}-${to}.${ending}`
}

export function sha256(bytes: string | Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Stands for the release before the first. */
const noHash = '0'.repeat(64)
