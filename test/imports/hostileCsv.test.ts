import fc from 'fast-check'
import { month } from '../../src/calendar/month'
import { columns } from '../../src/imports/importFormat'
import { readCases } from '../../src/imports/caseRows'
import { problemText } from '../../src/imports/importProblem'
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

const header = 'month,category,needs\n'

test.each<[string, string | Buffer, string]>([
  ['a quotation mark that is never closed', `${header}2024-01,"other,\n2024-01,other,\n`, 'never closed'],
  ['a quotation mark inside a cell', `${header}2024-01,ot"her,\n`, 'line 2: a quotation mark'],
  ['text after a closed quotation mark', `${header}2024-01,"other"x,\n`, 'line 2: a quotation mark'],
  ['NUL', `${header}2024-01,other\0,\n`, 'not a CSV file'],
  ['UTF-16, as Excel writes "Unicode text"', Buffer.from(`\uFEFF${header}`, 'utf16le'), 'not a CSV file'],
  ['bytes of windows-1251', Buffer.from([...Buffer.from(header), 0xc2, 0xee, 0xe5, 0xed]), 'not in UTF-8'],
  ['a spreadsheet of Excel itself', Buffer.from('PK\x03\x04\x14\0\x06\0'), 'not a CSV file'],
  ['a column __proto__', 'month,category,__proto__\n2024-01,other,x\n', 'no column “__proto__”'],
  ['columns of every object', 'month,category,constructor,toString\n2024-01,other,x,y\n', 'no column'],
  ['a code of every object', `${header}2024-01,constructor,__proto__\n`, 'no code “constructor”'],
])('a file with %s is refused', (_, file, problem) => {
  expect(problemsOf(file)[0]).toMatch(problem)
  expect(({} as { x?: unknown }).x).toBeUndefined()
})

test('a file larger than 5 MB is not even looked at', () => {
  expect(problemsOf(Buffer.alloc(5_000_001, 'a'))).toEqual([
    'The file is larger than 5 MB. Split it and import the parts.',
  ])
})

test('more than 20,000 rows are refused', () => {
  expect(problemsOf(header + '2024-01,other,\n'.repeat(20_001))).toEqual([
    'There are more than 20,000 rows. Split the file and import the parts.',
  ])
})

test.each([
  ['one line', header + 'x'.repeat(4_900_000)],
  ['one cell', `${header}2024-01,other,"${'legal '.repeat(800_000)}"`],
  ['one header', ','.repeat(4_900_000)],
  ['quotation marks', '"'.repeat(4_900_000)],
  ['line ends', '\r\n'.repeat(2_450_000)],
  ['wrong cells', header + 'z,z,z\n'.repeat(20_000)],
])('5 MB of %s take little time', (_, csv) => {
  const start = performance.now()
  problemsOf(csv)
  expect(performance.now() - start).toBeLessThan(5_000)
})

test('what a cell holds cannot steer the terminal, and is cut short', () => {
  const [problem] = problemsOf(`${header}2024-01,\u001b[2J\u202eevil\u0007${'x'.repeat(100)},\n`)
  expect(problem).not.toMatch(/[\p{Cc}\p{Cf}]/u)
  expect(problem!.length).toBeLessThan(120)
})

test('nothing at all makes the reader throw', () => {
  const cell = fc.oneof(
    fc.string(),
    fc.constantFrom(...columns, '2024-01', 'soldier', '"', ';', '\r', '__proto__'),
  )
  const line = fc
    .array(cell, { maxLength: 6 })
    .chain(cells => fc.constantFrom(...[',', ';'].map(s => cells.join(s))))
  fc.assert(
    fc.property(fc.array(line, { maxLength: 6 }), lines => {
      for (const problem of problemsOf(lines.join('\n'))) expect(problem).not.toBe('')
    }),
  )
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), bytes => void problemsOf(Buffer.from(bytes))))
})

function problemsOf(file: string | Buffer): string[] {
  const read = readCases(Buffer.from(file as string), taxonomy, month('2026-11'))
  return read.ok ? [] : read.problems.slice(0, 50).map(one => problemText(one, 'en', { texts, taxonomy }))
}
