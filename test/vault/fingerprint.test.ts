import fc from 'fast-check'
import { fingerprintOf, isFingerprint } from '../../src/vault/fingerprint'
import { newStrongbox } from '../../src/vault/memberKeys'
import { sodiumReady } from '../../src/vault/sodium'

beforeAll(() => sodiumReady)

test('a fingerprint is 24 digits in groups of four, the same each time', () => {
  for (let i = 0; i < 50; i++) {
    const keys = newStrongbox('')
    expect(fingerprintOf(keys)).toMatch(/^\d{4}( \d{4}){5}$/)
    expect(fingerprintOf({ ...keys })).toBe(fingerprintOf(keys))
  }
})

test('it changes with either key, and when they are exchanged', () => {
  const [keys, other] = [newStrongbox(''), newStrongbox('')]
  const [box, sign] = [keys.boxPublic as string, keys.signPublic as string]
  const all = [
    keys,
    { ...keys, boxPublic: other.boxPublic },
    { ...keys, signPublic: other.signPublic },
    { boxPublic: sign, signPublic: box } as unknown as typeof keys,
    { boxPublic: box + sign[0]!, signPublic: sign.slice(1) } as unknown as typeof keys,
  ].map(fingerprintOf)
  expect(new Set(all).size).toBe(all.length)
})

test('its digits are used evenly, at the beginning too', () => {
  const first = Array.from({ length: 2000 }, () => fingerprintOf(newStrongbox(''))[0]!)
  // 200 of each expected, with a standard deviation of 13.
  for (const digit of '0123456789') {
    expect(Math.abs(first.filter(one => one === digit).length - 200)).toBeLessThan(13 * 7)
  }
})

test('typed in any spacing it is recognised; with one digit wrong, missing, added or exchanged it is not', () => {
  const fingerprint = fingerprintOf(newStrongbox(''))
  const digits = fingerprint.replaceAll(' ', '')
  for (const typed of [
    fingerprint,
    digits,
    ` ${fingerprint}\n`,
    fingerprint.replaceAll(' ', '-'),
    `№ ${digits}`,
  ]) {
    expect(isFingerprint(typed, fingerprint)).toBe(true)
  }
  fc.assert(
    fc.property(fc.nat(23), fc.integer({ min: 1, max: 9 }), (at, add) => {
      const wrong = String((Number(digits[at]) + add) % 10)
      const put = (text: string) => digits.slice(0, at) + text + digits.slice(at + 1)
      expect(isFingerprint(put(wrong), fingerprint)).toBe(false)
      expect(isFingerprint(put(''), fingerprint)).toBe(false)
      expect(isFingerprint(put(digits[at]! + wrong), fingerprint)).toBe(false)
    }),
  )
  expect(isFingerprint('', fingerprint)).toBe(false)
})
