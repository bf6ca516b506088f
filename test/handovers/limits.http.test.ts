import { recordCase } from '../../src/cases/recordCase'
import { someFacts, today } from '../support/members'
import { pass } from '../support/signIn'
import { browserOf, signedInAs, testApp, type TestApp } from '../support/testApp'

type Browser = Awaited<ReturnType<typeof signedInAs>>

let tropa: TestApp
let vera: Browser
beforeEach(async () => {
  tropa = await testApp()
  await signedInAs(tropa, 'coordinator')
  vera = await signedInAs(tropa, 'volunteer', 'Vera')
})
afterEach(() => tropa.close())

test('who takes a case, reads it and puts it back cannot go on and read all that nobody has', async () => {
  const victor = await signedInAs(tropa, 'volunteer', 'Victor')
  for (let i = 0; i < 14; i++) {
    await recordCase(tropa.deps.db, vera.actor, someFacts(), today, { assigned_to: null })
  }
  const taken = new Set<string>()
  for (let i = 0; i < 10; i++) taken.add(await takeAndPutBack(victor))
  const refused = await victor.post('/next-case')
  expect([refused.status, refused.headers['retry-after']]).toEqual([429, '3600'])
  expect(refused.text).toContain('The next one you can take in 60 minutes.')
  // Others go on, and so does who has waited.
  const sasha = await signedInAs(tropa, 'volunteer', 'Sasha')
  await takeAndPutBack(sasha)
  for (let hours = 0; hours < 2; hours++) {
    pass(tropa, 3600)
    for (let i = 0; i < 10; i++) await takeAndPutBack(await again(victor))
  }
  pass(tropa, 3600)
  const late = await (await again(victor)).post('/next-case')
  expect([late.status, late.text.includes('in 21 hours')]).toEqual([429, true])
})

test('finding nobody waiting, or being refused, counts as none', async () => {
  for (let i = 0; i < 12; i++) expect((await vera.post('/next-case')).status).toBe(303)
  await recordCase(tropa.deps.db, vera.actor, someFacts(), today, { assigned_to: null })
  await takeAndPutBack(vera)
})

test('names that nobody has can be typed a few times, not tried out; one that is right makes no room for more', async () => {
  await signedInAs(tropa, 'volunteer', 'Boris')
  const code = await recordCase(tropa.deps.db, vera.actor, someFacts(), today)
  const type = (name: string) => vera.post(`/cases/${code}/assignment`, { to: 'named', name })
  for (let i = 0; i < 4; i++) expect((await type(`name ${i}`)).status).toBe(422)
  for (let i = 0; i < 3; i++) {
    const { headers } = await type('Boris')
    await vera.post(`/undo/${/undo=(.*)/.exec(headers.location!)![1]}`)
  }
  const sent = await Promise.all(['a', 'b', 'c'].map(type))
  expect(sent.map(answer => answer.status).sort()).toEqual([422, 429, 429])
  const refused = await type('Boris')
  expect(refused.status).toBe(429)
  expect(refused.text).toContain('Wait 60 minutes')
  expect((await vera.post(`/cases/${code}/assignment`, { to: 'pool' })).status).toBe(303)
})

/** Their session has ended meanwhile. */
async function again({ actor }: Browser): Promise<Browser> {
  return { actor, ...(await browserOf(tropa, actor)) }
}

/** The code of the case. */
async function takeAndPutBack(browser: Browser): Promise<string> {
  const { headers } = await browser.post('/next-case')
  const [, code] = /^\/cases\/(.*)\?taken$/.exec(headers.location!)!
  expect((await browser.post(`/cases/${code}/assignment`, { to: 'pool' })).status).toBe(303)
  return code!
}
