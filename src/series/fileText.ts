import { open } from 'node:fs/promises'
import { Readable, pipeline } from 'node:stream'
import { TextDecoder } from 'node:util'
import { createGunzip } from 'node:zlib'
import { Unreadable } from './seriesProblem'

/** Of all that is to be read, the part that one reading is: from 0 to 1. */
type Share = [from: number, to: number]

/** A text, piece by piece; read anew from its beginning each time it is asked for. */
export type Source = (share?: Share) => AsyncIterable<string>

/**
 * A file as text, with `\n` at the end of each line. Eurostat packs its files with gzip; such a file is unpacked on the
 * way. `progress` hears how much of the work is done, from 0 to 1.
 */
export function fileSource(name: string, progress: (done: number) => void = () => {}): Source {
  return async function* ([from, to] = [0, 1]) {
    try {
      const bytes = bytesOf(name, done => progress(from + done * (to - from)))
      yield* textOf((await isPacked(name)) ? unpacked(bytes) : bytes)
    } catch (error) {
      const { code } = error as { code?: string }
      if (code === undefined) throw error
      throw new Error(`cannot read ${name} (${code})`)
    }
  }
}

/** What somebody typed, as if it were a file. */
export function typedSource(text: string): Source {
  return () => textOf([Buffer.from(text)])
}

/** Bytes as text. What is no text, such as a spreadsheet's own format, is refused at its first piece. */
export async function* textOf(bytes: AsyncIterable<Buffer> | Iterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let held = ''
  for await (const part of bytes) {
    if (part.includes(0)) throw new Unreadable({ key: 'series.problem.not_text' })
    const text = held + decode(decoder, part)
    // The \n that belongs to it may come with the next piece.
    held = text.endsWith('\r') ? '\r' : ''
    const whole = held === '' ? text : text.slice(0, -1)
    yield whole.includes('\r') ? whole.replace(/\r\n?/g, '\n') : whole
  }
  if (held !== '') yield '\n'
  decode(decoder)
}

function decode(decoder: TextDecoder, part?: Buffer): string {
  try {
    return decoder.decode(part, { stream: part !== undefined })
  } catch {
    throw new Unreadable({ key: 'series.problem.not_text' })
  }
}

/** The pieces are one buffer, written over each time: a new one for each piece would pile up until it is collected. */
async function* bytesOf(name: string, progress: (done: number) => void): AsyncGenerator<Buffer> {
  const file = await open(name)
  try {
    const { size } = await file.stat()
    const buffer = Buffer.allocUnsafe(65_536)
    for (let done = 0; ;) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length, null)
      if (bytesRead === 0) return
      done += bytesRead
      progress(Math.min(1, done / size))
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await file.close()
  }
}

async function isPacked(name: string): Promise<boolean> {
  const file = await open(name)
  try {
    const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0)
    return buffer[0] === 0x1f && buffer[1] === 0x8b
  } finally {
    await file.close()
  }
}

function unpacked(bytes: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  return pipeline(Readable.from(copies(bytes)), createGunzip(), () => {})
}

async function* copies(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const part of bytes) yield Buffer.from(part)
}
