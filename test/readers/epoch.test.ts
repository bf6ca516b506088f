import { randomUUID } from 'node:crypto'
import {
  hashOfEpoch,
  signEpoch,
  TrustBroken,
  verifyEpochs,
  type Epoch,
  type SignedEpoch,
} from '../../src/readers/epoch'
import { newStrongbox, type MemberPairs } from '../../src/vault/memberKeys'
import { sodiumReady } from '../../src/vault/sodium'

interface Person {
  id: string
  pairs: MemberPairs
}

let anna: Person, boris: Person, clara: Person, recovery: Person
beforeAll(async () => {
  await sodiumReady
  ;[anna, boris, clara] = [person(), person(), person()]
  recovery = { id: 'recovery', pairs: newStrongbox('') }
})

test('a line is good in which each epoch is signed by somebody whom the one before names', () => {
  const rows = line([[anna], anna], [[anna, boris], anna], [[boris, clara], boris], [[clara], clara])
  expect(verifyEpochs(rows).map(one => one.coordinators.length)).toEqual([1, 2, 2, 1])
  expect(verifyEpochs([])).toEqual([])
})

test('the recovery key may sign any epoch but the first', () => {
  expect(verifyEpochs(line([[anna], anna], [[clara], recovery]))).toHaveLength(2)
  expect(() => verifyEpochs(line([[anna], recovery]))).toThrow(TrustBroken)
})

test.each<[string, () => [Person[], Person][]]>([
  ['the first is signed by nobody whom it names', () => [[[anna], boris]]],
  [
    'one is signed by somebody whom only it names',
    () => [
      [[anna], anna],
      [[anna, boris], boris],
    ],
  ],
  [
    'one is signed by somebody whom only an earlier one names',
    () => [
      [[anna, boris], anna],
      [[anna], anna],
      [[anna, boris], boris],
    ],
  ],
])('a line is broken when %s', (_, plan) => {
  expect(() => verifyEpochs(line(...plan()))).toThrow(TrustBroken)
})

test('a line is broken when an epoch is gone, doubled, exchanged, or from another line', () => {
  const [one, two, three] = line([[anna], anna], [[anna, boris], anna], [[anna], anna]) as [
    SignedEpoch,
    SignedEpoch,
    SignedEpoch,
  ]
  const [, otherTwo, otherThree] = [
    one,
    ...line([[anna], anna], [[anna, clara], anna], [[anna], anna]).slice(1),
  ]
  const broken = [
    [two],
    [one, three],
    [one, { ...three, number: 2 }],
    [one, one],
    [two, one],
    [one, two, two],
    [one, otherTwo!],
    [one, two, otherThree!],
    [one, { ...two, signature: three.signature }],
    [{ ...one, statement: one.statement.replace('1', '2') }],
  ]
  const skipped = signEpoch({ ...(JSON.parse(two.statement) as Epoch), number: 3 }, anna.pairs)
  broken.push([one, skipped], [one, { ...skipped, number: 2 }])
  for (const rows of broken) expect(() => verifyEpochs(rows)).toThrow(TrustBroken)
  expect(verifyEpochs([one, two, three])).toHaveLength(3)
})

test.each(['', '{', 'null', '1', '"text"', '[]', '{}', '{"coordinators":[null]}', '{"coordinators":{}}'])(
  'a statement "%s" breaks the line',
  statement => {
    expect(() => verifyEpochs([{ number: 1, statement, signature: '' }])).toThrow(TrustBroken)
    const [first] = line([[anna], anna])
    expect(() => verifyEpochs([first!, { number: 2, statement, signature: '' }])).toThrow(TrustBroken)
  },
)

test('the hash of an epoch changes with statement and signature, and tells where one ends', () => {
  const [row] = line([[anna], anna])
  const { statement, signature } = row!
  const hashes = [
    row!,
    { ...row!, statement: `${statement} ` },
    { ...row!, signature: `${signature}A` },
    { ...row!, statement: statement + signature[0]!, signature: signature.slice(1) },
  ].map(hashOfEpoch)
  expect(new Set(hashes).size).toBe(4)
  for (const hash of hashes) expect(hash).toMatch(/^[0-9a-f]{64}$/)
})

function person(): Person {
  return { id: randomUUID(), pairs: newStrongbox('') }
}

/** Epochs, given by their coordinators and whoever signs them. */
function line(...plan: [coordinators: Person[], signer: Person][]): SignedEpoch[] {
  const rows: SignedEpoch[] = []
  for (const [coordinators, signer] of plan) {
    const epoch: Epoch = {
      number: rows.length + 1,
      previous: rows.length === 0 ? '' : hashOfEpoch(rows.at(-1)!),
      groupPublic: newStrongbox('').boxPublic,
      recovery: recovery.pairs,
      coordinators: coordinators.map(({ id, pairs: { boxPublic, signPublic } }) => ({
        id,
        boxPublic,
        signPublic,
      })),
      signer: signer.id,
    }
    rows.push(signEpoch(epoch, signer.pairs))
  }
  return rows
}
