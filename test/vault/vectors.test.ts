import argon2 from 'argon2'
import { createHash, hkdfSync } from 'node:crypto'
import { toText, type BoxPrivate, type DataKey, type SessionKey } from '../../src/vault/bytes'
import { decrypt } from '../../src/vault/encryption'
import { newMemberKey, wrapForSession } from '../../src/vault/memberKeys'
import { makePassphraseRecord } from '../../src/vault/passphraseKey'
import { boxPairFromPrivate, openSealed, sealTo } from '../../src/vault/sealedBox'
import { sign, signPairFromSeed } from '../../src/vault/signature'
import { sodium, sodiumReady } from '../../src/vault/sodium'

/*
 * That our libraries compute what the standards say, and that we use them as our comments say. What is stored by one
 * version must be opened by every later one, so these values never change.
 */
beforeAll(() => sodiumReady)

const hex = (text: string) => new Uint8Array(Buffer.from(text.replace(/\s/g, ''), 'hex'))
const toHex = (bytes: Uint8Array | ArrayBuffer) => Buffer.from(bytes as Uint8Array).toString('hex')

// https://datatracker.ietf.org/doc/html/draft-irtf-cfrg-xchacha-03#appendix-A.3.1
describe('XChaCha20-Poly1305', () => {
  const plain = Buffer.from(
    "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.",
  )
  const associated = hex('50515253c0c1c2c3c4c5c6c7')
  const key = hex('808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f')
  const nonce = hex('404142434445464748494a4b4c4d4e4f5051525354555657')
  const cipher = hex(`
    bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb
    731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b452
    2f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9
    21f9664c97637da9768812f615c68b13b52e
    c0875924c1c7987947deafd8780acf49`)

  test('gives the ciphertext and tag of the draft', () => {
    const sealed = sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(plain, associated, null, nonce, key)
    expect(toHex(sealed)).toBe(toHex(cipher))
    const opened = sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(null, cipher, associated, nonce, key)
    expect(toHex(opened)).toBe(toHex(plain))
  })

  test('is stored as version, nonce and ciphertext, with the place as associated data', () => {
    const place = Buffer.from('7:tropa/14:text5:place')
    const sealed = sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(plain, place, null, nonce, key)
    const stored = toText(Buffer.concat([Buffer.from([1]), nonce, sealed]))
    expect(toHex(decrypt(key as DataKey, stored, ['text', 'place']))).toBe(toHex(plain))
  })
})

// https://www.rfc-editor.org/rfc/rfc8032#section-7.1, tests 1 to 3
describe('Ed25519', () => {
  test.each([
    [
      '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
      'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
      '',
      `e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155
       5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b`,
    ],
    [
      '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
      '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
      '72',
      `92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da
       085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00`,
    ],
    [
      'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
      'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
      'af82',
      `6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac
       18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a`,
    ],
  ])('key %s gives the public key and signature of the RFC', (seed, publicKey, message, signature) => {
    const { signPublic, signPrivate } = signPairFromSeed(hex(seed))
    expect(signPublic).toBe(toText(hex(publicKey)))
    expect(toHex(sodium.crypto_sign_detached(hex(message), signPrivate))).toBe(toHex(hex(signature)))
    expect(sodium.crypto_sign_verify_detached(hex(signature), hex(message), hex(publicKey))).toBe(true)
  })

  test('signs purpose and fields, each with its length before it', () => {
    const pair = signPairFromSeed(new Uint8Array(32))
    const plain = sodium.crypto_sign_detached('11:tropa/epoch3:a:b0:', pair.signPrivate)
    expect(sign(pair.signPrivate, 'epoch', ['a:b', ''])).toBe(toText(plain))
  })
})

