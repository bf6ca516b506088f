import { existsSync, readFileSync } from 'node:fs'
import http from 'node:http'
import type { Express } from 'express'

export interface TimedServer {
  /**
   * Asks for a page over loopback, and says how many milliseconds passed in the server, without those in which something
   * else had the processor: on a busy machine they would make long answers look even longer.
   */
  get(path: string, cookie: string): Promise<Answer>
  close(): Promise<void>
}

interface Answer {
  took: number
  status: number
  html: string
}

/** An application on a port of its own. */
export async function timedServer(app: Express): Promise<TimedServer> {
  let took = 0
  const server = http.createServer((req, res) => {
    const [waited, started] = [waitedSoFar(), performance.now()]
    res.on('finish', () => (took = performance.now() - started - (waitedSoFar() - waited)))
    app(req, res)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  // Unlike `fetch` it makes little garbage, which the server would wait for.
  const agent = new http.Agent({ keepAlive: true })
  return {
    async get(path, cookie) {
      const { statusCode, body } = await ask({ port, path, headers: { cookie }, agent })
      return { took, status: statusCode, html: body.toString() }
    },
    async close() {
      agent.destroy()
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

function ask(options: http.RequestOptions): Promise<{ statusCode: number; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const request = http.get({ host: '127.0.0.1', ...options }, answer => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () => resolve({ statusCode: answer.statusCode!, body: Buffer.concat(parts) }))
    })
    request.on('error', reject)
  })
}

/** How many milliseconds this program has been ready to go on while others had the processor; Linux alone tells. */
function waitedSoFar(): number {
  return existsSync(schedule) ? Number(readFileSync(schedule, 'utf8').split(' ')[1]) / 1e6 : 0
}

const schedule = '/proc/self/schedstat'
