import { seededRandom } from '../../src/demo/seededRandom'
import { fieldNames, hostileForm, hostileText } from './hostile'
import { formReaders, prepare, textReaders } from './readers'

/*
 * What reads untrusted input returns a value or the problems; it never throws, or a form would be answered with
 * "something broke". The same inputs every time: see hostile.ts.
 */
jest.setTimeout(60_000)
const inputs = 100_000
const each = Math.ceil(inputs / (textReaders.length + formReaders.length))

beforeAll(prepare)
afterAll(() => {
  expect(Object.keys(Object.prototype)).toEqual([])
  expect({}).not.toHaveProperty('polluted')
})

test('the fields that forms have are found', () => {
  for (const name of ['category', 'need_letters', 'text', 'passphrase', 'kept', 'fingerprint', 'through'])
    expect(fieldNames).toContain(name)
})

test.each(textReaders)(`%s throws for none of ${each} texts`, (_, read) => {
  const random = seededRandom(1)
  expect(triedWith(() => read(hostileText(random, 5_000))).thrown).toEqual([])
})

test.each(formReaders)(`$name throws for none of ${each} forms`, ({ read, fields }) => {
  const random = seededRandom(2)
  // Its own fields more often than those of others.
  const names = [...fieldNames, ...Array.from({ length: 10 }, () => fields).flat()]
  const { thrown, taken } = triedWith(() => read(hostileForm(random, names, 5_000)))
  expect(thrown).toEqual([])
  // Otherwise all would have been refused at the door. Only chance would type a good passphrase twice.
  if (!fields.includes('repeated')) expect(taken).toBeGreaterThan(10)
})

/** The different errors, with where they came from, and how often a value was returned. */
function triedWith(read: () => unknown): { thrown: string[]; taken: number } {
  const thrown = new Set<string>()
  let taken = 0
  for (let i = 0; i < each; i++) {
    try {
      const result = read() as { ok?: boolean } | false | undefined
      if (result && result.ok !== false) taken++
    } catch (error) {
      thrown.add(
        String((error as Error).stack)
          .split('\n')
          .slice(0, 3)
          .join(' '),
      )
    }
  }
  return { thrown: [...thrown], taken }
}
