import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Actor } from '../../src/auth/actor'
import { fileAnchor, type Anchor } from '../../src/readers/anchor'
import type { KeyHolder } from '../../src/readers/dataKeys'
import { fromText, toText, type BoxPrivate, type SignPrivate } from '../../src/vault/bytes'
import { someFacts } from '../support/members'

/** Somebody who writes: who they are, and their keys. */
export interface Writer {
  actor: Actor
  holder: KeyHolder
}

/** What is always written of a case: several rows, so that half a case would be seen. */
export const facts = someFacts({ needs: ['legal', 'money'], situations: ['awol'] })

export function wordsFor(code: string): string {
  return `written in ${code}`
}

export function anchorIn(folder: string): Anchor {
  return fileAnchor(path.join(folder, 'epoch.anchor'))
}

export type Writers = Record<'volunteer' | 'successor' | 'coordinator', Writer>

/** Leaves the writers' keys, open, for a program of the test's own. */
export function keepWriters(folder: string, writers: Writers): void {
  const json = JSON.stringify(writers, (_name, value: unknown) =>
    value instanceof Uint8Array ? toText(value) : value,
  )
  writeFileSync(fileIn(folder), json)
}

export function readWriters(folder: string): Writers {
  const writers = JSON.parse(readFileSync(fileIn(folder), 'utf8')) as Writers
  for (const { holder } of Object.values(writers)) {
    holder.pairs.boxPrivate = fromText(String(holder.pairs.boxPrivate)) as BoxPrivate
    holder.pairs.signPrivate = fromText(String(holder.pairs.signPrivate)) as SignPrivate
  }
  return writers
}

function fileIn(folder: string): string {
  return path.join(folder, 'writers.json')
}
