import { acceptCode } from '../../src/auth/acceptCode'
import { newTotpSecret, totpCode } from '../../src/auth/secondFactor'
import { newStrongbox } from '../../src/vault/memberKeys'
import { sodiumReady } from '../../src/vault/sodium'
import { testServerKey } from '../support/testApp'
import { testDatabase } from '../support/testDatabase'

const joined = 1_700_000_000
const hours = 3600

beforeAll(() => sodiumReady)

/** Whether somebody with the right passphrase gets on, with the strongbox as it was when they joined. */
async function getsOn(now: number, code: string, totpConfirmed = false): Promise<boolean> {
  const { db, close } = await testDatabase()
  const box = { ...newStrongbox(newTotpSecret(), joined), totpConfirmed }
  const typed = code || (totpConfirmed ? totpCode(box.totpSecret, now) : '')
  const accepted = await acceptCode(db, testServerKey, 'u', box, typed, now)
  await close()
  return accepted !== undefined
}

test('who has not confirmed a phone is let go on with it for 72 hours, and then has to be invited again', async () => {
  expect(await getsOn(joined, '')).toBe(true)
  expect(await getsOn(joined + 72 * hours, '')).toBe(true)
  // A strongbox of then that somebody puts back opens no way around the phone.
  expect(await getsOn(joined + 72 * hours + 1, '')).toBe(false)
  expect(await getsOn(joined + 5000 * hours, '123456')).toBe(false)
})

test('who has is asked for the code for ever', async () => {
  expect(await getsOn(joined + 5000 * hours, '', true)).toBe(true)
  expect(await getsOn(joined + 1, '000', true)).toBe(false)
})
