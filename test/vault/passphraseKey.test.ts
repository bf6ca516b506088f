import { CannotOpen } from '../../src/vault/bytes'
import { newMemberKey, unwrapMemberKey, wrapMemberKey } from '../../src/vault/memberKeys'
import { makePassphraseRecord, openPassphrase, unusablePassphraseRecord } from '../../src/vault/passphraseKey'
import { sodiumReady } from '../../src/vault/sodium'

// Each derivation takes a fifth of a second, and longer when other tests run beside it: these are few.
jest.setTimeout(60_000)

const pepper = Buffer.alloc(32, 1)
beforeAll(() => sodiumReady)

test('a passphrase gives back the key it gave when it was chosen, and with it the member key', async () => {
  const { record, kek } = await makePassphraseRecord('six words of a list', pepper)
  const again = await openPassphrase('six words of a list', record, pepper)
  expect(again).toEqual(kek)
  const memberKey = newMemberKey()
  expect(unwrapMemberKey(again!, 'user', wrapMemberKey(kek, 'user', memberKey))).toEqual(memberKey)
})

test('composed and decomposed letters are one passphrase', async () => {
  const { record, kek } = await makePassphraseRecord('йод ё'.normalize('NFC'), pepper)
  expect(await openPassphrase('йод ё'.normalize('NFD'), record, pepper)).toEqual(kek)
})

test('another passphrase, pepper or salt, or a damaged verifier, gives no key', async () => {
  const { record } = await makePassphraseRecord('right', pepper)
  const other = unusablePassphraseRecord()
  const tries: [string, typeof record, Buffer][] = [
    ['wrong', record, pepper],
    ['right ', record, pepper],
    ['Right', record, pepper],
    ['', record, pepper],
    ['right', record, Buffer.alloc(32, 2)],
    ['right', { ...record, salt: other.salt }, pepper],
    ['right', { ...record, verifier_hash: other.verifier_hash }, pepper],
    ['right', { ...record, verifier_hash: '' }, pepper],
    ['right', other, pepper],
  ]
  for (const [passphrase, stored, secret] of tries) {
    expect(await openPassphrase(passphrase, stored, secret)).toBeUndefined()
  }
})

test('two members with one passphrase have nothing in common, in what is stored or derived', async () => {
  const [a, b] = [await makePassphraseRecord('same', pepper), await makePassphraseRecord('same', pepper)]
  expect(a.record.salt).not.toBe(b.record.salt)
  expect(a.record.verifier_hash).not.toBe(b.record.verifier_hash)
  expect(() => unwrapMemberKey(a.kek, 'user', wrapMemberKey(b.kek, 'user', newMemberKey()))).toThrow(
    CannotOpen,
  )
})

test('what is stored is neither the key nor the passphrase', async () => {
  const { record, kek } = await makePassphraseRecord('six words', pepper)
  expect(Object.keys(record).sort()).toEqual(['salt', 'verifier_hash'])
  expect(Buffer.from(record.salt, 'base64url')).toHaveLength(16)
  expect(Buffer.from(record.verifier_hash, 'base64url')).toHaveLength(32)
  expect(record.verifier_hash).not.toBe(Buffer.from(kek).toString('base64url'))
  expect(JSON.stringify(record)).not.toContain('six')
})
