import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'

/**
 * Asks a person for a line. What is secret is not shown while it is typed; lines that come from a pipe or a file are
 * taken as they are, one for each question.
 */
export async function askOnTerminal(question: string, secret: boolean): Promise<string> {
  process.stderr.write(question)
  if (!process.stdin.isTTY) return nextLine()
  const output = secret ? new Writable({ write: (_chunk, _encoding, done) => done() }) : process.stderr
  const lines = createInterface({ input: process.stdin, output, terminal: true })
  try {
    return (await lines.question('')).trim()
  } finally {
    lines.close()
    if (secret) process.stderr.write('\n')
  }
}

/** One reader for all questions: each of its own would take what was meant for the next. */
let piped: AsyncIterator<string, undefined> | undefined

async function nextLine(): Promise<string> {
  piped ??= createInterface({ input: process.stdin })[Symbol.asyncIterator]()
  const { value = '' } = await piped.next()
  process.stderr.write('\n')
  return value.trim()
}
