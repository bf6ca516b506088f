import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { typedSource } from '../../src/series/fileText'
import { readSeries } from '../../src/series/readSeries'
import { parseFilter } from '../../src/series/seriesFilter'
import { seriesProblemText } from '../../src/series/seriesProblem'
import { texts } from '../support/testApp'
import { jsonStat, sdmxCsv, tsv, usual } from './eurostat'

const read = (text: string, filter = '') => readSeries(typedSource(text), parseFilter(filter)!)

/** What is wrong with a file, in words. */
async function complaints(text: string, filter = ''): Promise<string[]> {
  const answer = await read(text, filter)
  return answer.ok ? [] : answer.problems.map(problem => seriesProblemText(problem, 'en', texts))
}

async function values(text: string, filter = '') {
  const answer = await read(text, filter)
  if (!answer.ok) throw new Error(JSON.stringify(answer.problems))
  return answer.value.points.map(({ period, value, flag }) => `${period} ${value} ${flag}`.trim())
}

describe('Eurostat', () => {
  const expected = ['2024-01 15 p', '2024-02 null', '2024-03 null c', '2024-04 0 b']

  test.each([
    ['TSV', tsv()],
    [
      'TSV with its dimensions in another order',
      tsv(['geo', 'sex', 'citizen', 'unit', 'applicant', 'age', 'freq']),
    ],
    ['TSV of before, with asyl_app', tsv(['unit', 'citizen', 'sex', 'age', 'asyl_app', 'geo'])],
    ['SDMX-CSV', sdmxCsv()],
    ['JSON-stat', jsonStat()],
    ['JSON-stat with lists', jsonStat({ list: true })],
    ['JSON-stat with its dimensions first', jsonStat({ structureFirst: true })],
    [
      'JSON-stat in another order',
      jsonStat({ order: ['time', 'geo', 'freq', 'citizen', 'unit', 'sex', 'age', 'applicant'] }),
    ],
  ])('%s gives the same numbers, and what is missing stays missing', async (_, text) => {
    expect(await values(text, usual)).toEqual(expected)
    expect(await values(text, usual.replace('applicant=FRST', 'asyl_app=nasy_app'))).toEqual(expected)
  })

  test.each([
    ['TSV', tsv()],
    ['SDMX-CSV', sdmxCsv()],
    ['JSON-stat', jsonStat()],
  ])('%s with several values and no filter is refused by name, and never summed', async (_, text) => {
    expect(await complaints(text)).toEqual(
      expect.arrayContaining([
        'a filter for “citizen” is missing: the file has RU, UA. Add citizen=… to --filter; nothing is summed.',
        'a filter for “geo” is missing: the file has DE, EU27_2020. Add geo=… to --filter; nothing is summed.',
      ]),
    )
    expect(await complaints(text, 'citizen=RU')).toEqual([
      expect.stringContaining('filter for “geo” is missing'),
    ])
    expect(await values(text, 'citizen=RU,geo=EU27_2020')).toContain('2024-03 1195 e')
  })

  test.each([
    ['TSV', tsv()],
    ['JSON-stat', jsonStat()],
  ])('%s says what it has when a filter asks for something else', async (_, text) => {
    expect(await complaints(text, usual.replace('RU', 'BY'))).toEqual([
      'there is no citizen=BY in the file; it has RU, UA',
    ])
    expect(await complaints(text, `${usual},country=RU`)).toEqual([
      expect.stringContaining('the file has no “country” to filter by; it has: '),
    ])
  })

  test('a code may stand with its name, and a quarter is no month', async () => {
    const labelled = sdmxCsv().replaceAll(',RU,', ',RU:Russia,').replace('citizen', 'citizen: Citizenship')
    expect(await values(labelled, usual)).toEqual(expected)
    expect(await complaints(sdmxCsv().replaceAll('2024-02', '2024-Q1'), usual)).toEqual([
      'line 3: “2024-Q1” is not a month or a year; write 2024-01 or 2024',
    ])
  })

  test.each([
    ['cut short', jsonStat().slice(0, -40), 'The JSON is damaged, or not all of it is there.'],
    ['with words that are none', jsonStat().replace(':15', ':1x5'), 'The JSON is damaged'],
    [
      'with a number too many',
      jsonStat().replace('"value":{', '"value":{"99":1,'),
      'do not fit its dimensions',
    ],
    ['with fewer names than places', jsonStat().replace('"2024-02":1,', ''), 'do not fit its dimensions'],
    ['of something else', '{"type":"FeatureCollection"}', 'is not a JSON-stat dataset'],
  ])('JSON-stat %s is refused', async (_, text, complaint) => {
    expect(await complaints(text, usual)).toEqual([expect.stringContaining(complaint)])
  })
})

