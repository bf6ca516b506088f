import { readFileSync } from 'node:fs'
import { month } from '../../src/calendar/month'
import { problemText } from '../../src/imports/importProblem'
import { readCases } from '../../src/imports/caseRows'
import { loadTexts } from '../../src/language/texts'
import { projectFile } from '../../src/projectFiles'
import { readTaxonomy } from '../../src/taxonomy/taxonomyStore'
import type { Taxonomy } from '../../src/taxonomy/taxonomy'
import { testDatabase } from '../support/testDatabase'

const texts = loadTexts(projectFile('locales'))
let taxonomy: Taxonomy

beforeAll(async () => {
  const database = await testDatabase()
  taxonomy = await readTaxonomy(database.db)
  await database.close()
})

const plain = {
  ...{ month: '2024-01', category: 'soldier', profile: null, asker: null, channel: null, place: null },
  ...{ urgency: null, status: 'new', outcome: null, first_response: null, needs: [], situations: [] },
}

test('month and category are enough', () => {
  expect(casesOf('month,category\n2024-01,soldier\n')).toEqual([plain])
})

test('every field can be given, with several needs and situations in one cell', () => {
  const header =
    'month,category,profile,asker,channel,place,urgency,status,outcome,first_response,needs,situations'
  const row =
    '2023-05,soldier,contract_wartime,self,telegram_bot,home_ural,week,closed,advice_given,within_1h,legal leaving,"awol;in_unit|hospital"'
  expect(casesOf(`${header}\n${row}`)).toEqual([
    {
      ...{ month: '2023-05', category: 'soldier', profile: 'contract_wartime', asker: 'self' },
      ...{ channel: 'telegram_bot', place: 'home_ural', urgency: 'week', status: 'closed' },
      ...{ outcome: 'advice_given', first_response: 'within_1h' },
      ...{ needs: ['legal', 'leaving'], situations: ['awol', 'in_unit', 'hospital'] },
    },
  ])
})

test('columns stand in any order, and capitals and spaces in their names do not matter', () => {
  expect(casesOf(' Category , MONTH\nsoldier,2024-01')).toEqual([plain])
})

test.each([
  ['a byte order mark', '\uFEFFmonth,category\n2024-01,soldier\n'],
  ['semicolons, as Russian Excel writes', 'month;category\n2024-01;soldier\n'],
  ['Windows line ends', 'month,category\r\n2024-01,soldier\r\n'],
  ['old Mac line ends', 'month,category\r2024-01,soldier\r'],
  ['quotation marks', '"month","category"\n"2024-01","soldier"'],
  ['empty lines and rows of empty cells', '\n\nmonth;category;\n;;\n2024-01;soldier;\n;;\n\n'],
  ['spaces around the codes', 'month,category\n 2024-01 , soldier '],
])('a file with %s is read', (_, csv) => {
  expect(casesOf(csv)).toEqual([plain])
})

test('a row with a count stands for so many requests', () => {
  const cases = casesOf('month,category,count\n2024-01,soldier,284\n2024-01,other,\n')
  expect(cases).toHaveLength(285)
  expect(cases.filter(one => one.category === 'soldier')).toHaveLength(284)
})

test('all problems are found, each with its line', () => {
  const csv = [
    'month,category,profile,status,outcome,needs,count',
    '2024-01,soldier,,,,,',
    '2024-13,soldier,,,,,',
    '2026-12,soldier,,,,,',
    ',soldier,,,,,',
    '2024-01,,,,,,',
    '2024-01,soldierr,,,,,',
    '2024-01,other,conscript,,,,',
    '2024-01,other,,closed,,,',
    '2024-01,other,,,advice_given,,',
    '2024-01,other,,,,legal legall moeny,',
    '2024-01,other,,,,,1.5',
    '2024-01,other,,,,,,stray',
  ].join('\n')
  expect(problemsOf(csv)).toEqual([
    'line 3: month: “2024-13” is not a month; write it as 2024-01',
    'line 4: month: 2026-12 has not begun yet',
    'line 5: month: it is empty; write it as 2024-01',
    'line 6: category: it is empty; every request has one',
    'line 7: category: there is no code “soldierr”; did you mean “soldier”?',
    'line 8: profile: “conscript” belongs to another category',
    'line 9: outcome: a closed case needs one',
    'line 10: outcome: only a closed case has one; set the status to “closed” or leave it empty',
    'line 11: needs: there is no code “legall”; did you mean “legal”?',
    'line 11: needs: there is no code “moeny”; did you mean “money”?',
    'line 12: count: “1.5” is not a whole number from 1 to 5,000',
    'line 13: something stands in a column that has no name; is a comma or semicolon missing quotation marks around its cell?',
  ])
})

