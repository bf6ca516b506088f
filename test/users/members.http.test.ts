import { findMember } from '../../src/users/userStore'
import { addMember } from '../support/members'
import { browserOf, signedInAs, testApp, texts, type TestApp } from '../support/testApp'

jest.setTimeout(60_000)

let tropa: TestApp
let admin: Awaited<ReturnType<typeof signedInAs>>
beforeEach(async () => {
  tropa = await testApp()
  admin = await signedInAs(tropa, 'admin')
})
afterEach(() => tropa.close())

const actions = async () =>
  (await tropa.deps.db.selectFrom('audit').select('action').orderBy('number').execute()).map(
    one => one.action,
  )

describe('another role', () => {
  test('is worked in after signing in anew', async () => {
    const { actor, get } = await signedInAs(tropa, 'volunteer', 'heron')
    const answer = await admin.post(`/users/${actor.id}/role`, { role: 'admin' })
    expect(answer.headers.location).toBe('/users')
    expect((await get('/users')).headers.location).toBe('/sign-in')
    const again = await browserOf(tropa, actor)
    expect([(await again.get('/users')).status, (await again.get('/cases')).status]).toEqual([200, 403])
    expect(await actions()).toEqual(['member.role_changed'])
  })

  test('that is the same one changes nothing: nobody is signed out', async () => {
    const { actor, get } = await signedInAs(tropa, 'volunteer', 'heron')
    expect((await admin.post(`/users/${actor.id}/role`, { role: 'volunteer' })).status).toBe(303)
    expect((await get('/cases')).status).toBe(200)
    expect(await actions()).toEqual([])
  })

  test.each(['', 'root', 'Admin', 'volunteer,admin'])('is not %j', async role => {
    const { actor, get } = await signedInAs(tropa, 'volunteer', 'heron')
    expect((await admin.post(`/users/${actor.id}/role`, { role })).status).toBe(404)
    expect((await get('/cases')).status).toBe(200)
  })
})

test('admins change nothing about themselves, so that one is always left', async () => {
  const { actor, get, post } = admin
  expect((await get(`/users/${actor.id}`)).status).toBe(404)
  expect((await post(`/users/${actor.id}/role`, { role: 'volunteer' })).status).toBe(404)
  expect((await post(`/users/${actor.id}/disabling`)).status).toBe(404)
  expect(await findMember(tropa.deps.db, actor.id)).toMatchObject({ role: 'admin', state: 'active' })
  expect((await get('/users')).status).toBe(200)
})

test('the list says of each member whether they read, wait for it, must join again or have no access', async () => {
  const { db } = tropa.deps
  await addMember(db, 'coordinator', 'rowan')
  await addMember(db, 'volunteer', 'heron')
  await addMember(db, 'volunteer', 'raven', { certified: false })
  const keyless = await addMember(db, 'volunteer', 'finch')
  const gone = await addMember(db, 'volunteer', 'egret')
  await db.deleteFrom('keys').where('user_id', '=', keyless.id).execute()
  await db.updateTable('users').set({ state: 'disabled' }).where('id', '=', gone.id).execute()
  const { text } = await admin.get('/users')
  const rows = [...text.matchAll(/<th scope="row">(?:<a[^>]*>)?(\w+)[\s\S]*?<span class="tag[^>]*>([^<]+)</g)]
  const states = Object.fromEntries(rows.map(([, name, state]) => [name, state]))
  const name = (state: string) => texts('en', `users.state.${state}`)
  expect(states).toEqual({
    admin: name('active'),
    rowan: name('active'),
    heron: name('active'),
    raven: name('waiting'),
    finch: name('no_keys'),
    egret: name('disabled'),
  })
  expect(text).toContain(texts('en', 'users.few_coordinators', { n: 1 }))
  await addMember(db, 'coordinator', 'stork')
  expect((await admin.get('/users')).text).not.toContain('class="warning"')
})

test.each([
  [{ role: '', pseudonym: 'Heron' }, '#role', 'users.problem.role'],
  [{ role: 'volunteer', pseudonym: '<b>' }, '#pseudonym', 'join.problem.pseudonym'],
])('an invitation that says %j is refused, with what was typed still there', async (form, link, key) => {
  const page = await admin.post('/users/invitations', form)
  expect(page.status).toBe(422)
  expect(page.text).toContain(`href="${link}"`)
  expect(page.text).toContain(texts('en', key))
  expect(page.text).toContain(`value="${form.pseudonym.replace('<', '&lt;').replace('>', '&gt;')}"`)
  expect(await tropa.deps.db.selectFrom('invitations').selectAll().execute()).toEqual([])
})

test('a code is shown once: the list names neither it nor its link', async () => {
  const page = await admin.post('/users/invitations', { role: 'volunteer', pseudonym: 'Heron' })
  const [, code] = /big-code">([0-9A-Z-]+)</.exec(page.text)!
  expect(page.text).toContain(`http://127.0.0.1:3000/join/${code}`)
  const list = (await admin.get('/users')).text
  expect(list).toContain('Heron')
  expect(list).not.toContain(code)
})