describe('UNHCR', () => {
  const head =
    'year,coo_name,coo,coo_iso,coa_name,coa,coa_iso,procedure_type,app_type,dec_level,app_pc,applied'
  const row = (year: number, rest: string) =>
    `${year},Russian Federation,RUS,RUS,"Germany, F.R.",GFR,DEU,G,${rest}`
  const file = [
    head,
    row(2021, 'N,FI,P,1500'),
    row(2022, 'N,FI,P,2985'),
    row(2022, 'R,RA,P,300'),
    row(2021, 'N,FI,C,900'),
    row(2023, 'N,FI,C,*'),
  ].join('\n')

  test('persons are taken, and the cases that are left out are told', async () => {
    const answer = await read(file, 'coo=RUS,coa=GFR,app_type=N')
    expect(answer).toMatchObject({
      ok: true,
      value: {
        step: 'year',
        points: [
          { period: '2021', value: 1500 },
          { period: '2022', value: 2985 },
        ],
        leftOut: [{ name: 'app_pc', code: 'C', rows: 2, from: '2021', to: '2023' }],
      },
    })
    expect(await values(file, 'app_type=N,app_pc=C')).toEqual(['2021 900', '2023 null *'])
  })

  test('kinds of application are not summed', async () => {
    expect(await complaints(file)).toEqual([
      expect.stringContaining('a filter for “app_type” is missing: the file has N, R'),
      expect.stringContaining('a filter for “dec_level” is missing'),
    ])
  })
})

describe('what somebody copied out', () => {
  test('months or years, with commas, semicolons or tabs, an address and a note', async () => {
    const text =
      '\ufeffnote;value;month;source_url\n"a ""first""; note";18 159;2025-06;https://example.org/a\n;:;2025-07;\n'
    expect(await read(text)).toMatchObject({
      ok: true,
      format: 'plain',
      value: {
        points: [
          {
            period: '2025-06',
            value: 18159,
            flag: '',
            note: 'a "first"; note',
            sourceUrl: 'https://example.org/a',
          },
          { period: '2025-07', value: null, flag: '', note: '', sourceUrl: '' },
        ],
      },
    })
    expect(await values('year\tvalue\n2024\t12.5 e\n2023\t0')).toEqual(['2023 0', '2024 12.5 e'])
  })

  test('every bad line is named by its number', async () => {
    const lines = [
      ...['month,value,source_url,note', '2024-01,5,,', '2024-1,5,,', '2024-02,"1,234",,', '2024-03,-3,,'],
      ...['2024-01,6,,', '2024,7,,', '2024-04,8,javascript:alert(1),', '2024-05,9,https://u:p@example.org/,'],
      ...[`2024-06,10,,${'x'.repeat(301)}`, '2024-07,11,', '"2024-08\n",12,,', '2024-09,x,,'],
    ]
    expect((await complaints(lines.join('\n'))).map(one => one.split(':')[0])).toEqual(
      [3, 4, 5, 6, 7, 8, 9, 10, 11, 14].map(line => `line ${line}`),
    )
  })

  test.each([
    [
      'month,value\n2024-01,"5\n2024-02,6',
      'line 3: a quotation mark is opened here or before and never closed',
    ],
    ['month,value\n2024-01,5 "five"', 'line 2: a quotation mark stands inside a cell'],
    ['month,value,number\n', 'line 1: there is no column “number”'],
    ['month,value,value\n', 'line 1: the column “value” stands there more than once'],
    ['month,value\n', 'There are no numbers in it.'],
    ['a,b\n1,2\n', 'The format is not recognised.'],
    ['', 'The format is not recognised.'],
    ['PK\u0003\u0004\u0000', 'This is not a text file'],
  ])('%j is refused', async (text, complaint) => {
    expect(await complaints(text)).toEqual([expect.stringContaining(complaint)])
  })
})

describe('files of any size', () => {
  test('the reader keeps nothing of what it has read', async () => {
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    const held = () => {
      collect()
      const { heapUsed, external } = process.memoryUsage()
      return (heapUsed + external) / 1e6
    }
    const [head, ...rows] = sdmxCsv().trim().split('\r\n')
    const piece = `${rows.filter(row => row.includes(',UA,')).join('\n')}\n`.repeat(300)
    const seen: number[] = []
    async function* pieces() {
      yield `${head}\n${rows.filter(row => row.includes(',RU,')).join('\n')}\n`
      for (let i = 0; i < 150; i++) {
        if (i % 50 === 25) seen.push(held())
        yield piece
      }
    }
    expect((await readSeries(pieces, parseFilter(usual)!)).ok).toBe(true)
    expect(piece.length * 100).toBeGreaterThan(9e6)
    expect(Math.max(...seen) - seen[0]!).toBeLessThan(3)
  })

  test('a file without line ends is refused before it is collected', async () => {
    let taken = 0
    async function* endless() {
      yield 'month,value\n'
      for (; taken < 10_000; taken++) yield '2'.repeat(65_536)
    }
    expect(await readSeries(endless, new Map())).toMatchObject({ problems: [{ line: 2 }] })
    expect(taken).toBeLessThan(5)
  })
})
