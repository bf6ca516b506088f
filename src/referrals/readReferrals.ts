import type { Db } from '../db/schema'
import type { OpenedEntry } from '../entries/entry'
import { readEntries, type Reader } from '../entries/readEntries'
import type { Anchor } from '../readers/anchor'
import type { HeldCase } from '../readers/dataKeys'
import { NotFound } from '../web/errors'
import type { Referral } from './referral'

/** All referrals of a case, the earliest first, each opened or not. */
export async function readReferrals(
  parts: { db: Db; anchor: Anchor },
  reader: Reader,
  helpCase: HeldCase,
): Promise<OpenedEntry<Referral>[]> {
  const { entries } = await readEntries(parts, reader, helpCase, ['referral'])
  return entries as OpenedEntry<Referral>[]
}

/** The referral an address names; one that does not open for the reader does not exist for them. */
export async function requireReferral(
  parts: { db: Db; anchor: Anchor },
  reader: Reader,
  helpCase: HeldCase,
  id: unknown,
): Promise<OpenedEntry<Referral> & { content: Referral }> {
  const found = (await readReferrals(parts, reader, helpCase)).find(one => one.id === id)
  if (!found || typeof found.content === 'string') throw new NotFound()
  return { ...found, content: found.content }
}
