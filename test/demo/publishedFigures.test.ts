import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import {
  parsePublishedFigures,
  parsePublishedSums,
  readPublishedFigures,
  readPublishedSums,
} from '../../src/demo/publishedFigures'
import { projectFile } from '../../src/projectFiles'

test('every published figure has a month, a group, a count and a source', () => {
  const figures = readPublishedFigures()
  expect(figures).toHaveLength(8)
  expect(figures).toContainEqual(
    expect.objectContaining({ month: '2023-01', group: 'soldier', count: 28, kind: 'published' }),
  )
  expect(figures.every(figure => figure.source.length > 10)).toBe(true)
})

test('the sums over several months are read with their unit', () => {
  const sums = readPublishedSums()
  expect(sums).toHaveLength(6)
  expect(sums.map(sum => sum.unit)).toContain('percent of requests')
})

test.each([
  ['a month that is none', 'month,group,count,kind,source\n2023-13,soldier,1,published,x'],
  ['an unknown group', 'month,group,count,kind,source\n2023-01,sailor,1,published,x'],
  ['a count that is not whole', 'month,group,count,kind,source\n2023-01,soldier,1.5,published,x'],
  ['a kind that is neither', 'month,group,count,kind,source\n2023-01,soldier,1,guessed,x'],
  ['no source', 'month,group,count,kind,source\n2023-01,soldier,1,published,'],
])('a table with %s is refused', (_, csv) => {
  expect(() => parsePublishedFigures(csv)).toThrow(RangeError)
})

test('a sum needs both months', () => {
  const csv = 'from,to,group,value,unit,kind,source\n2023-06,,soldier,1,requests,published,x'
  expect(() => parsePublishedSums(csv)).toThrow('a published figure has no to')
})

test('the reference page names every source', () => {
  const page = readFileSync(projectFile('docs', 'reference', 'published-figures.md'), 'utf8')
  for (const { source } of [...readPublishedFigures(), ...readPublishedSums()]) expect(page).toContain(source)
})

const originals = projectFile('..', 'shared', 'data')
const whenTheyAreHere = existsSync(originals) ? test : test.skip

whenTheyAreHere.each(['published-figures.csv', 'published-sums.csv'])('%s is a true copy', name => {
  const original = readFileSync(path.join(originals, name), 'utf8')
  expect(readFileSync(projectFile('src', 'demo', name), 'utf8')).toBe(original)
})
