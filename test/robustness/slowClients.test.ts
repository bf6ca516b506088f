import type net from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { startServer, type RunningServer } from '../../src/server'
import { signedInAs, testApp, type TestApp } from '../support/testApp'
import { deriveToken } from '../../src/vault/random'
import { connectTo, rawRequest, sendRaw } from './rawRequest'

/*
 * Connections that cost an attacker nothing: they say a little now and then, or never end. Theirs and ours are in this one
 * process, so what is measured here is more than a server has to bear.
 */
jest.setTimeout(60_000)
const sockets = 300

let tropa: TestApp
let server: RunningServer
let headers: Record<string, string>
let csrf: string
beforeAll(async () => {
  tropa = await testApp()
  server = await startServer(tropa.deps, { host: '127.0.0.1', port: 0 })
  const { token } = await signedInAs(tropa, 'volunteer')
  const form = { 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/x-www-form-urlencoded' }
  headers = { Cookie: `session=${token}`, ...form }
  csrf = deriveToken(token, 'form')
  // What many a request leaves behind until it is collected is there before anything is measured.
  for (let i = 0; i < 50; i++) await work()
  for (let i = 0; i < 50; i++)
    await sendRaw(server, rawRequest('POST', '/cases', headers, Buffer.alloc(250_000, 'a')))
})
afterAll(async () => {
  await server.stop()
  await tropa.close()
})

const list = () => sendRaw(server, rawRequest('GET', '/cases', headers))
const record = () =>
  sendRaw(server, rawRequest('POST', '/cases', headers, Buffer.from(`category=soldier&csrf=${csrf}`)))

/** What a volunteer does meanwhile: the statuses, and how long it took. */
async function work(): Promise<{ statuses: number[]; milliseconds: number }> {
  const start = performance.now()
  const statuses = [(await list()).status, (await record()).status]
  return { statuses, milliseconds: (performance.now() - start) / 2 }
}

const post = 'POST /cases HTTP/1.1\r\nHost: tropa.test\r\nContent-Type: application/x-www-form-urlencoded\r\n'

/** How it begins, and what it goes on with. */
const kinds: [begin: string, trickle: string][] = [
  ['GET /sign-in HTTP/1.1\r\nHost: tropa.test\r\nX-A: ', 'b'],
  ['GET /sign-in HTTP/1.1\r\nHost: tropa.test\r\n', 'X-A: b\r\n'],
  ['', 'G'],
  [`${post}Content-Length: 200000\r\n\r\n`, 'text=aaa&'],
  [`${post}Transfer-Encoding: chunked\r\n\r\n`, '9\r\ntext=aaa&\r\n'],
]

test(`while ${sockets} connections trickle, others are served within a second, memory stays, and the slow are cut`, async () => {
  const before = process.memoryUsage.rss()
  const slow = Array.from({ length: sockets }, (_, i) => trickling(...kinds[i % kinds.length]!))
  const times: number[] = []
  let most = before
  const start = performance.now()
  while (performance.now() - start < 5_000) {
    const { statuses, milliseconds } = await work()
    expect(statuses).toEqual([200, 303])
    times.push(milliseconds)
    most = Math.max(most, process.memoryUsage.rss())
    await setTimeout(50)
  }
  expect(slow.filter(one => one.connected)).toHaveLength(sockets)
  expect(p95(times)).toBeLessThan(1_000)
  expect((most - before) / 1e6).toBeLessThan(50)
  // Headers must have come after ten seconds, bodies after fifteen.
  await setTimeout(12_000 - (performance.now() - start))
  const open = slow.map(one => !one.closed)
  expect(open).toEqual(slow.map((_, i) => i % kinds.length > 2))
  for (const { socket } of slow) socket.destroy()
})

test('twenty bodies of 2 MB are read past, refused with a clear page, and cost no memory', async () => {
  const body = Buffer.alloc(2_000_000, 'text=aaa&')
  const before = process.memoryUsage.rss()
  const head = rawRequest('POST', '/cases', { ...headers, 'Content-Length': String(body.length) })
  const all = Array.from({ length: 20 }, () => sendRaw(server, head, body))
  for (const answer of await Promise.all(all)) {
    expect(answer.status).toBe(413)
    expect(answer.text).toContain('Nothing was saved')
  }
  expect((process.memoryUsage.rss() - before) / 1e6).toBeLessThan(50)
})

test('50 kB that unpack to 50 MB are refused, and cost no memory', async () => {
  const bomb = gzipSync(Buffer.alloc(50_000_000, 'a'))
  expect(bomb.length).toBeLessThan(60_000)
  const before = process.memoryUsage.rss()
  const all = Array.from({ length: 20 }, () =>
    sendRaw(server, rawRequest('POST', '/cases', { ...headers, 'Content-Encoding': 'gzip' }, bomb)),
  )
  expect((await Promise.all(all)).map(answer => answer.status)).toEqual(all.map(() => 413))
  expect((process.memoryUsage.rss() - before) / 1e6).toBeLessThan(50)
})

function trickling(begin: string, trickle: string) {
  const socket: net.Socket = connectTo(server)
  const one = { socket, connected: false, closed: false }
  socket.on('error', () => undefined)
  socket.on('connect', () => {
    one.connected = true
    socket.write(begin)
  })
  const timer = setInterval(() => void (socket.writable && socket.write(trickle)), 250)
  socket.on('close', () => {
    one.closed = true
    clearInterval(timer)
  })
  // Whoever does not read is not told of the end.
  socket.resume()
  return one
}

function p95(times: number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.95)]!
}
