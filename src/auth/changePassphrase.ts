import { note } from '../audit/auditStore'
import type { Day } from '../calendar/month'
import { secondsOf } from '../calendar/month'
import type { Deps } from '../deps'
import { updateWrappedKey } from '../users/keyStore'
import { updatePassphrase } from '../users/userStore'
import { wrapMemberKey } from '../vault/memberKeys'
import { makePassphraseRecord, openPassphrase, type PassphraseRecord } from '../vault/passphraseKey'
import type { TokenHash } from '../vault/random'
import { TooManyAttempts } from '../web/errors'
import { deleteOtherSessions } from './sessionStore'
import type { OpenStrongbox } from './unlock'

type Parts = Pick<Deps, 'db' | 'serverKey' | 'hashing' | 'throttle' | 'clock'>

/** Wraps the member key under another passphrase, and ends the member's other sessions. Nothing else is encrypted anew. */
export async function changePassphrase(
  { db, serverKey, hashing, throttle, clock }: Parts,
  { userId, memberKey }: OpenStrongbox,
  record: PassphraseRecord,
  { present, chosen, session }: { present: string; chosen: string; session: TokenHash },
  day: Day,
): Promise<'changed' | 'wrong'> {
  const bucket = `passphrase ${userId}`
  const opened = await hashing(() => {
    const wait = throttle.begin(bucket, secondsOf(clock))
    if (wait > 0) throw new TooManyAttempts(wait)
    return openPassphrase(present, record, serverKey.pepper)
  })
  if (!opened) return 'wrong'
  throttle.succeed(bucket)
  const next = await hashing(() => makePassphraseRecord(chosen, serverKey.pepper))
  await db.transaction().execute(async tx => {
    await updateWrappedKey(tx, userId, wrapMemberKey(next.kek, userId, memberKey))
    await updatePassphrase(tx, userId, next.record)
    await deleteOtherSessions(tx, userId, session)
    await note(tx, { dated: day, actor: userId, action: 'passphrase.changed' })
  })
  return 'changed'
}
