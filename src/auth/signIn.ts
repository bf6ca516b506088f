import { note, verifyChain } from '../audit/auditStore'
import { lacksRemembered } from '../audit/watchAudit'
import type { Day } from '../calendar/month'
import type { Deps } from '../deps'
import { readTrust, refuseForgotten } from '../readers/trust'
import { TrustBroken } from '../readers/epoch'
import { findKeys, updateStrongbox } from '../users/keyStore'
import { findMemberByName } from '../users/userStore'
import { wipe } from '../vault/encryption'
import { lockStrongbox, openStrongbox, unwrapMemberKey, type Strongbox } from '../vault/memberKeys'
import { openPassphrase, unusablePassphraseRecord } from '../vault/passphraseKey'
import type { Token } from '../vault/random'
import { acceptCode } from './acceptCode'
import { beginSession } from './beginSession'
import { isUnfinished } from './welcome'

export interface Credentials {
  pseudonym: string
  passphrase: string
  /** Of the second factor, or a recovery code. */
  code: string
}

export interface SignedIn {
  token: Token
  id: string
  box: Strongbox
  joining: boolean
}

type Parts = Pick<Deps, 'db' | 'serverKey' | 'anchor' | 'auditAnchor' | 'hashing'>

/**
 * Begins a session with a token that nobody knew before, or returns undefined. Unknown names, disabled
 * members, wrong passphrases and wrong codes take the same time and look the same.
 */
export async function signIn(
  { db, serverKey, anchor, auditAnchor, hashing }: Parts,
  { pseudonym, passphrase, code }: Credentials,
  now: number,
  day: Day,
): Promise<SignedIn | undefined> {
  const member = await findMemberByName(db, pseudonym)
  const keys = member && (await findKeys(db, member.id))
  const record = member && keys ? member : unusablePassphraseRecord()
  const kek = await hashing(() => openPassphrase(passphrase, record, serverKey.pepper))
  if (!kek || !keys || member.state !== 'active') return undefined
  const memberKey = unwrapMemberKey(kek, member.id, keys.wrapped_key)
  const stored = openStrongbox(memberKey, member.id, keys.strongbox)
  // First the code: how long a log takes to verify must not tell that the passphrase was right.
  const accepted = await acceptCode(db, serverKey, member.id, stored, code, now)
  if (!accepted) return undefined
  const seen = await whatIsSeen({ db, anchor, auditAnchor }, stored)
  const signedIn = await db.transaction().execute(async tx => {
    const box = { ...stored, ...accepted.change, ...seen.remembered }
    const text = lockStrongbox(memberKey, member.id, box)
    // Somebody has just signed in with the same code.
    if (!(await updateStrongbox(tx, member.id, keys.strongbox, text))) return undefined
    const joining = await isUnfinished(tx, member.role, box)
    const session = { user_id: member.id, joining: Number(joining), chain_broken: Number(seen.broken) }
    const token = await beginSession(tx, session, memberKey, now)
    const entry = { dated: day, actor: member.id }
    if (accepted.recovery) await note(tx, { ...entry, action: 'recovery_code.used' })
    if (seen.broken) await note(tx, { ...entry, action: 'audit.broken' })
    return { token, id: member.id, box, joining }
  })
  ;[kek, memberKey].forEach(wipe)
  return signedIn
}

/** Whether the audit log and the epochs still hold what the member saw last; if so, what they see now. */
async function whatIsSeen(
  { db, anchor, auditAnchor }: Pick<Parts, 'db' | 'anchor' | 'auditAnchor'>,
  box: Strongbox,
): Promise<{ broken: boolean; remembered: Partial<Strongbox> }> {
  const chain = await verifyChain(db, box.auditHead)
  const whole = chain.ok && !(await lacksRemembered(db, auditAnchor))
  const epoch = await readEpoch({ db, anchor }, box)
  const remembered = { ...(whole ? { auditHead: chain.head } : {}), ...(epoch ? { epoch } : {}) }
  return { broken: !whole, remembered }
}

async function readEpoch({ db, anchor }: Pick<Parts, 'db' | 'anchor'>, box: Strongbox) {
  try {
    await refuseForgotten(db, box.epoch)
    return (await readTrust(db, anchor))?.head
  } catch (error) {
    // Sealing and reading are refused from now on; signing in, to see what is wrong, is not.
    if (error instanceof TrustBroken) return undefined
    throw error
  }
}
