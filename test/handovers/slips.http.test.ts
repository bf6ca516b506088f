import { countCases } from '../../src/cases/caseStore'
import { addMember } from '../support/members'
import { signedInAs, testApp, type TestApp } from '../support/testApp'

let tropa: TestApp
beforeEach(async () => {
  tropa = await testApp()
})
afterEach(() => tropa.close())

test('a case is not given to somebody who cannot read its notes, unless a coordinator means it', async () => {
  await addMember(tropa.deps.db, 'coordinator')
  const vera = await signedInAs(tropa, 'volunteer', 'vera')
  const boris = await addMember(tropa.deps.db, 'volunteer', 'boris', { certified: false })
  const { location } = (await vera.post('/cases', { category: 'soldier' })).headers
  const path = location!.replace('?saved', '')
  const refused = await vera.post(`${path}/assignment`, { name: 'boris' })
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('Nobody has confirmed this colleague yet')
  expect(await countCases(tropa.deps.db, boris, {})).toBe(0)
})

test('a button that is pressed twice takes one case', async () => {
  const coordinator = await signedInAs(tropa, 'coordinator')
  const vera = await signedInAs(tropa, 'volunteer', 'vera')
  for (let i = 0; i < 3; i++) await coordinator.post('/cases', { category: 'soldier', assigned_to: '' })
  const page = (await vera.get('/')).text
  const open = /name="open" value="(\d+)"/.exec(page)![1]!
  const answers = await Promise.all([vera.post('/next-case', { open }), vera.post('/next-case', { open })])
  expect(answers.map(one => one.headers.location!.replace(/\/cases\/.*\?/, 'case?')).sort()).toEqual([
    '/',
    'case?taken',
  ])
  expect(await countCases(tropa.deps.db, vera.actor, {})).toBe(1)
})

test('who is not confirmed is offered no next case, and coordinators see what hangs with those who have left', async () => {
  const coordinator = await signedInAs(tropa, 'coordinator')
  const vera = await signedInAs(tropa, 'volunteer', 'vera')
  await vera.post('/cases', { category: 'soldier' })
  expect((await coordinator.get('/')).text).not.toContain('cannot work on them any more')
  const { id } = vera.actor
  await tropa.deps.db.updateTable('users').set({ state: 'disabled' }).where('id', '=', id).execute()
  expect((await coordinator.get('/')).text).toContain('1 open case is with people who cannot work on them')
  await tropa.deps.db.updateTable('users').set({ state: 'active' }).where('id', '=', id).execute()
  expect((await vera.get('/')).text).toContain('action="/next-case"')
  await tropa.deps.db.deleteFrom('certificates').execute()
  expect((await vera.get('/')).text).not.toContain('action="/next-case"')
})
