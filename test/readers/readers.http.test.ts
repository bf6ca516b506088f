import { recordCase } from '../../src/cases/recordCase'
import type { Actor } from '../../src/auth/actor'
import type { Role } from '../../src/db/schema'
import { listCertified } from '../../src/readers/certificateStore'
import { listReaders } from '../../src/readers/readerList'
import { readTrust } from '../../src/readers/trust'
import { fingerprintOf } from '../../src/vault/fingerprint'
import { addMember, enrolledAs, someFacts, today } from '../support/members'
import { memberWithPassphrase, signInThroughPage } from '../support/signIn'
import { browserOf, signedInAs, testApp, texts, type TestApp } from '../support/testApp'

jest.setTimeout(60_000)

let tropa: TestApp
beforeEach(async () => void (tropa = await testApp()))
afterEach(() => tropa.close())

type SignedIn = Awaited<ReturnType<typeof signedInAs>>

const numberOf = ({ id }: Pick<Actor, 'id'>) => fingerprintOf(enrolledAs({ id }).strongbox)
const trustNow = async () => (await readTrust(tropa.deps.db, tropa.deps.anchor))!
const readsNow = async ({ id }: Actor) => (await listReaders(tropa.deps.db, await trustNow())).has(id)

/** A browser of somebody who has joined and whom no coordinator has confirmed. */
async function newcomer(role: Role, pseudonym = `new ${role}`) {
  const actor = await addMember(tropa.deps.db, role, pseudonym, { certified: false })
  return { actor, ...(await browserOf(tropa, actor)) }
}

const confirm = ({ post }: SignedIn, { id, role }: Actor, fingerprint = numberOf({ id })) =>
  post(`/readers/${id}/certificate`, { fingerprint, role })

async function caseWithNote(by: SignedIn, of: Actor, text: string) {
  const code = await recordCase(tropa.deps.db, of, someFacts(), today)
  expect((await by.post(`/cases/${code}/notes`, { text })).status).toBe(303)
  return `/cases/${code}`
}

describe('the right number', () => {
  test('lets a volunteer read, however it is typed; the notes of their cases open from then on', async () => {
    const rowan = await signedInAs(tropa, 'coordinator', 'rowan')
    const heron = await newcomer('volunteer', 'heron')
    const path = await caseWithNote(rowan, heron.actor, 'the dog is called Ash')
    const before = (await heron.get(path)).text
    expect(before).toContain(texts('en', 'note.obstacle.unconfirmed'))
    expect(before).not.toContain('Ash')

    const typed = ` ${numberOf(heron.actor).replaceAll(' ', '-')} `
    const answer = await confirm(rowan, heron.actor, typed)
    expect(answer.headers.location).toBe(`/readers?confirmed=${heron.actor.id}`)
    const page = await rowan.get(answer.headers.location!)
    expect(page.text).toContain(texts('en', 'readers.confirmed', { name: 'heron' }))
    expect(page.text).toContain(texts('en', 'readers.nobody_waiting'))
    expect((await heron.get(path)).text).toContain('the dog is called Ash')
    expect((await trustNow()).epoch.number).toBe(1)
    const audit = await tropa.deps.db.selectFrom('audit').selectAll().orderBy('number').execute()
    expect(audit.at(-1)).toMatchObject({
      action: 'member.certified',
      actor: rowan.actor.id,
      object: heron.actor.id,
    })
  })

  test('makes a coordinator one who sees every case and reads its notes, in a new epoch', async () => {
    const rowan = await signedInAs(tropa, 'coordinator', 'rowan')
    const heron = await newcomer('coordinator', 'heron')
    const path = await caseWithNote(rowan, rowan.actor, 'the dog is called Ash')
    expect((await heron.get(path)).status).toBe(404)
    await confirm(rowan, heron.actor)
    expect((await heron.get(path)).text).toContain('the dog is called Ash')
    const { epoch } = await trustNow()
    expect([epoch.number, epoch.signer]).toEqual([2, rowan.actor.id])
    expect(epoch.coordinators.map(one => one.id)).toEqual([rowan.actor.id, heron.actor.id])
    // Who has been confirmed confirms others.
    const raven = await newcomer('volunteer', 'raven')
    await confirm(heron, raven.actor)
    expect(await readsNow(raven.actor)).toBe(true)
  })
})