test('line numbers are those of the file, also after empty lines and cells of several lines', () => {
  const csv = 'month,category,needs\r\n\r\n2024-01,other,"legal\r\nmoney"\r\n\r\n2024-01,nobody,\r\n'
  expect(problemsOf(csv)).toEqual(['line 6: category: there is no code “nobody”'])
  expect(problemsOf('month,category\n2024-01,"no\nbody"\n2024-01,x')[0]).toMatch('line 2: ')
})

test('who types a label is told the code, in Russian too', () => {
  expect(problemsOf('month;category\n2024-01;Военный', 'ru')).toEqual([
    'строка 2: category: кода «Военный» нет; возможно, имелся в виду «soldier»',
  ])
})

test('columns that are unknown, repeated or missing are named', () => {
  expect(problemsOf('month,catgory,name,month\n2024-01,x,y,z')).toEqual([
    'line 1: there is no column “catgory”; did you mean “category”?',
    'line 1: there is no column “name”; leave it out of the file',
    'line 1: the column “month” stands there more than once',
    'line 1: the column “category” is missing',
  ])
})

test('a file with a column too many is refused, and its rows are looked at all the same', () => {
  expect(problemsOf('month,category,name\n2024-01,nobody,Somebody')).toEqual([
    'line 1: there is no column “name”; leave it out of the file',
    'line 2: category: there is no code “nobody”',
  ])
})

test.each([
  ['', 'The file is empty.'],
  ['\uFEFF\n \n', 'The file is empty.'],
  ['month,category\n', 'Below the names of the columns there are no rows.'],
])('a file without rows is refused (%j)', (csv, problem) => {
  expect(problemsOf(csv)[0]).toMatch(problem)
})

test('a file stands for 20,000 requests at most', () => {
  const row = '2024-01,other,5000\n'
  expect(casesOf(`month,category,count\n${row.repeat(4)}`)).toHaveLength(20_000)
  expect(problemsOf(`month,category,count\n${row.repeat(4)}2024-01,other,1`)).toEqual([
    'The rows stand for more than 20,000 requests. Split the file and import the parts.',
  ])
  expect(problemsOf(`month,category,count\n2024-01,other,5001`)).toHaveLength(1)
})

test('whatever the form finds wrong has a sentence for spreadsheets too', () => {
  const source = readFileSync(projectFile('src', 'cases', 'caseDraft.ts'), 'utf8')
  const keys = source.match(/(?<='case\.)problem\.\w+/g)!
  expect(keys.length).toBeGreaterThan(5)
  for (const key of keys) expect(() => sentence({ key: `import.${key}` }, 'ru')).not.toThrow()
})

function casesOf(csv: string) {
  const read = readCases(Buffer.from(csv), taxonomy, month('2026-11'))
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return read.cases
}

function problemsOf(csv: string, language: 'en' | 'ru' = 'en'): string[] {
  const read = readCases(Buffer.from(csv), taxonomy, month('2026-11'))
  return read.ok ? [] : read.problems.map(problem => sentence(problem, language))
}

function sentence(problem: Parameters<typeof problemText>[0], language: 'en' | 'ru'): string {
  return problemText(problem, language, { texts, taxonomy })
}
