import fc from 'fast-check'

/** Every text that differs by one bit from what a base64url text encodes. */
export function flippedBits(text: string): string[] {
  const bytes = Buffer.from(text, 'base64url')
  return Array.from({ length: bytes.length * 8 }, (_, bit) => flipped(bytes, bit))
}

/** The same for one bit of a longer text, drawn at random. */
export function oneFlippedBit(text: string): fc.Arbitrary<string> {
  const bytes = Buffer.from(text, 'base64url')
  return fc.nat(bytes.length * 8 - 1).map(bit => flipped(bytes, bit))
}

/** What was cut short at either end, or to nothing, or goes on after its end. */
export function otherLengths(text: string): string[] {
  const bytes = Buffer.from(text, 'base64url')
  const parts = [
    ...Array.from(bytes.keys(), length => bytes.subarray(0, length)),
    ...Array.from({ length: 8 }, (_, i) => bytes.subarray(i + 1)),
    ...[0, 0x80, 0xff].map(byte => Buffer.concat([bytes, Buffer.from([byte])])),
    Buffer.concat([bytes, bytes]),
  ]
  return parts.map(part => part.toString('base64url'))
}

/** Other spellings that a lenient decoder would read as the same bytes. */
export function otherSpellings(text: string): string[] {
  const standard = Buffer.from(text, 'base64url').toString('base64')
  const middle = Math.floor(text.length / 2)
  const put = (between: string) => text.slice(0, middle) + between + text.slice(middle)
  const spellings = [
    standard,
    `${text}=`,
    `${text}==`,
    `${text}\n`,
    ` ${text}`,
    put('\n'),
    put(' '),
    put('!'),
    put('='),
  ]
  return [...spellings, ...unusedBits(text)].filter(one => one !== text)
}

/** The last character of a text that is no multiple of four long has bits that mean nothing. */
function unusedBits(text: string): string[] {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const unused = { 2: 4, 3: 2 }[text.length % 4] ?? 0
  const last = alphabet.indexOf(text.at(-1)!)
  return Array.from({ length: 2 ** unused - 1 }, (_, i) => text.slice(0, -1) + alphabet[last ^ (i + 1)]!)
}

function flipped(bytes: Buffer, bit: number): string {
  const copy = Buffer.from(bytes)
  copy[bit >> 3]! ^= 1 << (bit & 7)
  return copy.toString('base64url')
}
