import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { chainStart, checkChain, hashEntry, type ChainEntry } from '../../src/audit/chain'

const words = fc.string({ unit: 'grapheme', maxLength: 12 })
const fields = fc.record({ dated: words, actor: words, action: words, object: words })

function chained(entries: Omit<ChainEntry, 'number'>[]) {
  let hash = ''
  return entries.map((fields, i) => {
    const entry = { number: i + 1, ...fields }
    hash = hashEntry(hash, entry)
    return { ...entry, hash }
  })
}

test('the hash is that of the written-down construction', () => {
  const entry = { number: 7, dated: '2024-03', actor: 'system', action: 'cases.imported', object: 'дела' }
  const text = '2:ab1:77:2024-036:system14:cases.imported8:дела'
  expect(hashEntry('ab', entry)).toBe(createHash('sha256').update(text).digest('hex'))
})

test('entries that differ anywhere have different hashes, also when their letters only moved between fields', () => {
  fc.assert(
    fc.property(fields, fields, (one, other) => {
      fc.pre(JSON.stringify(one) !== JSON.stringify(other))
      expect(hashEntry('', { number: 1, ...one })).not.toBe(hashEntry('', { number: 1, ...other }))
    }),
  )
  const moved = { number: 1, dated: '2024-03', actor: 'ab', action: 'c', object: '' }
  expect(hashEntry('', { ...moved, actor: 'a', action: 'bc' })).not.toBe(hashEntry('', moved))
})

test('a chain fits from its start, and from each of its entries', () => {
  fc.assert(
    fc.property(fc.array(fields, { maxLength: 8 }), fc.nat(), (entries, n) => {
      const chain = chained(entries)
      expect(checkChain(chain, chainStart)).toBeUndefined()
      const from = chain[n % (chain.length + 1)]
      if (from) expect(checkChain(chain.slice(from.number), from)).toBeUndefined()
    }),
  )
})

test('it says which entry is the first that does not fit', () => {
  const chain = chained(Array.from({ length: 5 }, () => ({ dated: '', actor: '', action: '', object: '' })))
  expect(checkChain(chain.with(2, { ...chain[2]!, object: 'x' }), chainStart)).toBe(3)
  expect(checkChain(chain.toSpliced(1, 1), chainStart)).toBe(2)
  expect(checkChain(chain.with(3, { ...chain[3]!, hash: chain[2]!.hash }), chainStart)).toBe(4)
})
