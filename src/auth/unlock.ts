import type { Response } from 'express'
import type { Db } from '../db/schema'
import type { KeyHolder } from '../readers/dataKeys'
import { refuseForgotten } from '../readers/trust'
import { findKeys, updateStrongbox } from '../users/keyStore'
import type { MemberKey } from '../vault/bytes'
import { wipe } from '../vault/encryption'
import { lockStrongbox, openStrongbox, unwrapFromSession, type Strongbox } from '../vault/memberKeys'
import { NotAllowed, StaleForm } from '../web/errors'
import type { Asking } from './readSession'

/** A member's strongbox while a request runs, and the text it was opened from. */
export interface OpenStrongbox {
  userId: string
  memberKey: MemberKey
  box: Strongbox
  stored: string
}

/** Opens the strongbox of whoever asks. Its secrets are overwritten when the answer has been sent. */
export async function unlock(db: Db, res: Response): Promise<OpenStrongbox> {
  const { actor, session } = res.locals as Asking
  if (!actor || !session) throw new NotAllowed()
  const memberKey = unwrapFromSession(session.token, { userId: actor.id, ...session }, session.wrappedKey)
  const keys = await findKeys(db, actor.id)
  if (!keys) throw new NotAllowed()
  const box = openStrongbox(memberKey, actor.id, keys.strongbox)
  res.once('close', () => [memberKey, box.boxPrivate, box.signPrivate].forEach(wipe))
  return { userId: actor.id, memberKey, box, stored: keys.strongbox }
}

/** Whoever asks, with their keys; refuses when the epochs lack one that this member has seen. */
export async function keyHolder(db: Db, res: Response): Promise<KeyHolder> {
  const { userId, box } = await unlock(db, res)
  await refuseForgotten(db, box.epoch)
  return { id: userId, pairs: box }
}

/** Writes a changed strongbox; refuses when something else has changed it since it was opened, such as the same form sent twice. */
export async function saveStrongbox(
  db: Db,
  { userId, memberKey, box, stored }: OpenStrongbox,
  change: Partial<Strongbox>,
): Promise<void> {
  const text = lockStrongbox(memberKey, userId, { ...box, ...change })
  if (!(await updateStrongbox(db, userId, stored, text))) throw new StaleForm()
}
