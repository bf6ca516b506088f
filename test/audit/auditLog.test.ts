import { readFileSync } from 'node:fs'
import { auditActions } from '../../src/audit/auditAction'
import { projectFile } from '../../src/projectFiles'
import { sourcesIn } from '../support/sources'
import { texts } from '../support/testApp'

const page = readFileSync(projectFile('docs', 'reference', 'audit-log.md'), 'utf8')
const documented = [...page.matchAll(/^\| `(\w+\.\w+)` \|/gm)].map(match => match[1])

test('the reference page documents every action, and no other', () => {
  expect(documented.sort()).toEqual([...auditActions].sort())
})

test('every action has its name in both languages', () => {
  for (const language of ['en', 'ru'] as const) {
    const names = auditActions.map(action => texts(language, `audit.action.${action}`))
    expect(new Set(names).size).toBe(auditActions.length)
  }
})

test('every action is written by something', () => {
  const writers = sourcesIn('src', '.ts')
    .filter(file => !file.path.startsWith('src/audit/'))
    .map(file => file.text)
    .join('\n')
  expect(auditActions.filter(action => !writers.includes(`'${action}'`))).toEqual([])
})

test('whatever is dated by the month alone says so, and nothing about a case is dated by the day', () => {
  const byDay = [...page.matchAll(/^\| `(\w+\.\w+)` \|.*\| day \|$/gm)].map(match => match[1]!)
  expect(byDay.filter(action => /^(case|cases|note|grants)\./.test(action))).toEqual([])
  const notes = sourcesIn('src', '.ts').flatMap(file => [
    ...file.text.matchAll(/note\(\s*tx,\s*\{([^}]*)\}/g),
  ])
  const aboutCases = notes
    .map(match => match[1]!)
    .filter(text => /action: '(case|cases|note|grants)\./.test(text))
  expect(aboutCases.length).toBeGreaterThan(3)
  expect(aboutCases.filter(text => !/dated: (today\.)?month\b/.test(text))).toEqual([])
})
