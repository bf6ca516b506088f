import { isConfirmedCoordinator, type Actor } from '../auth/actor'
import type { Quota } from '../auth/quota'
import type { Db } from '../db/schema'
import type { Anchor } from '../readers/anchor'
import { findMemberByName } from '../users/userStore'
import { TooManyAttempts } from '../web/errors'
import { text, type Form, type Parsed, type Problems } from '../web/form'
import { takesCases } from './assignCase'
import { isConfirmed } from './isConfirmed'

/** Who chooses from the list of all; anybody else types a name, so that nobody can copy who is in the organisation. */
export function choosesFromList(actor: Actor): boolean {
  return isConfirmedCoordinator(actor)
}

/**
 * To whom the form gives a case: a member who takes cases, or null for the pool. Names that nobody has are counted, or
 * guessing would be a way to the list; TooManyAttempts when there were too many.
 */
export async function parseAssignment(
  { db, anchor }: { db: Db; anchor: Anchor },
  actor: Actor,
  form: Form,
  { unknown, now }: { unknown: Quota; now: number },
): Promise<Parsed<{ to: string | null }>> {
  const to = text(form, 'to')
  if (to === 'pool') return { ok: true, value: { to: null } }
  if (to === 'me') return { ok: true, value: { to: actor.id } }
  if (choosesFromList(actor))
    return (await takesCases(db, to)) ? found(to) : refuse({ to: 'handover.choose' })
  const name = text(form, 'name')
  if (name === '') return refuse({ name: 'handover.name_missing' })
  const wait = unknown.begin(actor.id, now)
  if (wait > 0) throw new TooManyAttempts(wait)
  const member = await findMemberByName(db, name)
  if (!member || !(await takesCases(db, member.id))) return refuse({ name: 'handover.name_unknown' })
  unknown.giveBack(actor.id)
  if (!(await isConfirmed({ db, anchor }, member))) return refuse({ name: 'handover.name_unconfirmed' })
  return found(member.id)
}

function found(to: string): Parsed<{ to: string | null }> {
  return { ok: true, value: { to } }
}

function refuse(problems: Problems): { ok: false; problems: Problems } {
  return { ok: false, problems }
}
