import fc from 'fast-check'
import { isOwnMark, markOwn } from '../../src/vault/ownMark'
import { newSignPair, type SignPair } from '../../src/vault/signature'
import { sodiumReady } from '../../src/vault/sodium'
import { flippedBits, otherLengths, otherSpellings } from './damage'

let owner: SignPair
beforeAll(async () => {
  await sodiumReady
  owner = newSignPair()
})

const fields = fc.array(fc.string(), { maxLength: 4 })

test('a mark is recognised by its maker alone, for exactly its purpose and fields', () => {
  fc.assert(
    fc.property(fc.string(), fields, fc.string(), fields, (purpose, marked, otherPurpose, others) => {
      const mark = markOwn(owner, purpose, marked)
      expect(isOwnMark(owner, mark, purpose, marked)).toBe(true)
      expect(isOwnMark(newSignPair(), mark, purpose, marked)).toBe(false)
      const same = purpose === otherPurpose && JSON.stringify(marked) === JSON.stringify(others)
      expect(isOwnMark(owner, mark, otherPurpose, others)).toBe(same)
    }),
  )
})

test('no bit of a mark can be changed, nor its length or spelling; and none is none', () => {
  const mark = markOwn(owner, 'purpose', ['ab', 'c'])
  for (const other of ['', ...flippedBits(mark), ...otherLengths(mark), ...otherSpellings(mark)]) {
    expect(isOwnMark(owner, other, 'purpose', ['ab', 'c'])).toBe(false)
  }
  expect(isOwnMark(owner, mark, 'purpose', ['a', 'bc'])).toBe(false)
})
