import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { temporaryFolder } from '../support/temporaryFolder'
import { typed } from '../support/typed'

const folder = temporaryFolder()

test('a spreadsheet is imported, and the report has its requests', async () => {
  const file = csv('month,category,count\n2023-01,soldier,28\n2023-01,other,623\n')
  const { code, out, err } = await typed(folder(), ['import', file])
  expect([code, out]).toEqual([0, '651 requests were imported, January 2023.\n'])
  expect(err).toBe('Saving: 76 %\nSaving: 100 %\n')
  expect((await typed(folder(), ['report'])).out).toMatch(/^Jan 2023 +651 +28 +4\.3% /m)
})

test('a dry run finds the file right and saves nothing', async () => {
  const file = csv('month;category\n2024-01;soldier\n2024-02;soldier\n')
  const { code, out, err } = await typed(folder(), ['import', file, '--dry-run'])
  expect([code, err]).toEqual([0, ''])
  expect(out).toBe('The file is right: 2 requests, January–February 2024. Nothing was saved (--dry-run).\n')
  expect((await typed(folder(), ['report'])).err).toMatch('nothing to report')
})

test('one mistake keeps the whole file out, and every mistake is told with its line', async () => {
  const file = csv('month,category\n2024-01,soldier\n2024-01,sodlier\n2023-1,soldier\n')
  const { code, out, err } = await typed(folder(), ['import', file])
  expect([code, out]).toEqual([1, ''])
  expect(err.split('\n')).toEqual([
    'tropa: Nothing was saved: the file has 2 problems.',
    '  line 3: category: there is no code “sodlier”; did you mean “soldier”?',
    '  line 4: month: “2023-1” is not a month; write it as 2024-01',
    'Columns and codes: docs/how-to/import-a-spreadsheet.md',
    '',
  ])
  expect((await typed(folder(), ['report'])).err).toMatch('nothing to report')
})

test('of many mistakes fifty are shown, in Russian if asked', async () => {
  const file = csv(`month,category\n${'2024-01,x\n'.repeat(73)}`)
  const { err } = await typed(folder(), ['import', file, '--language', 'ru'])
  expect(err).toMatch('Ничего не сохранено: в файле 73 ошибки.')
  expect(err.match(/строка/g)).toHaveLength(50)
  expect(err).toMatch('… и ещё 23 ошибки.')
})

test('with --json mistakes are data', async () => {
  const file = csv('month,category\n2024-01,x\n')
  const { code, out, err } = await typed(folder(), ['import', file, '--json'])
  expect([code, err]).toEqual([1, ''])
  expect(JSON.parse(out)).toEqual({
    saved: 0,
    problems: [{ line: 2, column: 'category', text: 'line 2: category: there is no code “x”' }],
    more: 0,
  })
})

test('with --json success is data', async () => {
  const file = csv('month,category,count\n2024-01,other,3\n2023-12,other,\n')
  const { out } = await typed(folder(), ['import', file, '--json'])
  expect(JSON.parse(out)).toEqual({
    saved: 4,
    requests: 4,
    from: '2023-12',
    to: '2024-01',
    problems: [],
    more: 0,
  })
})

test('the same file can be imported twice: nothing in it says which requests are which', async () => {
  const file = csv('month,category\n2024-01,other\n')
  await typed(folder(), ['import', file])
  expect((await typed(folder(), ['import', file])).code).toBe(0)
})

test.each([
  ['that is not there', 'missing.csv', 'ENOENT'],
  ['that is a folder', '.', 'EISDIR'],
])('a file %s is a failure of one line', async (_, name, reason) => {
  const { code, err } = await typed(folder(), ['import', path.join(folder(), name)])
  expect(code).toBe(1)
  expect(err).toMatch(new RegExp(`^tropa: cannot read .* \\(${reason}\\)\n$`))
})

test('an endless file is read no further than it may be long', async () => {
  const { code, err } = await typed(folder(), ['import', '/dev/zero'])
  expect(code).toBe(1)
  expect(err).toMatch('larger than 5 MB')
})

function csv(text: string): string {
  const file = path.join(folder(), 'requests.csv')
  writeFileSync(file, text)
  return file
}
