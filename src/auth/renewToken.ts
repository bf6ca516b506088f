import type { Response } from 'express'
import type { Db } from '../db/schema'
import { wrapForSession } from '../vault/memberKeys'
import { deriveToken, hashToken, newToken } from '../vault/random'
import type { Cookies } from '../web/cookies'
import { NotAllowed } from '../web/errors'
import type { Asking } from './readSession'
import { replaceToken } from './sessionStore'
import type { OpenStrongbox } from './unlock'

/** Gives the session a new token, as after every step up; the old one is worth nothing from then on. */
export async function renewToken(
  db: Db,
  res: Response,
  cookies: Cookies,
  { userId, memberKey }: Pick<OpenStrongbox, 'userId' | 'memberKey'>,
  now: { stepped_at: number; joining: boolean },
): Promise<void> {
  const asking = res.locals as Asking
  const { hash, startedAt } = asking.session!
  const token = newToken()
  const place = { userId, startedAt, steppedAt: now.stepped_at, joining: now.joining }
  const replaced = await replaceToken(db, hash, {
    token_hash: hashToken(token),
    wrapped_key: wrapForSession(token, place, memberKey),
    stepped_at: now.stepped_at,
    joining: Number(now.joining),
  })
  if (!replaced) throw new NotAllowed()
  cookies.write(res, 'session', token)
  // What is shown in this answer belongs to the new token already.
  asking.csrf = deriveToken(token, 'form')
}
