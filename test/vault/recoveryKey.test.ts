import fc from 'fast-check'
import { CannotOpen } from '../../src/vault/bytes'
import { recoveryPairs, recoveryWordCount } from '../../src/vault/recoveryKey'
import { openSealed, sealTo } from '../../src/vault/sealedBox'
import { isSignedBy, sign } from '../../src/vault/signature'
import { sodiumReady } from '../../src/vault/sodium'
import { randomWords } from '../../src/words/wordList'

beforeAll(() => sodiumReady)

const words = randomWords('en', recoveryWordCount)

test('the same words always give the same pairs, which work', () => {
  const [pairs, again] = [recoveryPairs(words), recoveryPairs([...words])]
  expect(again).toEqual(pairs)
  const secret = new Uint8Array([1, 2, 3])
  expect(openSealed(again, sealTo(pairs.boxPublic, secret, []), [])).toEqual(secret)
  expect(isSignedBy(pairs.signPublic, sign(again.signPrivate, 'x', []), 'x', [])).toBe(true)
})

// A paper that was made by one version must work with every later one.
test('what ten words give never changes', () => {
  const { boxPublic, signPublic } = recoveryPairs(
    'one two three four five six seven eight nine ten'.split(' '),
  )
  expect([boxPublic, signPublic]).toEqual([
    '1B8ABR8HeUQAH6kNhT3CgnTYAju83zOL7pT9e3ySZBw',
    'taaQPgh3kxtKr0bWzbUkr54LRf6Y6zozjOM96T0F39Y',
  ])
})

test('other words, or the same in another order, give others', () => {
  const pairs = recoveryPairs(words)
  const sealed = sealTo(pairs.boxPublic, new Uint8Array(32), [])
  fc.assert(
    fc.property(fc.shuffledSubarray(words, { minLength: 9 }), others => {
      fc.pre(others.join(' ') !== words.join(' '))
      const wrong = recoveryPairs(others)
      expect(wrong.signPublic).not.toBe(pairs.signPublic)
      expect(() => openSealed(wrong, sealed, [])).toThrow(CannotOpen)
    }),
  )
})

test('ten words have at least 128 random bits, in either language', () => {
  for (const language of ['en', 'ru'] as const) {
    const many = new Set(Array.from({ length: 200 }, () => randomWords(language, recoveryWordCount)).flat())
    // 2,000 words drawn from 7,776 are about 1,763 different ones, from half as many about 1,564.
    expect(many.size).toBeGreaterThan(1680)
  }
  expect(recoveryWordCount * Math.log2(7776)).toBeGreaterThan(128)
})
