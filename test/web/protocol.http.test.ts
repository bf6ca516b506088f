import { once } from 'node:events'
import net from 'node:net'
import request from 'supertest'
import { startServer, type RunningServer } from '../../src/server'
import { testApp, type TestApp } from '../support/testApp'

let tropa: TestApp
let server: RunningServer
beforeAll(async () => {
  tropa = await testApp()
  server = await startServer(tropa.deps, { host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await server.stop()
  await tropa.close()
})

// What a proxy and the server read differently can hide a second request in the first (request smuggling).
test.each([
  ['two kinds of length', 'Content-Length: 4\r\nTransfer-Encoding: chunked\r\n'],
  ['two lengths', 'Content-Length: 4\r\nContent-Length: 5\r\n'],
  ['an unknown coding', 'Transfer-Encoding: chunked, identity\r\n'],
  ['a header folded over two lines', 'X-A: b\r\n c\r\n'],
  ['a line feed alone in a header', 'X-A: b\nX-B: c\r\n'],
])('a request with %s is refused unread', async (_, headers) => {
  const hidden = `GET /healthz HTTP/1.1\r\nHost: tropa.test\r\n\r\n`
  const answer = await answerTo(
    `POST /sign-in HTTP/1.1\r\nHost: tropa.test\r\n${headers}\r\n0\r\n\r\n${hidden}`,
  )
  expect(answer).toMatch(/^HTTP\/1\.1 400 /)
  expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1)
})

test('TRACE echoes nothing', async () => {
  const answer = await answerTo('TRACE /sign-in HTTP/1.1\r\nHost: tropa.test\r\nX-Canary: canary\r\n\r\n')
  expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /)
  expect(answer).not.toContain('canary')
})

test.each([
  '/.git/config',
  '/.env',
  '/package.json',
  '/src/app.ts',
  '/dist/src/app.js',
  '/locales/en.json',
  '/views/auth/signIn.hbs',
  '/data/tropa.sqlite',
  '/data/server.key',
  '/assets',
  '/assets/',
  '/assets/.',
  '/assets/tropa.css',
  '/assets/report.css',
])('%s is not served', async path => {
  expect((await request(tropa.app).get(path)).status).toBe(404)
})

test('no other site may read an answer, not even after asking first', async () => {
  const foreign = { Origin: 'https://elsewhere.example', 'Access-Control-Request-Method': 'POST' }
  for (const method of ['get', 'options'] as const) {
    const { headers } = await request(tropa.app)[method]('/sign-in').set(foreign)
    expect(Object.keys(headers).filter(name => name.startsWith('access-control-'))).toEqual([])
  }
})

test('a form in JSON or multipart is not read, token or not', async () => {
  const post = () => request(tropa.app).post('/sign-in').set('Sec-Fetch-Site', 'same-origin')
  expect((await post().send({ csrf: 'A'.repeat(43) })).status).toBe(403)
  expect((await post().field('csrf', 'A'.repeat(43))).status).toBe(403)
})

test('every answer with text says in which characters', async () => {
  const page = await request(tropa.app).get('/calendar')
  const assets = page.text.match(/\/assets\/[\w.]+/g) ?? []
  const signIn = await request(tropa.app).get('/sign-in')
  const more = signIn.text.match(/\/assets\/[\w.]+/g) ?? []
  const paths = ['/sign-in', '/healthz', '/exit', '/cases', '/nowhere', '/%zz', ...assets, ...more]
  expect(paths.some(path => path.endsWith('.svg'))).toBe(true)
  for (const path of paths) {
    const { headers } = await request(tropa.app).get(path)
    expect([path, headers['content-type']]).toEqual([path, expect.stringMatching(/; charset=utf-8$/i)])
  }
})

/** What comes back for these bytes, until the server closes or half a second is over. */
async function answerTo(bytes: string): Promise<string> {
  const [host, port] = server.address.split(':')
  const socket = net.connect(Number(port), host)
  let answer = ''
  socket.setEncoding('utf8')
  socket.on('data', chunk => void (answer += String(chunk)))
  socket.write(bytes)
  await Promise.race([once(socket, 'close'), new Promise(resolve => setTimeout(resolve, 500))])
  socket.destroy()
  return answer
}
