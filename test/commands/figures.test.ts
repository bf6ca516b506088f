import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { countsOf, sumCounts } from '../../src/counts/count'
import { inventCases } from '../../src/demo/inventCases'
import { readPublishedFigures } from '../../src/demo/publishedFigures'
import { projectFile } from '../../src/projectFiles'
import { publishedCsv } from '../support/publishedCsv'
import { temporaryFolder } from '../support/temporaryFolder'
import { typed } from '../support/typed'

jest.setTimeout(30_000)

const folder = temporaryFolder()

test('from a spreadsheet of the published figures to sentences and protected files', async () => {
  const file = path.join(folder(), 'published.csv')
  writeFileSync(file, publishedCsv())
  const tropa = async (...argv: string[]) => {
    const result = await typed(folder(), argv)
    expect(result).toMatchObject({ code: 0 })
    return result.out
  }
  expect(await tropa('import', file)).toMatch(/^9,\d{3} requests were imported, January 2023 – February 2024/)

  const english = await tropa('report', '--from', '2023-01', '--to', '2024-02')
  for (const words of [
    '284 of 789',
    '36%',
    '10.1 times',
    '28 of 651',
    '4.3%',
    'up 89%',
    '577',
    '305',
    'More than 500',
  ]) {
    expect(english).toContain(words)
  }
  const russian = (await tropa('report', '--language', 'ru')).replace(/[\u00a0\u202f]/g, ' ')
  for (const words of [
    '284 из 789',
    '36 %',
    '10,1',
    '28 из 651',
    '4,3 %',
    'на 89 %',
    '577',
    '305',
    'более 500',
  ]) {
    expect(russian).toContain(words)
  }

  const json = JSON.parse(await tropa('report', '--json', '--from', '2024-01', '--to', '2024-02')) as {
    rows: { from: string; total: number; groups: { count: number; share_percent: number }[] }[]
    facts: { en: string; ru: string }[]
  }
  expect(json.rows[0]).toMatchObject({ from: '2024-01', total: 789 })
  expect(json.rows[0]!.groups[0]).toMatchObject({ group: 'soldier', count: 284, share_percent: 36 })
  expect(json.facts[0]!.en).toMatch('284 of 789')
  expect(json.facts[0]!.ru).toMatch('284 из 789')

  expect(await tropa('close', '--through', '2024-02')).toMatch(/^Closed: January 2023 – February 2024/)
  expect(await tropa('close', '--through', '2024-02')).toMatch('closed already')
  expect(JSON.parse(await tropa('close', '--through', '2024-01', '--json'))).toEqual({ closed: [], left: [] })
  const out = path.join(folder(), 'out')
  const period = ['--from', '2023-01', '--to', '2024-02']
  expect((await tropa('export', ...period, '--out', out)).trim().split('\n')).toHaveLength(2)
  const first = filesIn(out)
  expect(JSON.parse(await tropa('export', ...period, '--out', out, '--json'))).toEqual({
    files: Object.keys(first),
  })
  expect(filesIn(out)).toEqual(first)
})

test('the example in the documentation has the figures of the demo', async () => {
  const example = readFileSync(projectFile('docs', 'examples', 'published-months.csv'), 'utf8')
  const counted = inventCases(readPublishedFigures()).flatMap(countsOf)
  const totals = sumCounts(counted.filter(count => count.dimension === 'total'))
  const rows = totals.map(({ month, category, n }) => `${month},${category},${n}`).sort()
  expect(example.trim().split('\n')).toEqual(['month,category,count', ...rows])
})

test('a spreadsheet of nothing but the published figures gives the sentences that need no more', async () => {
  const months = ['2023-01,soldier,28', '2023-01,mobilised_civilian,623', '2023-06,soldier,54']
  const summer = ['2023-07,soldier,125', '2023-08,soldier,126']
  const autumn = ['2023-09,soldier,184', '2023-10,soldier,218', '2023-11,soldier,175']
  const winter = ['2024-01,soldier,284', '2024-01,mobilised_civilian,505', '2024-02,soldier,217']
  const file = path.join(folder(), 'figures.csv')
  writeFileSync(file, ['month,category,count', ...months, ...summer, ...autumn, ...winter, ''].join('\n'))
  expect(await typed(folder(), ['import', file])).toMatchObject({ code: 0 })
  const { out } = await typed(folder(), ['report', '--json', '--from', '2023-01', '--to', '2024-02'])
  const facts = (JSON.parse(out) as { facts: { en: string }[] }).facts.map(fact => fact.en)
  expect(facts[0]).toBe(
    '284 of 789 requests (36%) in January 2024 came from soldiers, 10.1 times the number a year before: 28 of 651 (4.3%) in January 2023.',
  )
  expect(facts).toContainEqual(
    expect.stringMatching(/577.* September–November 2023.*up 89% .*June–August 2023: 305/),
  )
  expect(facts).toContainEqual(
    expect.stringMatching(
      /^More than 500 requests \(501 of 1,006\) in January–February 2024 came from soldiers/,
    ),
  )
  // Neither a month without figures nor a category that was not recorded makes news.
  expect(facts.join(' ')).not.toMatch(/100%|December|: 0 /)
})

test('what is not over or not closed is refused', async () => {
  writeFileSync(path.join(folder(), 'a.csv'), 'month,category,count\n2026-10,other,100\n2026-11,other,100\n')
  await typed(folder(), ['import', path.join(folder(), 'a.csv')])
  const close = await typed(folder(), ['close', '--through', '2026-11'])
  expect([close.code, close.out]).toEqual([1, ''])
  expect(close.err).toMatch(/^tropa: --through: .+\n$/)
  const out = path.join(folder(), 'out')
  const exported = await typed(folder(), ['export', '--from', '2026-10', '--to', '2026-10', '--out', out])
  expect(exported.code).toBe(1)
  expect(exported.err).toMatch(/^tropa: --from: .+\ntropa: --to: .+\n$/)
  expect(readdirSync(folder())).not.toContain('out')
})

function filesIn(dir: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(dir).map(name => [path.join(dir, name), readFileSync(path.join(dir, name), 'utf8')]),
  )
}
