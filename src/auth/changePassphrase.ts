import { note } from '../audit/auditStore'
import type { Day } from '../calendar/month'
import { secondsOf } from '../calendar/month'
import type { Deps } from '../deps'
import { findKeys, updateWrappedKey } from '../users/keyStore'
import { updatePassphrase } from '../users/userStore'
import { wrapMemberKey } from '../vault/memberKeys'
import { makePassphraseRecord, openPassphrase, type PassphraseRecord } from '../vault/passphraseKey'
import type { TokenHash } from '../vault/random'
import { StaleForm, TooManyAttempts } from '../web/errors'
import { deleteOtherSessions, isOpen } from './sessionStore'
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
  const keys = (await findKeys(db, userId))!
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
    const wrapped = wrapMemberKey(next.kek, userId, memberKey)
    // Deriving takes a while: access may have been ended meanwhile, or the member have joined again.
    const still =
      (await isOpen(tx, session)) && (await updateWrappedKey(tx, userId, keys.wrapped_key, wrapped))
    if (!still) throw new StaleForm()
    await updatePassphrase(tx, userId, next.record)
    await deleteOtherSessions(tx, userId, session)
    await note(tx, { dated: day, actor: userId, action: 'passphrase.changed' })
  })
  return 'changed'
}