describe('a number that is not right', () => {
  test.each([
    [
      'of another member',
      async () => numberOf(await addMember(tropa.deps.db, 'volunteer', 'other')),
      'differs',
    ],
    [
      'with one digit wrong',
      async (right: string) => right.replace(/\d$/, last => String((Number(last) + 1) % 10)),
      'differs',
    ],
    ['cut', async (right: string) => right.slice(0, -1), 'short'],
    ['with a digit too many', async (right: string) => `${right}0`, 'short'],
    ['empty', async () => '', 'short'],
    ['in words', async () => 'the dog is called Ash', 'short'],
  ] as const)('%s confirms nobody, and stays in its field', async (_, make, problem) => {
    const rowan = await signedInAs(tropa, 'coordinator', 'rowan')
    const [heron, raven] = [await newcomer('volunteer', 'heron'), await newcomer('volunteer', 'raven')]
    const typed = await make(numberOf(heron.actor))
    const page = await confirm(rowan, heron.actor, typed)
    expect(page.status).toBe(422)
    expect(page.text).toContain(`href="#fingerprint-${heron.actor.id}"`)
    expect(page.text).toContain(texts('en', `readers.problem_${problem}`))
    expect(page.text).toContain(`id="fingerprint-${heron.actor.id}" name="fingerprint" value="${typed}"`)
    expect(page.text).toContain(`id="fingerprint-${raven.actor.id}" name="fingerprint" value=""`)
    expect(await readsNow(heron.actor)).toBe(false)
    expect((await trustNow()).epoch.number).toBe(1)
  })

  test('the number of a waiting member stands nowhere on the page: it must come from its owner', async () => {
    const rowan = await signedInAs(tropa, 'coordinator', 'rowan')
    const waiting = [await newcomer('volunteer', 'heron'), await newcomer('coordinator', 'raven')]
    const pages = [
      await rowan.get('/readers'),
      await confirm(rowan, waiting[0]!.actor, '1'.repeat(24)),
      await rowan.get(`/readers?confirmed=${waiting[0]!.actor.id}`),
    ]
    for (const { text } of pages) {
      expect(text).toContain('heron')
      for (const { actor } of waiting) {
        expect(text).not.toContain(numberOf(actor))
        expect(text).not.toContain(numberOf(actor).replaceAll(' ', ''))
      }
    }
    expect(pages[0]!.text).toContain(numberOf(rowan.actor))
  })
})

describe('nobody is confirmed', () => {
  test('by a coordinator who is not confirmed, and who sees own cases alone', async () => {
    const rowan = await signedInAs(tropa, 'coordinator', 'rowan')
    const heron = await newcomer('coordinator', 'heron')
    const raven = await newcomer('volunteer', 'raven')
    const others = await caseWithNote(rowan, rowan.actor, 'the dog is called Ash')
    const own = `/cases/${await recordCase(tropa.deps.db, heron.actor, someFacts(), today)}`
    expect((await confirm(heron, raven.actor)).status).toBe(403)
    expect((await confirm(heron, heron.actor)).status).toBe(403)
    expect(await readsNow(heron.actor)).toBe(false)
    expect([(await heron.get(own)).status, (await heron.get(others)).status]).toEqual([200, 404])
    const list = (await heron.get('/cases')).text
    expect(list).toContain(own)
    expect(list).not.toContain(others)
    const page = await heron.get('/readers')
    expect(page.text).toContain(texts('en', 'readers.not_certified'))
    expect(page.text).toContain(numberOf(heron.actor))
    expect(page.text).not.toContain('name="fingerprint"')
  })

  test.each(['volunteer', 'admin'] as const)('by a %s', async role => {
    await addMember(tropa.deps.db, 'coordinator', 'rowan')
    const heron = await newcomer('volunteer', 'heron')
    const other = await signedInAs(tropa, role, 'other')
    expect((await other.get('/readers')).status).toBe(403)
    expect((await confirm(other, heron.actor)).status).toBe(403)
    expect(await readsNow(heron.actor)).toBe(false)
  })

  test.each([
    ['an admin', async () => (await newcomer('admin')).actor],
    [
      'nobody',
      async () => ({ ...(await newcomer('volunteer')).actor, id: '00000000-0000-4000-8000-000000000000' }),
    ],
    [
      'a member without access',
      async () => {
        const { actor } = await newcomer('volunteer')
        await tropa.deps.db
          .updateTable('users')
          .set({ state: 'disabled' })
          .where('id', '=', actor.id)
          .execute()
        return actor
      },
    ],
    [
      'a member without keys',
      async () => {
        const { actor } = await newcomer('volunteer')
        await tropa.deps.db.deleteFrom('keys').where('user_id', '=', actor.id).execute()
        return actor
      },
    ],
    [
      'a member in another role than the page said',
      async () => ({ ...(await newcomer('coordinator')).actor, role: 'volunteer' as const }),
    ],
  ])('who is %s', async (_, make) => {
    const rowan = await signedInAs(tropa, 'coordinator', 'rowan')
    const member = await make()
    const { id } = member
    const fingerprint = id.startsWith('0000') ? '1'.repeat(24) : numberOf({ id })
    expect((await confirm(rowan, member, fingerprint)).status).toBe(404)
    expect(await listCertified(tropa.deps.db, await trustNow())).toEqual([])
    expect((await trustNow()).epoch.number).toBe(1)
  })

  test('whose keys were exchanged in the database after the number was read out', async () => {
    const rowan = await signedInAs(tropa, 'coordinator', 'rowan')
    const heron = await newcomer('volunteer', 'heron')
    const planted = enrolledAs(await addMember(tropa.deps.db, 'volunteer', 'planted')).strongbox
    await tropa.deps.db
      .updateTable('keys')
      .set({ box_public: planted.boxPublic, sign_public: planted.signPublic })
      .where('user_id', '=', heron.actor.id)
      .execute()
    expect((await confirm(rowan, heron.actor)).status).toBe(422)
    expect(await readsNow(heron.actor)).toBe(false)
  })
})

