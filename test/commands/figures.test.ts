import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
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
    months: { total: number; categories: { count: number; share_percent: number }[] }[]
    facts: { en: string; ru: string }[]
  }
  expect(json.months[0]).toMatchObject({ month: '2024-01', total: 789 })
  expect(json.months[0]!.categories[0]).toMatchObject({ category: 'soldier', count: 284, share_percent: 36 })
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
