import fc from 'fast-check'
import {
  hashRecoveryCode,
  newRecoveryCodes,
  normaliseRecoveryCode,
  type RecoveryCode,
} from '../../src/auth/recoveryCodes'

const codes = fc.nat().map(() => newRecoveryCodes()[0]!)
const key = Buffer.alloc(32, 1)

test('there are ten codes of 80 bits, none twice', () => {
  const drawn = Array.from({ length: 20 }, newRecoveryCodes)
  for (const ten of drawn) expect(ten).toHaveLength(10)
  expect(new Set(drawn.flat()).size).toBe(200)
  for (const code of drawn.flat()) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/)
})

test.each([
  ['as printed', (code: string) => code],
  ['in lower case with spaces', (code: string) => ` ${code.toLowerCase().replaceAll('-', ' ')} `],
  ['without hyphens', (code: string) => code.replaceAll('-', '')],
  ['with O for 0 and I for 1', (code: string) => code.replaceAll('0', 'O').replaceAll('1', 'I')],
  ['with Cyrillic А, В, Е', (code: string) => code.replace(/[ABE]/g, c => 'АВЕ'['ABE'.indexOf(c)]!)],
])('a code typed %s is read', (_, typed) => {
  fc.assert(fc.property(codes, code => expect(normaliseRecoveryCode(typed(code))).toBe(code)))
})

test.each(['', '7K3M-9QXR-42TD', '7K3M-9QXR-42TD-8WZA-7', '7K3M-9QXR-42TD-8WZU', '123456', '!'.repeat(16)])(
  '%j is no code',
  typed => expect(normaliseRecoveryCode(typed)).toBeUndefined(),
)

test('nothing that is typed makes it throw', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 500 }), typed => {
      const code = normaliseRecoveryCode(typed)
      if (code !== undefined) expect(normaliseRecoveryCode(code)).toBe(code)
    }),
  )
})

test('a hash is the same for the same code, and another for another code, member or key', () => {
  const [code, other] = newRecoveryCodes() as [RecoveryCode, RecoveryCode]
  const hash = hashRecoveryCode(code, key, 'a')
  expect(hash).toMatch(/^[\w-]{43}$/)
  expect(hashRecoveryCode(normaliseRecoveryCode(code.toLowerCase())!, key, 'a')).toBe(hash)
  const others = [
    hashRecoveryCode(other, key, 'a'),
    hashRecoveryCode(code, key, 'b'),
    hashRecoveryCode(code, Buffer.alloc(32, 2), 'a'),
  ]
  expect(new Set([hash, ...others]).size).toBe(4)
})
