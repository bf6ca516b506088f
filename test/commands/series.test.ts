import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { jsonStat, sdmxCsv, tsv, usual } from '../series/eurostat'
import { temporaryFolder } from '../support/temporaryFolder'
import { typed } from '../support/typed'

const folder = temporaryFolder()

test('a file of Eurostat needs a name and a filter, and is known in both languages', async () => {
  const { code, out, err } = await typed(folder(), importing(file(tsv()), '--filter', usual))
  expect([code, out, err]).toEqual([
    0,
    '“Asylum in Germany”: 4 numbers were saved, January–April 2024; 2 of them missing at the source.\n',
    'Reading: 100 %\n',
  ])
  const again = await typed(folder(), [...importing(file(sdmxCsv()), '--filter', usual), '--language', 'ru'])
  expect(again.out).toMatch(
    '«Asylum in Germany»: прежние числа заменены, теперь 4 числа, январь–апрель 2024 года',
  )
  const { series } = JSON.parse((await typed(folder(), ['series', 'list', '--json'])).out)
  expect(series).toEqual([
    expect.objectContaining({
      source: 'Eurostat, migr_asyappctzm',
      from: '2024-01',
      to: '2024-04',
      points: 4,
      missing: 2,
    }),
  ])
  expect((await typed(folder(), ['series', 'list'])).out).toBe(
    'Asylum in Germany: January–April 2024 (Eurostat, migr_asyappctzm)\n',
  )
})

test('a packed file is read as it is, and the JSON says what was chosen', async () => {
  const packed = file(gzipSync(jsonStat()))
  const { out } = await typed(folder(), importing(packed, '--filter', usual, '--json'))
  expect(JSON.parse(out)).toMatchObject({
    ...{ saved: 4, replaced: false, name: 'Asylum in Germany', step: 'month', points: 4, missing: 2 },
    ...{ from: '2024-01', to: '2024-04', filter: { citizen: 'RU', geo: 'DE' }, left_out: [], problems: [] },
  })
})

test('an unfiltered file is refused with the filters it lacks, and nothing is saved', async () => {
  const { code, out, err } = await typed(folder(), importing(file(tsv())))
  expect([code, out]).toEqual([1, ''])
  expect(err.split('\n')).toEqual([
    'Reading: 100 %',
    'tropa: Nothing was saved: the file has 2 problems.',
    '  a filter for “citizen” is missing: the file has RU, UA. Add citizen=… to --filter; nothing is summed.',
    '  a filter for “geo” is missing: the file has DE, EU27_2020. Add geo=… to --filter; nothing is summed.',
    'Formats and filters: docs/how-to/context-series.md',
    '',
  ])
  const data = JSON.parse((await typed(folder(), importing(file(tsv()), '--json'))).out)
  expect(data).toMatchObject({ saved: 0, problems: [{ line: null }, { line: null }], more: 0 })
  expect((await typed(folder(), ['series', 'list'])).out).toBe('There is no series yet.\n')
})

test('a plain file must be described once, and is only looked at in a dry run', async () => {
  const plain = file('month,value\n2025-06,18159\n')
  const bare = await typed(folder(), importing(plain))
  expect(bare.code).toBe(1)
  expect(bare.err).toMatch(/--unit: Type what is counted.*\ntropa: --definition: .*\ntropa: --source: /)
  const words = [
    '--unit',
    'court cases',
    '--unit-ru',
    'уголовные дела',
    '--definition',
    'All',
    '--source',
    'Mediazona',
  ]
  const dry = await typed(folder(), importing(plain, ...words, '--dry-run'))
  expect(dry.out).toMatch('the file is right, 1 number, June 2025. Nothing was saved')
  expect((await typed(folder(), ['series', 'list'])).out).toBe('There is no series yet.\n')
  await typed(folder(), importing(plain, ...words))
  expect((await typed(folder(), importing(plain))).out).toMatch('its numbers were replaced by 1 new one')
})

test('what UNHCR counts by cases is left out, and the result says so', async () => {
  const head =
    'year,coo_name,coo,coo_iso,coa_name,coa,coa_iso,procedure_type,app_type,dec_level,app_pc,applied'
  const row = (year: number, pc: string) => `${year},Russian Federation,RUS,RUS,-,-,-,G,N,FI,${pc},1500`
  const { out } = await typed(folder(), importing(file([head, row(2021, 'C'), row(2022, 'P')].join('\n'))))
  expect(out).toBe(
    '“Asylum in Germany”: 1 number was saved, 2022.\n' +
      'Left out: 1 row with app_pc=C, which count cases and not people (2021).\n',
  )
})

test('a file that is not there is a failure of one line', async () => {
  const { code, err } = await typed(folder(), importing(path.join(folder(), 'missing.tsv')))
  expect([code, err]).toEqual([1, expect.stringMatching(/^tropa: cannot read .* \(ENOENT\)\n$/)])
})

function importing(name: string, ...options: string[]): string[] {
  return ['series', 'import', name, '--name', 'Asylum in Germany', ...options]
}

function file(content: string | Buffer): string {
  const name = path.join(folder(), 'series.file')
  writeFileSync(name, content)
  return name
}
