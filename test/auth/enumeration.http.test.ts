import argon2 from 'argon2'
import type request from 'supertest'
import { credentialsOf, memberWithPassphrase, passphrase, withoutChance } from '../support/signIn'
import { testApp, visitor, type TestApp } from '../support/testApp'

jest.setTimeout(60_000)

let tropa: TestApp
beforeEach(async () => void (tropa = await testApp()))
afterEach(() => tropa.close())

// All of one length, so that answers can be compared to the byte.
const [known, disabled, keyless, unknown] = ['heron', 'raven', 'finch', 'owlet'] as const

/** What somebody who tries names could see of an answer. */
function seen(answer: request.Response, pseudonym: string) {
  const { date: _, ...headers } = answer.headers
  return { status: answer.status, headers, page: withoutChance(answer.text).replaceAll(pseudonym, '') }
}

async function waysToFail(): Promise<[pseudonym: string, form: Record<string, string>][]> {
  const member = await memberWithPassphrase(tropa, 'volunteer', known)
  const gone = await memberWithPassphrase(tropa, 'volunteer', disabled)
  const before = await memberWithPassphrase(tropa, 'volunteer', keyless)
  const { db } = tropa.deps
  await db.updateTable('users').set({ state: 'disabled' }).where('id', '=', gone.actor.id).execute()
  await db.deleteFrom('keys').where('user_id', '=', before.actor.id).execute()
  const wrong = { passphrase: 'seven quiet herons crosx' }
  return [
    [unknown, { pseudonym: unknown, passphrase, code: '123456' }],
    [known, credentialsOf(tropa, member, wrong)],
    [known, credentialsOf(tropa, member, { code: '1234567' })],
    [disabled, credentialsOf(tropa, gone)],
    [disabled, credentialsOf(tropa, gone, wrong)],
    [keyless, credentialsOf(tropa, before)],
  ]
}

test('unknown, disabled and keyless names, wrong passphrases and wrong codes get the same answer after the same work', async () => {
  const browser = await visitor(tropa)
  const answers = []
  const hash = jest.spyOn(argon2, 'hash')
  for (const [pseudonym, form] of await waysToFail()) {
    hash.mockClear()
    answers.push(seen(await browser.post('/sign-in', form), pseudonym))
    const work = hash.mock.calls.map(call => call[1])
    expect([form.pseudonym, work]).toEqual([form.pseudonym, [expect.objectContaining(cost)]])
  }
  expect(answers[0]!.status).toBe(422)
  expect(answers[0]!.headers).not.toHaveProperty('set-cookie')
  for (const answer of answers) expect(answer).toEqual(answers[0])
})

const cost = { type: argon2.argon2id, memoryCost: 64 * 1024, timeCost: 3, parallelism: 1, hashLength: 64 }

test('a name that does not exist is throttled like one that does, and a disabled one too', async () => {
  const ways = (await waysToFail()).filter(
    ([, form], i, all) => all.findIndex(([, other]) => other.pseudonym === form.pseudonym) === i,
  )
  const browser = await visitor(tropa)
  const runs = []
  for (const [pseudonym, form] of ways) {
    const answers = []
    for (let n = 0; n < 7; n++) {
      answers.push(seen(await browser.post('/sign-in', { ...form, passphrase: 'wrong' }), pseudonym))
    }
    runs.push(answers)
  }
  expect(runs).toHaveLength(4)
  expect(runs[0]!.map(answer => answer.status)).toEqual([422, 422, 422, 422, 422, 429, 429])
  expect(runs[0]![5]!.headers).toHaveProperty('retry-after', '30')
  for (const run of runs) expect(run).toEqual(runs[0])
})

test('a wrong code is refused before the audit log is verified: a long wait would tell that the passphrase was right', async () => {
  const member = await memberWithPassphrase(tropa, 'volunteer', known)
  await tropa.deps.db.schema.dropTable('audit').execute()
  const browser = await visitor(tropa)
  const wrong = credentialsOf(tropa, member, { code: '1234567' })
  expect((await browser.post('/sign-in', wrong)).status).toBe(422)
})
