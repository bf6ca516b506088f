import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileAnchor, memoryAnchor } from '../../src/readers/anchor'
import { TrustBroken } from '../../src/readers/epoch'
import { readTrust, readWholeTrust } from '../../src/readers/trust'
import { addMember, anchorOf } from '../support/members'
import { temporaryFolder } from '../support/temporaryFolder'
import { testDatabase } from '../support/testDatabase'

const folder = temporaryFolder()
const file = () => path.join(folder(), 'server.anchor')
const first = { number: 1, hash: 'a'.repeat(64) }
const second = { number: 2, hash: 'b'.repeat(64) }

test('an anchor in a file keeps the last epoch for the next start, readable by its owner alone', () => {
  expect(fileAnchor(file()).read()).toBeUndefined()
  fileAnchor(file()).write(first)
  expect(fileAnchor(file()).read()).toEqual(first)
  fileAnchor(file()).write(second)
  expect(fileAnchor(file()).read()).toEqual(second)
  expect(statSync(file()).mode & 0o777).toBe(0o600)
  expect(readdirSync(folder())).toEqual(['server.anchor'])
})

test.each([
  '',
  'epoch 1',
  `epoch x ${'a'.repeat(64)}`,
  `epoch 1 ${'a'.repeat(63)}`,
  `epoch 1 ${'A'.repeat(64)}`,
])('a damaged file says so, and is not taken for one that is missing: "%s"', text => {
  writeFileSync(file(), text)
  expect(() => fileAnchor(file()).read()).toThrow(`${file()} is damaged`)
  expect(readFileSync(file(), 'utf8')).toBe(text)
})

describe('over a database', () => {
  test('before the first coordinator there is nothing to remember', async () => {
    const { db, close } = await testDatabase()
    const anchor = memoryAnchor()
    expect(await readTrust(db, anchor)).toBeUndefined()
    expect(anchor.read()).toBeUndefined()
    await close()
  })

  test('the newest epoch is remembered; one that somebody else has seen meanwhile is not forgotten', async () => {
    const { db, close } = await testDatabase()
    await addMember(db, 'coordinator')
    const [anchor, { head }] = [memoryAnchor(), (await readTrust(db, anchorOf(db)))!]
    expect((await readTrust(db, anchor))?.head).toEqual(head)
    expect(anchor.read()).toEqual(head)

    const other = memoryAnchor()
    const reading = readTrust(db, other)
    other.write({ number: 3, hash: 'c'.repeat(64) })
    expect((await reading)?.head).toEqual(head)
    expect(other.read()).toMatchObject({ number: 3 })
    await close()
  })

  test('a database without the epoch that is remembered is not trusted', async () => {
    const { db, close } = await testDatabase()
    await addMember(db, 'coordinator')
    const { head } = (await readTrust(db, anchorOf(db)))!
    for (const remembered of [second, { ...head, hash: first.hash }]) {
      const anchor = memoryAnchor()
      anchor.write(remembered)
      await expect(readTrust(db, anchor)).rejects.toThrow(TrustBroken)
      expect(await readWholeTrust(db, anchor)).toBeUndefined()
      expect(anchor.read()).toEqual(remembered)
    }
    await close()
  })
})
