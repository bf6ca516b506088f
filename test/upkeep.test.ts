import { note } from '../src/audit/auditStore'
import { startUpkeep } from '../src/upkeep'
import { today } from './support/members'
import { signedInAs, testApp } from './support/testApp'

test('from its start to its stop the server looks after sessions and the audit log by itself', async () => {
  const tropa = await testApp()
  const { db } = tropa.deps
  await signedInAs(tropa, 'volunteer')
  tropa.clock.set('2024-03-15T12:30:00Z')
  const upkeep = startUpkeep(tropa.deps)
  await note(db, { dated: today.day, actor: 'u', action: 'month.closed', object: '2024-02' })
  await upkeep.stop()
  expect(await db.selectFrom('sessions').select('wrapped_key').execute()).toEqual([{ wrapped_key: null }])
  const last = await db.selectFrom('audit_head').select(['number', 'hash']).executeTakeFirstOrThrow()
  expect(tropa.deps.auditAnchor.read()).toEqual(last)
  expect(tropa.log).toEqual([])
  await tropa.close()
})
