import { once } from 'node:events'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import path from 'node:path'
import { projectFile } from '../../src/projectFiles'
import { end, startTropa, waitFor } from '../support/childProcess'
import { temporaryFolder } from '../support/temporaryFolder'

jest.setTimeout(30_000)

const folder = temporaryFolder()

test('the program can be started by its name', () => {
  expect(readFileSync(projectFile('src', 'cli.ts'), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/)
  const { bin } = JSON.parse(readFileSync(projectFile('package.json'), 'utf8')) as { bin: { tropa: string } }
  expect(bin.tropa).toBe('dist/src/cli.js')
})

test('a command reads the settings, also from a file .env, and ends by itself', async () => {
  writeFileSync(path.join(folder(), '.env'), 'TROPA_DATA_DIR=./from-env-file\n')
  writeFileSync(path.join(folder(), 'requests.csv'), 'month,category\n2024-01,soldier\n')
  const { code, out } = await end(startTropa(['import', 'requests.csv'], {}, folder()))
  expect([code, out]).toEqual([0, '1 request was imported, January 2024.\n'])
  expect(readdirSync(path.join(folder(), 'from-env-file'))).toContain('tropa.sqlite')
})

test('bad use ends with 2, a failure with 1, neither with a stack', async () => {
  const [bad, failed] = await Promise.all([
    end(startTropa(['report', '--from', 'May'], {}, folder())),
    end(startTropa(['report'], { TROPA_DATA_DIR: './data' }, folder())),
  ])
  expect([bad.code, failed.code]).toEqual([2, 1])
  expect(bad.err).toBe(
    'tropa: --from must be a month such as 2024-01, but is "May"\nSee: tropa report --help\n',
  )
  expect(failed.err).toBe(
    'tropa: no request has been logged or imported yet, so there is nothing to report\n',
  )
})

test('the demo starts within ten seconds, says how to use it, and leaves nothing behind', async () => {
  const started = performance.now()
  const child = startTropa(['demo'], { TMPDIR: folder() }, folder())
  const ended = end(child)
  const [, address] = await waitFor(child, /(http:\/\/127\.0\.0\.1:\d+)[^]*Ctrl\+C/)
  expect(performance.now() - started).toBeLessThan(10_000)
  expect(databases()).toHaveLength(1)
  expect((await fetch(`${address}/healthz`)).status).toBe(200)
  child.kill('SIGINT')
  const { code, out, err } = await ended
  expect(code).toBe(0)
  for (const word of ['volunteer', 'coordinator', 'admin'])
    expect(out).toMatch(new RegExp(`^  ${word} `, 'm'))
  expect(out).toMatch(/passphrase of all three: [a-z]+(-[a-z]+){3}\n/)
  expect(err).toMatch(/^Saving 9,\d{3} invented requests: 2\d %\n(.*\n){2}Saving .* 100 %\n$/)
  expect(databases()).toEqual([])
})

test('a port that was asked for and is taken is a clear failure', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  const env = { TMPDIR: folder(), TROPA_DATA_DIR: path.join(folder(), 'data'), TROPA_PORT: String(port) }
  const [demo, served] = await Promise.all([
    end(startTropa(['demo', '--port', String(port)], { TMPDIR: folder() }, folder())),
    end(startTropa(['serve'], env, folder())),
  ])
  other.close()
  expect([demo.code, served.code]).toEqual([1, 1])
  expect(demo.err).toMatch(`tropa: port ${port} is taken by another program: choose another with --port N\n`)
  expect(served.err).toBe(
    `tropa: port ${port} of 127.0.0.1 is taken by another program: set TROPA_PORT to another one\n`,
  )
})

function databases(): string[] {
  return readdirSync(folder()).filter(name => name.startsWith('tropa-demo-'))
}