describe('X25519', () => {
  // https://www.rfc-editor.org/rfc/rfc7748#section-6.1
  const alice = hex('77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a') as BoxPrivate
  const bob = hex('5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb') as BoxPrivate
  const publicKeys = {
    alice: hex('8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a'),
    bob: hex('de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f'),
  }

  test('gives the public keys and the shared secret of the RFC', () => {
    expect(boxPairFromPrivate(alice).boxPublic).toBe(toText(publicKeys.alice))
    expect(boxPairFromPrivate(bob).boxPublic).toBe(toText(publicKeys.bob))
    const shared = '4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742'
    expect(toHex(sodium.crypto_scalarmult(alice, publicKeys.bob))).toBe(shared)
    expect(toHex(sodium.crypto_scalarmult(bob, publicKeys.alice))).toBe(shared)
  })

  /*
   * https://doc.libsodium.org/public-key_cryptography/sealed_boxes: ephemeral_pk || box(m, recipient_pk,
   * ephemeral_sk, nonce = blake2b(ephemeral_pk || recipient_pk)). The ephemeral key is random, so there is no vector.
   */
  const place = createHash('sha256').update('9:tropa/box5:place').digest()
  const nonceFor = (ephemeral: Uint8Array) =>
    sodium.crypto_generichash(24, Buffer.concat([ephemeral, publicKeys.bob]), null)

  test('a sealed box that was made by its definition opens', () => {
    const { publicKey, privateKey } = sodium.crypto_box_keypair()
    const message = Buffer.concat([place, Buffer.from('secret')])
    const box = sodium.crypto_box_easy(message, nonceFor(publicKey), publicKeys.bob, privateKey)
    const sealed = toText(Buffer.concat([publicKey, box]))
    expect(Buffer.from(openSealed(boxPairFromPrivate(bob), sealed, ['place'])).toString()).toBe('secret')
  })

  test('a sealed box that we make opens by its definition', () => {
    const sealed = sealTo(boxPairFromPrivate(bob).boxPublic, Buffer.from('secret'), ['place'])
    const bytes = new Uint8Array(Buffer.from(sealed, 'base64url'))
    const [ephemeral, box] = [bytes.slice(0, 32), bytes.slice(32)]
    const opened = sodium.crypto_box_open_easy(box, nonceFor(ephemeral), ephemeral, bob)
    expect(toHex(opened)).toBe(toHex(Buffer.concat([place, Buffer.from('secret')])))
  })
})

// https://www.rfc-editor.org/rfc/rfc5869#appendix-A, A.1 to A.3
describe('HKDF-SHA-256', () => {
  const counting = (from: number, length: number) => Uint8Array.from({ length }, (_, i) => from + i)
  const none = new Uint8Array()

  test.each([
    [
      'A.1',
      { ikm: new Uint8Array(22).fill(0x0b), salt: counting(0, 13), info: counting(0xf0, 10) },
      '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
    ],
    [
      'A.2',
      { ikm: counting(0, 80), salt: counting(0x60, 80), info: counting(0xb0, 80) },
      `b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09
       da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87`,
    ],
    [
      'A.3',
      { ikm: new Uint8Array(22).fill(0x0b), salt: none, info: none },
      '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8',
    ],
  ])('gives the output of test case %s', (_, { ikm, salt, info }, output) => {
    const expected = toHex(hex(output))
    expect(toHex(hkdfSync('sha256', ikm, salt, info, expected.length / 2))).toBe(expected)
  })

  test('makes the key of a session out of its token', () => {
    const memberKey = newMemberKey()
    const key = new Uint8Array(hkdfSync('sha256', 'token', none, 'tropa/session', 32)) as SessionKey
    const place = { userId: 'user', startedAt: 1, steppedAt: 2, joining: false }
    const wrapped = wrapForSession('token', place, memberKey)
    expect(decrypt(key, wrapped, ['session', 'user', '1', '2', 'false'])).toEqual(memberKey)
  })
})

describe('Argon2id', () => {
  // https://www.rfc-editor.org/rfc/rfc9106#section-5.3
  test('gives the tag of the RFC', async () => {
    const tag = await argon2.hash(Buffer.alloc(32, 1), {
      type: argon2.argon2id,
      timeCost: 3,
      memoryCost: 32,
      parallelism: 4,
      hashLength: 32,
      salt: Buffer.alloc(16, 2),
      secret: Buffer.alloc(8, 3),
      associatedData: Buffer.alloc(12, 4),
      raw: true,
    })
    expect(toHex(tag)).toBe('0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659')
  })

  test('with 64 MiB, three passes and the pepper makes key and verifier; of the verifier the hash is kept', async () => {
    const pepper = Buffer.alloc(32, 9)
    const { record, kek } = await makePassphraseRecord('ﬁve ½ words', pepper)
    const output = await argon2.hash('five 1⁄2 words', {
      type: argon2.argon2id,
      timeCost: 3,
      memoryCost: 65_536,
      parallelism: 1,
      hashLength: 64,
      salt: Buffer.from(record.salt, 'base64url'),
      secret: pepper,
      raw: true,
    })
    expect(toHex(kek)).toBe(toHex(output.subarray(0, 32)))
    const verifierHash = createHash('sha256').update(output.subarray(32)).digest('base64url')
    expect(record.verifier_hash).toBe(verifierHash)
  })
})