describe('reading ends', () => {
  const grantsOf = async ({ id }: Actor) =>
    (await tropa.deps.db.selectFrom('grants').select('reader').where('reader', '=', id).execute()).length
  const epochKeysOf = async ({ id }: Actor) =>
    (await tropa.deps.db.selectFrom('epoch_keys').select('epoch').where('reader', '=', id).execute()).length

  test.each([
    ['another role', 'role', { role: 'coordinator' }],
    ['the role of an admin', 'role', { role: 'admin' }],
    ['the end of access', 'disabling', {}],
  ])('for a volunteer with %s: certificate and grants go', async (_, way, form: Record<string, string>) => {
    const rowan = await signedInAs(tropa, 'coordinator', 'rowan')
    const heron = await signedInAs(tropa, 'volunteer', 'heron')
    await caseWithNote(rowan, heron.actor, 'the dog is called Ash')
    expect([await readsNow(heron.actor), await grantsOf(heron.actor)]).toEqual([true, 1])
    const admin = await signedInAs(tropa, 'admin')
    expect((await admin.post(`/users/${heron.actor.id}/${way}`, form)).status).toBe(303)
    expect([await readsNow(heron.actor), await grantsOf(heron.actor)]).toEqual([false, 0])
  })

  test.each([
    ['another role', 'role', { role: 'volunteer' }],
    ['the end of access', 'disabling', {}],
  ])(
    'for a coordinator with %s: the next who signs in leaves them out of a new epoch',
    async (_, way, form) => {
      const staying = await memberWithPassphrase(tropa, 'coordinator', 'rowan')
      const leaving = await signedInAs(tropa, 'coordinator', 'raven')
      const heron = await signedInAs(tropa, 'volunteer', 'heron')
      expect((await trustNow()).epoch.coordinators).toHaveLength(2)
      const admin = await signedInAs(tropa, 'admin')
      await admin.post(`/users/${leaving.actor.id}/${way}`, form)
      expect(await epochKeysOf(leaving.actor)).toBe(0)
      expect(await readsNow(leaving.actor)).toBe(false)

      const before = (await trustNow()).epoch
      const { answer, get } = await signInThroughPage(tropa, staying)
      expect(answer.status).toBe(303)
      const { epoch } = await trustNow()
      expect(epoch.number).toBe(before.number + 1)
      expect(epoch.coordinators.map(one => one.id)).toEqual([staying.actor.id])
      expect(epoch.groupPublic).not.toBe(before.groupPublic)
      expect(await epochKeysOf(leaving.actor)).toBe(0)
      // Volunteers who were certified still are.
      expect(await readsNow(heron.actor)).toBe(true)
      expect((await get('/readers')).text).toContain(texts('en', 'readers.lead'))
    },
  )

  test('for a coordinator whose access was ended and given back, until another confirms them again', async () => {
    const rowan = await signedInAs(tropa, 'coordinator', 'rowan')
    const raven = await signedInAs(tropa, 'coordinator', 'raven')
    const path = await caseWithNote(rowan, rowan.actor, 'the dog is called Ash')
    const admin = await signedInAs(tropa, 'admin')
    await admin.post(`/users/${raven.actor.id}/disabling`)
    await admin.post(`/users/${raven.actor.id}/enabling`)

    const again = { actor: raven.actor, ...(await browserOf(tropa, raven.actor)) }
    expect((await again.get(path)).status).toBe(404)
    expect((await again.get('/readers')).text).toContain(texts('en', 'readers.not_certified'))
    expect((await admin.get('/users')).text).toContain(texts('en', 'users.state.waiting'))
    const page = await rowan.get('/readers')
    expect(page.text).toContain(`id="fingerprint-${raven.actor.id}"`)
    expect((await confirm(rowan, raven.actor)).status).toBe(303)
    expect((await again.get(path)).text).toContain('the dog is called Ash')
  })

  test('for one who has left even when another is confirmed before anybody signs in', async () => {
    const rowan = await signedInAs(tropa, 'coordinator', 'rowan')
    const raven = await signedInAs(tropa, 'coordinator', 'raven')
    const heron = await newcomer('coordinator', 'heron')
    const admin = await signedInAs(tropa, 'admin')
    await admin.post(`/users/${raven.actor.id}/disabling`)
    await confirm(rowan, heron.actor)
    const { epoch } = await trustNow()
    expect(epoch.coordinators.map(one => one.id)).toEqual([rowan.actor.id, heron.actor.id])
    expect(await epochKeysOf(raven.actor)).toBe(0)
  })
})
