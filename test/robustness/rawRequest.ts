import { once } from 'node:events'
import net from 'node:net'
import type { RunningServer } from '../../src/server'

export interface RawAnswer {
  status: number
  /** Lower-case names; the last one counts. */
  headers: Record<string, string>
  text: string
}

/** Sends these very bytes on a connection of their own, and reads until the server closes it. */
export async function sendRaw(server: RunningServer, ...bytes: Buffer[]): Promise<RawAnswer> {
  const socket = connectTo(server)
  const parts: Buffer[] = []
  socket.on('data', part => void parts.push(part))
  for (const part of bytes) socket.write(part)
  // Whoever sends too much finds the connection cut while still sending; the answer is there all the same.
  await Promise.race([once(socket, 'close'), once(socket, 'error')]).catch(() => undefined)
  socket.destroy()
  return parseAnswer(Buffer.concat(parts).toString())
}

export function connectTo({ address }: RunningServer): net.Socket {
  const [host, port] = address.split(':')
  return net.connect(Number(port), host)
}

/** A request as bytes; header values are latin1, and a body is sent as it is. */
export function rawRequest(
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: Buffer,
): Buffer {
  const all: Record<string, string> = { Host: 'tropa.test', Connection: 'close', ...headers }
  if (body) all['Content-Length'] = String(body.length)
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  const head = Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`, 'latin1')
  return body ? Buffer.concat([head, body]) : head
}

function parseAnswer(answer: string): RawAnswer {
  const [head = '', text = ''] = answer.split('\r\n\r\n', 2)
  const [first = '', ...lines] = head.split('\r\n')
  const headers = lines.map(line => [
    line.slice(0, line.indexOf(':')).toLowerCase(),
    line.slice(line.indexOf(':') + 2),
  ])
  return {
    status: Number(/^HTTP\/1\.1 (\d{3}) /.exec(first)?.[1] ?? 0),
    headers: Object.fromEntries(headers),
    text,
  }
}
