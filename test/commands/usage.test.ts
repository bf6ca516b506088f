import { readFileSync } from 'node:fs'
import { commands } from '../../src/commands/commandList'
import { projectFile } from '../../src/projectFiles'
import { temporaryFolder } from '../support/temporaryFolder'
import { typed } from '../support/typed'

const folder = temporaryFolder()

test.each([['--help'], ['-h'], ['help']])('tropa %s lists all commands', async word => {
  const { code, out, err } = await typed(folder(), [word])
  expect([code, err]).toEqual([0, ''])
  for (const { name, summary } of commands)
    expect(out).toMatch(new RegExp(`^  ${name} +${summary.slice(0, 10)}`, 'm'))
})

test.each(commands.map(({ name }) => name))('tropa %s --help shows every option', async name => {
  const { code, out } = await typed(folder(), [...name.split(' '), '--help'])
  expect(code).toBe(0)
  for (const option of Object.keys(commands.find(one => one.name === name)!.options))
    expect(out).toContain(`--${option}`)
  expect((await typed(folder(), ['help', ...name.split(' ')])).out).toBe(out)
})

test.each([
  [[], 'Usage: tropa COMMAND'],
  [['reprot'], 'there is no command "reprot"'],
  [['__proto__'], 'there is no command'],
  [['report', '--form', '2023-01'], "Unknown option '--form'"],
  [['report', '--from', '2023-13'], '--from must be a month such as 2024-01, but is "2023-13"'],
  [['report', '--from', '2024-02', '--to', '2024-01'], '--from 2024-02 is after --to 2024-01'],
  [['report', '--from'], 'argument missing'],
  [['report', '--json=yes'], 'does not take an argument'],
  [['report', 'now'], '"now" is one word too many'],
  [['report', '--language', 'de'], '--language must be en or ru, but is "de"'],
  [['close'], '--through is missing'],
  [['export', '--from', '2023-01', '--to', '2023-02'], '--out is missing'],
  [['import'], 'FILE.csv is missing'],
  [['series'], 'there is no command "series"'],
  [['series', 'import', 'a.tsv'], '--name is missing'],
  [
    ['series', 'import', 'a.tsv', '--name', 'A', '--filter', 'RU'],
    '--filter must be such as citizen=RU,sex=T',
  ],
  [['series', 'import', 'a.tsv', '--name', 'A', '--format', 'xls'], '--format must be tsv, sdmx-csv'],
  [['import', 'a.csv', 'b.csv'], '"b.csv" is one word too many'],
  [['demo', '--port', '0'], '--port must be from 1 to 65535, but is "0"'],
])('tropa %j is bad use: exit code 2, and nothing on standard output', async (argv, complaint) => {
  const { code, out, err } = await typed(folder(), argv)
  expect([code, out]).toEqual([2, ''])
  expect(err).toMatch(complaint)
  expect(err).not.toMatch(/\n +at /)
})

test('tropa --version says which version it is', async () => {
  expect((await typed(folder(), ['--version'])).out).toMatch(/^tropa \d+\.\d+\.\d+\n$/)
})

test('an impossible setting is a failure with a line for each problem', async () => {
  const { code, err } = await typed(folder(), ['migrate'], { env: { TROPA_TIME_ZONE: 'x', TROPA_HSOT: 'y' } })
  expect(code).toBe(1)
  expect(err).toMatch(/^tropa: TROPA_TIME_ZONE .*\ntropa: TROPA_HSOT .*\n$/)
})

test('migrate says what it did', async () => {
  expect((await typed(folder(), ['migrate'])).out).toMatch(/^Applied: 0001_start, /)
  expect((await typed(folder(), ['migrate'])).out).toBe('The database is up to date.\n')
  expect((await typed(folder(), ['migrate', '--json'])).out).toBe('{"applied":[]}\n')
})

test('the reference page documents every command and every option', () => {
  const page = readFileSync(projectFile('docs', 'reference', 'commands.md'), 'utf8')
  for (const { name, options } of commands) {
    const section = page.split(/^## /m).find(part => part.startsWith(`tropa ${name}`))
    expect(section).toBeDefined()
    for (const option of Object.keys(options)) expect(section).toContain(`--${option}`)
  }
})
