import type { Actor } from '../../src/auth/actor'
import { changeCase } from '../../src/cases/changeCase'
import { closeCase } from '../../src/cases/closeCase'
import { findCase } from '../../src/cases/caseStore'
import { moveCase } from '../../src/cases/moveCase'
import { recordCase } from '../../src/cases/recordCase'
import { reopenCase } from '../../src/cases/reopenCase'
import type { Database } from '../../src/db/open'
import { markRepeat } from '../../src/repeats/markRepeat'
import { assignCase } from '../../src/handovers/assignCase'
import { NotFound } from '../../src/web/errors'
import { addMember, anchorOf, keyHolderOf, someFacts, today } from '../support/members'
import { testDatabase } from '../support/testDatabase'

let database: Database
beforeEach(async () => {
  database = await testDatabase()
})
afterEach(() => database.close())

test('who recorded a case that somebody else has now adds to it, but does not decide what becomes of it', async () => {
  const { db } = database
  const parts = { db, anchor: anchorOf(db) }
  const coordinator = await addMember(db, 'coordinator')
  const [vera, victor] = [
    await addMember(db, 'volunteer', 'vera'),
    await addMember(db, 'volunteer', 'victor'),
  ]
  const as = (actor: Actor) => ({ actor, holder: keyHolderOf(actor) })
  const sealing = { ...parts, holder: keyHolderOf(vera), now: 1000 }
  const code = await recordCase(db, vera, someFacts(), today, { sealing })
  await assignCase(parts, as(coordinator), { code, to: victor.id }, today)

  const start = { code, move: 'start' } as const
  const closure = { code, outcome: 'declined', reason: '', followUps: 'keep' } as const
  await expect(moveCase(parts, as(vera), start, 1001, today)).rejects.toThrow(NotFound)
  await expect(closeCase(parts, as(vera), closure, 1001, today)).rejects.toThrow(NotFound)
  const other = await recordCase(db, vera, someFacts(), today)
  const repeat = markRepeat(parts, as(vera), { code, of: other }, 1001, today)
  await expect(repeat).rejects.toThrow(NotFound)
  await expect(reopenCase(parts, as(vera), code, today)).rejects.toThrow(NotFound)
  const facts = someFacts({ urgency: 'day' })
  const { version } = (await findCase(db, vera, code))!
  expect(await changeCase(parts, as(vera), { code, version, facts }, today)).toHaveProperty('saved')

  await moveCase(parts, as(victor), start, 1000 + 3 * 3600, today)
  expect(await findCase(db, victor, code)).toMatchObject({
    status: 'in_progress',
    first_response: 'within_4h',
  })
})
