import type { Actor } from '../auth/actor'
import type { Db } from '../db/schema'
import { NotFound } from '../web/errors'
import { parseCaseCode } from './caseCode'
import { findCase, type HelpCase } from './caseStore'
import { mayWorkOn } from './mayWorkOn'

/** The case an address names. To somebody who may not see it, a mistyped code and a stranger's case look the same. */
export async function requireCase(db: Db, viewer: Actor, typed: unknown): Promise<HelpCase> {
  const code = parseCaseCode(typed)
  const helpCase = 'code' in code ? await findCase(db, viewer, code.code) : undefined
  if (!helpCase) throw new NotFound()
  return helpCase
}

/** The same, if what becomes of it is for this member to decide. */
export async function requireOwnCase(db: Db, viewer: Actor, typed: unknown): Promise<HelpCase> {
  const helpCase = await requireCase(db, viewer, typed)
  if (!mayWorkOn(viewer, helpCase)) throw new NotFound()
  return helpCase
}
