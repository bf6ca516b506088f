import request from 'supertest'
import type { Actor } from '../../src/auth/actor'
import { newTotpSecret, totpCode } from '../../src/auth/secondFactor'
import { secondsOf } from '../../src/calendar/month'
import type { Role } from '../../src/db/schema'
import { inviteMember } from '../../src/users/inviteMember'
import { makePassphraseRecord } from '../../src/vault/passphraseKey'
import { addMember, today } from './members'
import { testServerKey, type TestApp } from './testApp'

export const passphrase = 'seven quiet herons cross'

export interface MemberWithPassphrase {
  actor: Actor
  passphrase: string
  totpSecret: string
}

/** A member who can sign in through the page. All have the same passphrase, so that it is derived once a file. */
export async function memberWithPassphrase(
  { deps }: Pick<TestApp, 'deps'>,
  role: Role,
  pseudonym: string = role,
): Promise<MemberWithPassphrase> {
  derived ??= makePassphraseRecord(passphrase, testServerKey.pepper)
  const totpSecret = newTotpSecret()
  const actor = await addMember(deps.db, role, pseudonym, { passphrase: await derived, totpSecret })
  return { actor, passphrase, totpSecret }
}

/** What the member's phone shows. */
export function codeNow({ clock }: Pick<TestApp, 'clock'>, totpSecret: string): string {
  return totpCode(totpSecret, secondsOf(clock))
}

/** What the member types to sign in, with whatever a test changes. */
export function credentialsOf(
  tropa: TestApp,
  { actor, totpSecret }: MemberWithPassphrase,
  change: object = {},
) {
  return { pseudonym: actor.pseudonym, passphrase, code: codeNow(tropa, totpSecret), ...change }
}

/** Moves the clock on, by so many seconds. */
export function pass({ clock }: Pick<TestApp, 'clock'>, seconds: number): void {
  clock.set(new Date(clock.now().getTime() + seconds * 1000).toISOString())
}

export type Browser = ReturnType<typeof newBrowser>

/** A browser as people have one: it keeps cookies, and sends forms with the token of the page it saw last. */
export function newBrowser({ app }: Pick<TestApp, 'app'>, cookies: Record<string, string> = {}) {
  const jar = new Map(Object.entries(cookies))
  let [csrf, member] = ['', '']
  const header = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
  return {
    jar,
    csrf: () => csrf,
    get: (path: string) => send(request(app).get(path)),
    /** A form; `headers` in place of what a browser says about where it comes from. */
    post: (
      path: string,
      form: Record<string, string | string[]> = {},
      headers: Record<string, string> = { 'Sec-Fetch-Site': 'same-origin' },
    ) =>
      send(
        request(app)
          .post(path)
          .set(headers)
          .type('form')
          .send({ csrf, member, ...form }),
      ),
  }

  async function send(asked: request.Test): Promise<request.Response> {
    const answer = await asked.set('Cookie', header())
    for (const line of [answer.headers['set-cookie'] ?? []].flat()) {
      const [, name, value] = /^(\w+)=([^;]*)/.exec(line)!
      if (value === '') jar.delete(name!)
      else jar.set(name!, value!)
    }
    csrf = hidden(answer, 'csrf') ?? csrf
    member = hidden(answer, 'member') ?? member
    return answer
  }
}

/** A browser in which the member has signed in through the page, and the answer to that. */
export async function signInThroughPage(tropa: TestApp, member: MemberWithPassphrase, change: object = {}) {
  const browser = newBrowser(tropa)
  await browser.get('/sign-in')
  const answer = await browser.post('/sign-in', credentialsOf(tropa, member, change))
  return { ...browser, answer }
}

/** A browser in which somebody has just joined by an invitation: they stand before the first step of the welcome. */
export async function joinThroughPage(tropa: TestApp, role: Role, pseudonym: string = role) {
  const browser = newBrowser(tropa)
  const by = { id: 'system', pseudonym: '', role: 'admin', language: 'en', certified: false } as const
  const code = await inviteMember(tropa.deps.db, by, { role, pseudonym }, secondsOf(tropa.clock), today)
  await browser.get(`/join/${code}`)
  const answer = await browser.post(`/join/${code}`, { pseudonym, passphrase, repeated: passphrase })
  if (answer.headers.location !== '/welcome') throw new Error(`joining was answered with ${answer.status}`)
  await browser.get('/welcome')
  return browser
}

/** The value of a hidden field. */
export function hidden({ text }: { text: string }, name: string): string | undefined {
  return new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1]
}

/** A page without what differs from one answer to the next: tokens, references, offered passphrases. */
export function withoutChance(text: string): string {
  return text.replace(/(name="(?:csrf|member)" value=")[\w-]*/g, '$1').replace(/(Reference: )\w+/g, '$1')
}

let derived: ReturnType<typeof makePassphraseRecord> | undefined
