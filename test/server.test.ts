import { once } from 'node:events'
import net from 'node:net'
import { startServer } from '../src/server'
import { testApp, type TestApp } from './support/testApp'

let tropa: TestApp
beforeEach(async () => void (tropa = await testApp()))
afterEach(() => tropa.close())

test('a stop lets a request that is under way finish, and takes no more', async () => {
  const server = await startServer(tropa.deps, { host: '127.0.0.1', port: 0 })
  const [host, port] = server.address.split(':')
  const socket = net.connect(Number(port), host)
  const closed = new Promise(resolve => socket.once('close', resolve))
  let answer = ''
  socket.setEncoding('utf8')
  const headers =
    'Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 10\r\nExpect: 100-continue'
  socket.write(`POST /sign-in HTTP/1.1\r\nHost: ${server.address}\r\n${headers}\r\n\r\n`)
  // "100 Continue" says that the server has the request in hand and waits for its body.
  const [interim] = (await once(socket, 'data')) as [string]
  expect(interim).toMatch(/^HTTP\/1\.1 100 /)
  socket.on('data', chunk => void (answer += String(chunk)))
  socket.write('half=')
  const stopped = server.stop()
  await expect(fetch(`http://${server.address}/healthz`)).rejects.toMatchObject({ message: 'fetch failed' })
  socket.write('first')
  await stopped
  await closed
  // Without a token the form is refused, but it is answered.
  expect(answer).toMatch(/^HTTP\/1\.1 403 [\s\S]*<\/html>/)
})

test('a connection that says nothing does not hold up the stop', async () => {
  const server = await startServer(tropa.deps, { host: '127.0.0.1', port: 0 })
  const [host, port] = server.address.split(':')
  const silent = net.connect(Number(port), host)
  await new Promise(resolve => silent.once('connect', resolve))
  const closed = new Promise(resolve => silent.once('close', resolve))
  const started = performance.now()
  await server.stop()
  await closed
  expect(performance.now() - started).toBeLessThan(10_000)
}, 15_000)

test('a second server on the same port is refused instead of hanging', async () => {
  const server = await startServer(tropa.deps, { host: '127.0.0.1', port: 0 })
  const port = Number(server.address.split(':')[1])
  await expect(startServer(tropa.deps, { host: '127.0.0.1', port })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  })
  await server.stop()
})

test('headers that never end are refused', async () => {
  const server = await startServer(tropa.deps, { host: '127.0.0.1', port: 0 })
  const answer = await fetch(`http://${server.address}/sign-in`, {
    headers: { 'x-long': 'x'.repeat(20_000) },
  })
  expect(answer.status).toBe(431)
  await server.stop()
})
