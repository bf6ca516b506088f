import { feedPair } from '../../src/vault/feedKey'
import { hashToken, newToken } from '../../src/vault/random'
import { sodiumReady } from '../../src/vault/sodium'

beforeAll(() => sodiumReady)

// Addresses that calendars have must go on to open what is sealed to them: this never changes.
test('the pair of an address is the same for good', () => {
  expect(feedPair('x'.repeat(43)).boxPublic).toBe('0ziWHmkpGBQmOtSx675lZF3NJfgv4K2SgeOFrz7-Qls')
})

test('another address has another pair, and the hash that is kept leads to neither half', () => {
  const token = newToken()
  const pair = feedPair(token)
  expect(feedPair(token)).toEqual(pair)
  expect(feedPair(newToken()).boxPublic).not.toBe(pair.boxPublic)
  expect(feedPair(hashToken(token)).boxPublic).not.toBe(pair.boxPublic)
  expect(Buffer.from(pair.boxPrivate).toString('base64url')).not.toBe(hashToken(token))
})
