import fc from 'fast-check'
import { deviceToken, knownDevice } from '../../src/auth/deviceCookie'

const key = Buffer.alloc(32, 3)
const cookies = fc.nat().map(() => deviceToken(key, 'heron'))

test('a browser is known again, by an id of its own each time', () => {
  const [first, second] = [deviceToken(key, 'heron'), deviceToken(key, 'heron')]
  expect(knownDevice(key, first, 'heron')).toMatch(/^[\w-]{22}$/)
  expect(knownDevice(key, first, 'heron')).toBe(knownDevice(key, first, 'heron'))
  expect(knownDevice(key, first, 'heron')).not.toBe(knownDevice(key, second, 'heron'))
})

test('it fits into a cookie and does not tell whose it is', () => {
  // The pattern is the one of src/web/cookies.ts.
  fc.assert(fc.property(cookies, cookie => expect(cookie).toMatch(/^[\w-]{2,64}$/)))
  expect(deviceToken(key, 'heron')).not.toContain('heron')
})

test('it is worth nothing to another member or under another key', () => {
  const cookie = deviceToken(key, 'heron')
  expect(knownDevice(key, cookie, 'stork')).toBeUndefined()
  expect(knownDevice(Buffer.alloc(32, 4), cookie, 'heron')).toBeUndefined()
})

test('one changed character is found', () => {
  fc.assert(
    fc.property(cookies, fc.nat(43), fc.constantFrom(...'AZaz09_-'), (cookie, position, other) => {
      fc.pre(cookie[position] !== other)
      const forged = cookie.slice(0, position) + other + cookie.slice(position + 1)
      expect(knownDevice(key, forged, 'heron')).toBeUndefined()
    }),
  )
})

test('one that is cut, lengthened, put together of two or missing is none', () => {
  const [cookie, other] = [deviceToken(key, 'heron'), deviceToken(key, 'heron')]
  for (let length = 0; length < cookie.length; length++)
    expect(knownDevice(key, cookie.slice(0, length), 'heron')).toBeUndefined()
  for (const forged of [`${cookie}A`, cookie + other, cookie.slice(0, 22) + other.slice(22), undefined])
    expect(knownDevice(key, forged, 'heron')).toBeUndefined()
})

test('nothing that a browser may send makes it throw', () => {
  const sent = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'binary', minLength: 44, maxLength: 44 }),
  )
  fc.assert(fc.property(sent, value => expect(knownDevice(key, value, 'heron')).toBeUndefined()))
})
