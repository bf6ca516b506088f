import { verifyChain } from '../../src/audit/auditStore'
import { recount } from '../../src/counts/recount'
import { listDamage, listOrphans } from '../../src/db/integrity'
import { seededRandom, type Random } from '../../src/demo/seededRandom'
import { startServer, type RunningServer } from '../../src/server'
import { listRoutes } from '../../src/web/routeList'
import { pass } from '../support/signIn'
import { encoded, fuzzedBody, fuzzedFields, fuzzedHeaders, fuzzedSegment, type Fields } from './fuzzedRequest'
import { fuzzedTropa, parties, type Identity, type Party } from './fuzzedTropa'
import { rawRequest, sendRaw, type RawAnswer } from './rawRequest'

/*
 * Every route, as whom it lets in, with whatever can be sent: nothing may be answered with 5xx, or not at all. The same
 * requests every time, but for tokens and codes.
 */
jest.setTimeout(120_000)
const each = 40

/** A try at these derives a passphrase, which takes a fifth of a second. */
const slow = new Map([['post /sign-in', 8]])

let around: Awaited<ReturnType<typeof fuzzedTropa>>
let server: RunningServer
beforeAll(async () => {
  around = await fuzzedTropa()
  server = await startServer(around.tropa.deps, { host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await server.stop()
  await around.tropa.close()
})

test.each(['get', 'post'])(
  `every route for %s answers ${each} hostile requests, none of them with 5xx`,
  async method => {
    const random = seededRandom(method.length)
    const routes = listRoutes(around.tropa.app).filter(route => route.method === method)
    expect(routes.length).toBeGreaterThan(20)
    const seen: number[] = []
    for (const { path } of routes) {
      for (const answer of await fuzzed(random, method, path)) seen.push(answer)
    }
    expect(around.tropa.log.filter(line => line.event === 'failed')).toEqual([])
    // Not all of them were refused at the door.
    const wanted = method === 'get' ? [200, 303, 404, 422] : [201, 303, 404, 413, 422]
    expect([...new Set(seen)].sort()).toEqual(expect.arrayContaining(wanted))
  },
)

test('afterwards everything is whole, and no object has a new property', async () => {
  const { db } = around.tropa.deps
  expect([await listDamage(db), await listOrphans(db), (await recount(db)).short]).toEqual([[], [], []])
  expect(await verifyChain(db)).toMatchObject({ ok: true })
  expect(Object.keys(Object.prototype)).toEqual([])
  expect({}).not.toHaveProperty('polluted')
})

/** Sends a route its requests, one after the other; the statuses of the answers. */
async function fuzzed(random: Random, method: string, pattern: string): Promise<number[]> {
  const party = await partyOf(method, pattern)
  let identity = await around.identityOf(party)
  const statuses: number[] = []
  for (let i = 0; i < (slow.get(`${method} ${pattern}`) ?? each); i++) {
    const request = await fuzzedRequest(random, { method, pattern, party, identity })
    const answer = await sendRaw(server, request)
    if (answer.status < 200 || answer.status >= 500) {
      throw new Error(`${answer.status} for ${party}: ${request.subarray(0, 2000).toString('latin1')}`)
    }
    statuses.push(answer.status)
    if (hasEnded(answer)) identity = await around.identityOf(party)
  }
  return statuses
}

/** The first party whom a route does not send away. */
async function partyOf(method: string, pattern: string): Promise<Party> {
  for (const party of parties) {
    const { cookie, csrf } = await around.identityOf(party)
    const headers = {
      Cookie: cookie,
      'Sec-Fetch-Site': 'same-origin',
      'Content-Type': 'application/x-www-form-urlencoded',
    }
    const body = method === 'post' ? Buffer.from(`csrf=${csrf}`) : undefined
    const path = await around.addressOf(pattern)
    const { status, headers: answered } = await sendRaw(
      server,
      rawRequest(method.toUpperCase(), path, headers, body),
    )
    if (status !== 403 && !/^\/(sign-in|welcome)/.test(answered.location ?? '')) return party
  }
  return 'coordinator'
}

interface Aim {
  method: string
  pattern: string
  party: Party
  identity: Identity
}

async function fuzzedRequest(random: Random, { method, pattern, party, identity }: Aim): Promise<Buffer> {
  // The code of a phone works once in half a minute.
  if (pattern === '/second-step') pass(around.tropa, 31)
  const known = random() < 0.8
  const path = known ? await around.addressOf(pattern) : pattern.replace(/:\w+/g, () => fuzzedSegment(random))
  const headers = { ...fuzzedHeaders(random), Cookie: identity.cookie, 'Sec-Fetch-Site': 'same-origin' }
  if (method === 'get') {
    const verb = random() < 0.05 ? 'HEAD' : 'GET'
    return rawRequest(
      verb,
      `${path}?${encoded(random, fuzzedFields(random, pattern)).replace(/\s/g, '%20')}`,
      headers,
    )
  }
  const given: Fields = [['csrf', identity.csrf]]
  if (random() < 0.3) given.push(['code', around.codeOf(party)])
  const { headers: more, body } = fuzzedBody(random, fuzzedFields(random, pattern, given))
  return rawRequest('POST', path, { ...headers, ...more }, body)
}

/** Whether a form has ended its own session, or given it another token. */
function hasEnded({ headers }: RawAnswer): boolean {
  return 'set-cookie' in headers || (headers.location ?? '').startsWith('/sign-in')
}
