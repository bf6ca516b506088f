import type { RequestHandler, Response } from 'express'
import { secondsOf } from '../calendar/month'
import { writeIfRoom } from '../db/fullDisk'
import type { Deps } from '../deps'
import { TrustBroken } from '../readers/epoch'
import { findEpochKey } from '../readers/epochStore'
import { isCoordinatorIn, readTrust } from '../readers/trust'
import { CannotOpen } from '../vault/bytes'
import { wipe } from '../vault/encryption'
import { isMemberKey, unwrapFromSession } from '../vault/memberKeys'
import { deriveToken, hashToken, newToken, type TokenHash } from '../vault/random'
import type { Cookies } from '../web/cookies'
import type { Actor } from './actor'
import { hasEnded, touchAfter } from './session'
import { findSession, lockSession, updateLastSeen } from './sessionStore'

/** The session behind a request; `token` is what opens its key. */
export interface OpenSession {
  hash: TokenHash
  token: string
  wrappedKey: string
  startedAt: number
  steppedAt: number
  joining: boolean
  chainBroken: boolean
}

/** The member of a session that is locked: what they post now is sealed to them until they sign in again. */
export interface LockedSession {
  /** Out of the browser, which got it with signing in: nobody has checked the row of a locked session. */
  boxPublic: string | undefined
  /** What its forms carry. */
  csrf: string
}

/** What is known about who asks: set once per request as part of `res.locals`. */
export interface Asking {
  actor?: Actor
  session?: OpenSession
  locked?: LockedSession
  /** The form token, derived from the session's secret, or before sign-in from that of the visit. */
  csrf: string
  trustBroken?: boolean
}

type Parts = Pick<Deps, 'db' | 'clock' | 'anchor'>

/** Finds out who is asking, and locks a session that has been idle for too long. */
export function readSession({ db, clock, anchor }: Parts, cookies: Cookies): RequestHandler {
  return async (req, res, next) => {
    const token = cookies.read(req, 'session')
    const known =
      token !== undefined && (await openSession(token, cookies.read(req, 'reader'), req.path, res))
    let secret = known ? token : cookies.read(req, 'visit')
    if (!secret) cookies.write(res, 'visit', (secret = newToken()))
    ;(res.locals as Asking).csrf = deriveToken(secret, 'form')
    next()
  }

  async function openSession(
    token: string,
    reader: string | undefined,
    path: string,
    res: Response,
  ): Promise<boolean> {
    const [hash, now] = [hashToken(token), secondsOf(clock)]
    const row = await findSession(db, hash)
    if (!row) return false
    const asking = res.locals as Asking
    if (row.wrapped_key === null || hasEnded(row, row.role, now)) {
      if (row.wrapped_key !== null) await writeIfRoom(() => lockSession(db, hash))
      asking.locked = {
        boxPublic: reader,
        csrf: deriveToken(token, 'form'),
      }
      return false
    }
    const session: OpenSession = {
      hash,
      token,
      wrappedKey: row.wrapped_key,
      startedAt: row.started_at,
      steppedAt: row.stepped_at,
      joining: row.joining === 1,
      chainBroken: row.chain_broken === 1,
    }
    if (!isGenuine(session, row)) return false
    // The page that an idle browser is led to must not keep the session awake.
    if (now - row.last_seen_at >= touchAfter && path !== '/sign-in') {
      await writeIfRoom(() => updateLastSeen(db, hash, now))
    }
    const { id, pseudonym, role, language } = row
    asking.actor = { id, pseudonym, role, language, certified: await isCertified(row, asking) }
    asking.session = session
    return true
  }

  async function isCertified(
    row: { id: string; role: string; box_public: string; sign_public: string },
    asking: Asking,
  ): Promise<boolean> {
    if (row.role !== 'coordinator') return false
    try {
      const trust = await readTrust(db, anchor)
      // Who was a coordinator, and is one again, waits for another to confirm it: the key was taken away.
      return (
        isCoordinatorIn(trust, row) && (await findEpochKey(db, trust!.epoch.number, row.id)) !== undefined
      )
    } catch (error) {
      if (!(error instanceof TrustBroken)) throw error
      asking.trustBroken = true
      return false
    }
  }
}

/** Whether the server wrote this row for this member: the token opens its key, and the key their strongbox. */
function isGenuine(session: OpenSession, { id, strongbox }: { id: string; strongbox: string }): boolean {
  try {
    const key = unwrapFromSession(session.token, { userId: id, ...session }, session.wrappedKey)
    const genuine = isMemberKey(key, id, strongbox)
    wipe(key)
    return genuine
  } catch (error) {
    if (error instanceof CannotOpen) return false
    throw error
  }
}
