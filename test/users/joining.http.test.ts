import { makeSetupLink } from '../../src/users/makeSetupLink'
import { countAdmins, listMembers } from '../../src/users/userStore'
import { cookieOf, signedInAs, testApp, visitor, type TestApp } from '../support/testApp'

const passphrase = 'seven quiet herons cross'
const newcomer = (pseudonym: string) => ({ pseudonym, passphrase, repeated: passphrase })

let tropa: TestApp
beforeEach(async () => void (tropa = await testApp()))
afterEach(() => tropa.close())

async function setupPath(): Promise<string> {
  const link = await makeSetupLink(tropa.deps.db, tropa.deps.config.origin, tropa.clock)
  return new URL(link!).pathname
}

async function invite(role: string, pseudonym = ''): Promise<string> {
  const admin = await signedInAs(tropa, 'admin', `admin ${Math.random()}`)
  const page = await admin.post('/users/invitations', { role, pseudonym })
  expect(page.status).toBe(201)
  return /big-code">([0-9A-Z-]+)</.exec(page.text)![1]!
}

test('the setup link makes the first admin, once', async () => {
  const path = await setupPath()
  const browser = await visitor(tropa)
  expect((await browser.get(path)).status).toBe(200)
  const joined = await browser.post(path, newcomer('founder'))
  expect(joined.headers.location).toBe('/welcome')
  expect(cookieOf(joined, 'session')).toMatch(/^session=[\w-]{43}$/)
  expect(await listMembers(tropa.deps.db)).toMatchObject([{ pseudonym: 'founder', role: 'admin' }])
  expect((await browser.get(path)).status).toBe(403)
  expect((await browser.post(path, newcomer('second'))).status).toBe(403)
  expect(await makeSetupLink(tropa.deps.db, tropa.deps.config.origin, tropa.clock)).toBeUndefined()
})

test('of two who open the setup link at once one becomes admin', async () => {
  const path = await setupPath()
  const browsers = await Promise.all([visitor(tropa), visitor(tropa), visitor(tropa)])
  const answers = await Promise.all(
    browsers.map((browser, i) => browser.post(path, newcomer(`founder ${i}`))),
  )
  expect(answers.map(answer => answer.status).sort()).toEqual([303, 403, 403])
  expect(await countAdmins(tropa.deps.db)).toBe(1)
})

test('without the link, with an old one, or with a later one printed, setup is refused', async () => {
  const old = await setupPath()
  const current = await setupPath()
  const browser = await visitor(tropa)
  for (const path of ['/setup/guess', old]) expect((await browser.get(path)).status).toBe(403)
  tropa.clock.set('2024-03-18T12:00:01Z')
  expect((await browser.get(current)).status).toBe(403)
})

test('an invitation lets one person join in its role, however the code is typed', async () => {
  const code = await invite('coordinator', 'Rowan')
  const browser = await visitor(tropa)
  const typed = code.replaceAll('-', ' ').toLowerCase().replaceAll('0', 'o')
  const form = await browser.get(
    (await browser.get(`/join?code=${encodeURIComponent(typed)}`)).headers.location!,
  )
  expect(form.text).toContain('value="Rowan"')
  expect(form.text).toContain('Coordinator')
  expect((await browser.post(`/join/${code}`, newcomer('Rowan'))).status).toBe(303)
  expect(await listMembers(tropa.deps.db)).toContainEqual(
    expect.objectContaining({ pseudonym: 'Rowan', role: 'coordinator' }),
  )
  const again = await browser.post(`/join/${code}`, newcomer('Second'))
  expect(again.status).toBe(404)
  expect(again.text).toContain('Join with a code')
})

test('an invitation ends after 72 hours, and when it is withdrawn', async () => {
  const late = await invite('volunteer')
  tropa.clock.set('2024-03-18T12:00:01Z')
  const browser = await visitor(tropa)
  expect((await browser.get(`/join/${late}`)).status).toBe(404)
  const code = await invite('volunteer')
  const admin = await signedInAs(tropa, 'admin', 'withdrawer')
  const [, hash] = /invitations\/([\w-]+)\/withdrawal/.exec((await admin.get('/users')).text)!
  expect((await admin.post(`/users/invitations/${hash}/withdrawal`)).status).toBe(303)
  expect((await browser.get(`/join/${code}`)).status).toBe(404)
})

test.each([
  [{ ...newcomer(''), pseudonym: '' }, '#pseudonym', 'Choose a pseudonym'],
  [newcomer('<script>'), '#pseudonym', 'A pseudonym has 2 to 30 letters'],
  [{ pseudonym: 'rowan', passphrase: 'short', repeated: 'short' }, '#passphrase', '15 characters or more'],
  [
    { pseudonym: 'rowan', passphrase: 'passwordpassword', repeated: 'passwordpassword' },
    '#passphrase',
    'easy to guess',
  ],
  [{ ...newcomer('rowan'), repeated: 'different' }, '#repeated', 'The two passphrases differ'],
])('%j is refused, the code stays good, and no passphrase comes back', async (form, link, words) => {
  const code = await invite('volunteer')
  const browser = await visitor(tropa)
  const page = await browser.post(`/join/${code}`, form)
  expect(page.status).toBe(422)
  expect(page.text).toContain(`href="${link}"`)
  expect(page.text).toContain(words)
  if (form.passphrase) expect(page.text).not.toContain(form.passphrase)
  expect((await browser.post(`/join/${code}`, newcomer('rowan'))).status).toBe(303)
})

test('nobody can join under a name that looks like one that is taken', async () => {
  await signedInAs(tropa, 'volunteer', 'Rowan')
  const code = await invite('volunteer')
  const page = await (await visitor(tropa)).post(`/join/${code}`, newcomer('rоwаn'))
  expect(page.status).toBe(422)
  expect(page.text).toContain('or one that looks like it')
})

test('ending access ends open sessions at once, and can be taken back', async () => {
  const admin = await signedInAs(tropa, 'admin')
  const volunteer = await signedInAs(tropa, 'volunteer')
  await admin.post(`/users/${volunteer.actor.id}/disabling`)
  expect((await volunteer.get('/cases')).headers.location).toBe('/sign-in')
  await admin.post(`/users/${volunteer.actor.id}/enabling`)
  expect((await volunteer.get('/cases')).headers.location).toBe('/sign-in')
  const audit = await tropa.deps.db.selectFrom('audit').select('action').execute()
  expect(audit.map(entry => entry.action)).toEqual(['member.disabled', 'member.enabled'])
})

test('the code of an invitation is nowhere in the database', async () => {
  const code = await invite('volunteer')
  const rows = JSON.stringify([
    await tropa.deps.db.selectFrom('invitations').selectAll().execute(),
    await tropa.deps.db.selectFrom('audit').selectAll().execute(),
  ])
  expect(rows).not.toContain(code)
  expect(rows).not.toContain(code.replaceAll('-', ''))
})
