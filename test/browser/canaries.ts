import { randomInt } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'

/** Something that must not be found, and all the ways in which it is looked for. */
export interface Canary {
  name: string
  patterns: Buffer[]
}

/** Random letters that stand nowhere else and that no screening takes for a name or a number. */
export function randomLetters(alphabet: 'latin' | 'cyrillic' = 'latin', length = 20): string {
  const letters = alphabet === 'latin' ? 'bcdfghjklmnpqrstvwxz' : 'бвгджзклмнпрстфхцчшщ'
  return Array.from({ length }, () => letters[randomInt(letters.length)]).join('')
}

/** A text as it is, in capitals, in small letters, and without what people leave out when they type codes. */
export function canaryOf(name: string, text: string): Canary {
  const forms = [text, text.toLowerCase(), text.toUpperCase(), text.replace(/[\s-]/g, '')]
  return { name, patterns: distinct([...new Set(forms)].flatMap(encodings)) }
}

/** Words that follow each other: no three of them may stand in a row, whatever is between. */
export function canaryOfWords(name: string, words: string[]): Canary {
  const separators = [' ', '","', ',', ', ', '-', '_', '+', '\n', '.', '']
  const threes = words.slice(2).map((_, i) => words.slice(i, i + 3))
  return {
    name,
    patterns: distinct(threes.flatMap(three => separators.flatMap(s => encodings(three.join(s))))),
  }
}

/** A key: as bytes, and as the texts that bytes are written in. */
export function canaryOfBytes(name: string, bytes: Uint8Array): Canary {
  return { name, patterns: distinct(bytesInText(Buffer.from(bytes))) }
}

/** What stands in a column: found as soon as a piece of it is left. */
export function canaryOfPieces(name: string, text: string): Canary {
  const pieces = text.match(/.{32}/gs) ?? [text]
  return { name, patterns: pieces.map(piece => Buffer.from(piece)) }
}

export interface SeizedFile {
  name: string
  bytes: Buffer
}

/** Every file of a folder, whatever it is called; but not the compiler's, which a test starts the program with. */
export function seize(folder: string): SeizedFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => !name.includes('swc-native'))
    .map(name => ({ name, file: path.join(folder, name) }))
    .filter(({ file }) => statSync(file).isFile())
    .map(({ name, file }) => ({ name, bytes: readFileSync(file) }))
}

/** Which canaries stand in which files: `tropa.sqlite-wal: note`. */
export function search(files: SeizedFile[], canaries: Canary[]): string[] {
  const byBeginning = new Map<number, [name: string, pattern: Buffer][]>()
  for (const { name, patterns } of canaries) {
    for (const pattern of patterns) {
      if (pattern.length < 7) throw new Error(`${name} is too short: it would be found by chance`)
      const beginning = pattern.readUInt32LE(0)
      byBeginning.set(beginning, [...(byBeginning.get(beginning) ?? []), [name, pattern]])
    }
  }
  const found = files.flatMap(file => findIn(file, byBeginning))
  return [...new Set(found)].sort()
}

function findIn({ name: file, bytes }: SeizedFile, byBeginning: Map<number, [string, Buffer][]>): string[] {
  const found: string[] = []
  for (let i = 0; i + 4 <= bytes.length; i++) {
    for (const [name, pattern] of byBeginning.get(bytes.readUInt32LE(i)) ?? []) {
      if (bytes.subarray(i, i + pattern.length).equals(pattern)) found.push(`${file}: ${name}`)
    }
  }
  return found
}

/** A text as bytes, in each of the ways in which programs write texts down. */
export function encodings(text: string): Buffer[] {
  const utf8 = Buffer.from(text)
  const utf16 = Buffer.from(text, 'utf16le')
  const escaped = text.replace(
    /[^ -~]/g,
    letter => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  const everyByte = utf8.toString('hex').replace(/../g, '%$&')
  const percent = [encodeURIComponent(text), encodeURIComponent(text).replaceAll('%20', '+'), everyByte]
  const texts = [escaped, ...percent, ...percent.map(one => one.toLowerCase()), everyByte.toUpperCase()]
  const swapped = Buffer.from(utf16).swap16()
  return [...bytesInText(utf8), utf16, swapped, ...texts.map(one => Buffer.from(one))]
}

function bytesInText(bytes: Buffer): Buffer[] {
  const hex = bytes.toString('hex')
  const base64 = [0, 1, 2].map(before => base64Inside(bytes, before))
  const urls = base64.map(one => one.replaceAll('+', '-').replaceAll('/', '_'))
  return [bytes, ...[hex, hex.toUpperCase(), ...base64, ...urls].map(one => Buffer.from(one))]
}

/** What is the same of the bytes in base64 whatever stands after them, and so many bytes before. */
function base64Inside(bytes: Buffer, before: number): string {
  const whole = Buffer.concat([Buffer.alloc(before), bytes])
  return whole.toString('base64').slice(Math.ceil((before * 8) / 6), Math.floor((whole.length * 8) / 6))
}

function distinct(patterns: Buffer[]): Buffer[] {
  return [...new Map(patterns.map(one => [one.toString('hex'), one])).values()]
}
