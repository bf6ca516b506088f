import { secondsOf, type Clock } from '../calendar/month'
import type { Db } from '../db/schema'
import { hashToken, newToken } from '../vault/random'
import { invitationLimit } from './invitation'
import { deleteSetupInvitations, insertInvitation } from './invitationStore'
import { countAdmins } from './userStore'

/**
 * A one-use link for the first admin, or undefined when there is one. A new link replaces the last, so that
 * only the latest line of the log is worth anything.
 */
export async function makeSetupLink(db: Db, origin: URL, clock: Clock): Promise<string | undefined> {
  const token = newToken()
  const now = secondsOf(clock)
  return db.transaction().execute(async tx => {
    await deleteSetupInvitations(tx)
    if ((await countAdmins(tx)) > 0) return undefined
    const expires_at = now + invitationLimit
    await insertInvitation(tx, {
      code_hash: hashToken(token),
      kind: 'setup',
      role: 'admin',
      pseudonym: '',
      user_id: null,
      expires_at,
    })
    return new URL(`/setup/${token}`, origin).href
  })
}
