import fc from 'fast-check'
import { checkTotp, groupedSecret, newTotpSecret, totpAddress } from '../../src/auth/secondFactor'

// RFC 6238, appendix B, SHA-1: the secret is the ASCII text 12345678901234567890. Our six digits are the last
// six of its eight, because a code is the number modulo 10^digits.
const rfcSecret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
const vectors: [number, string][] = [
  [59, '94287082'],
  [1111111109, '07081804'],
  [1111111111, '14050471'],
  [1234567890, '89005924'],
  [2000000000, '69279037'],
  [20000000000, '65353130'],
]
const now = 1111111109
const step = 37037036
const code = '081804'

test.each(vectors)('at %d seconds the code is the one of RFC 6238', (seconds, digits) => {
  expect(checkTotp(rfcSecret, digits.slice(-6), seconds, 0)).toBe(Math.floor(seconds / 30))
})

test('a code is good in its own step and in the one before and after', () => {
  const found = [-61, -60, -30, 0, 30, 59, 61].map(later => checkTotp(rfcSecret, code, now + later, 0))
  // `now` is one second before the end of its step.
  expect(found).toEqual([undefined, undefined, step, step, step, undefined, undefined])
})

test('a code works once, and none from before the last works any more', () => {
  const [used] = [checkTotp(rfcSecret, code, now, 0)!]
  expect(checkTotp(rfcSecret, code, now, used)).toBeUndefined()
  expect(checkTotp(rfcSecret, code, now + 30, used)).toBeUndefined()
  expect(checkTotp(rfcSecret, code, now, used - 1)).toBe(used)
  expect(checkTotp(rfcSecret, '050471', now, used)).toBe(used + 1)
  expect(checkTotp(rfcSecret, code, now, used + 1)).toBeUndefined()
})

test.each(['081 804', ' 08 18 04 ', '081804\n', '081\u00a0804'])('%j is read as a code', typed => {
  expect(checkTotp(rfcSecret, typed, now, 0)).toBe(step)
})

test.each(['', '81804', '0081804', '081805', '08180Ч', '０８１８０４', '٠٨١٨٠٤', '-81804', '8.1804e4'])(
  '%j is no code',
  typed => expect(checkTotp(rfcSecret, typed, now, 0)).toBeUndefined(),
)

test('nothing that is typed makes it throw, and only the three codes pass', () => {
  const typed = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 2000 }),
    fc.stringMatching(/^[\d\s]{5,9}$/),
    fc.stringMatching(/^\d{6}$/),
  )
  const good = [step - 1, step, step + 1]
  fc.assert(
    fc.property(typed, text => {
      const found = checkTotp(rfcSecret, text, now, 0)
      expect([undefined, ...good]).toContain(found)
      if (found !== undefined) expect(text.replace(/\s/g, '')).toMatch(/^\d{6}$/)
    }),
    { numRuns: 2000 },
  )
  const passing = Array.from({ length: 1000 }, (_, i) => String(81_000 + i).padStart(6, '0'))
  expect(passing.filter(text => checkTotp(rfcSecret, text, now, 0) !== undefined)).toEqual([code])
})

test('a new secret has 160 bits, is new each time, and is read out in fours', () => {
  const secrets = Array.from({ length: 50 }, newTotpSecret)
  for (const secret of secrets) expect(secret).toMatch(/^[A-Z2-7]{32}$/)
  expect(new Set(secrets).size).toBe(50)
  expect(groupedSecret(rfcSecret)).toBe('GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ')
})

test('what the phone will show names neither the program, the group nor the member', () => {
  const address = new URL(totpAddress(rfcSecret))
  expect(address.protocol + address.host + address.pathname).toBe('otpauth:totp/T')
  expect(Object.fromEntries(address.searchParams)).toEqual({
    secret: rfcSecret,
    algorithm: 'SHA1',
    digits: '6',
    period: '30',
  })
  expect(address.href).not.toMatch(/tropa/i)
})
