import { randomInt } from 'node:crypto'

/** A case's only name: `K7M-4QX-Z`, six random characters and a check character (Crockford base 32). */
export type CaseCode = string & { readonly brand: 'CaseCode' }

/** A new random code; 32^6, about a thousand million, exist. */
export function newCaseCode(): CaseCode {
  const values = Array.from({ length: 6 }, () => randomInt(32))
  return write([...values, checkValue(values)])
}

/**
 * Reads a code as people type it: any case, with or without hyphens and spaces, O for 0, I and L for 1,
 * Cyrillic letters that look alike. `mistyped` is a code of the right length whose check character is wrong:
 * every wrong character and every swap of two characters is found.
 */
export function parseCaseCode(typed: unknown): { code: CaseCode } | { problem: 'mistyped' | 'not-a-code' } {
  if (typeof typed !== 'string') return { problem: 'not-a-code' }
  const values = [...fold(typed)].map(character => alphabet.indexOf(character))
  if (values.length !== 7 || values.includes(-1)) return { problem: 'not-a-code' }
  return checksum(values) === 0 ? { code: write(values) } : { problem: 'mistyped' }
}

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const lookalikes: Record<string, string> = {
  ...{ O: '0', I: '1', L: '1', О: '0', З: '3' },
  ...{ А: 'A', В: 'B', С: 'C', Е: 'E', Н: 'H', К: 'K', М: 'M', Р: 'P', Т: 'T', Х: 'X', У: 'Y' },
}

function fold(typed: string): string {
  const plain = typed.toUpperCase().replace(/[\s-]/g, '')
  return [...plain].map(character => lookalikes[character] ?? character).join('')
}

function write(values: number[]): CaseCode {
  const text = values.map(value => alphabet[value]).join('')
  return `${text.slice(0, 3)}-${text.slice(3, 6)}-${text.slice(6)}` as CaseCode
}

/*
 * The check is a weighted sum over the field of 32 elements, position i weighing x^i. Weights are different
 * and none is zero, so neither one wrong value nor one swap can leave the sum at zero.
 */
function checksum(values: number[]): number {
  return values.reduce((sum, value, position) => sum ^ timesPowerOfX(value, 6 - position), 0)
}

/** The check character weighs x^0 = 1, so it is the sum of the others. */
function checkValue(values: number[]): number {
  return checksum([...values, 0])
}

/** value · x^power in GF(2^5) modulo x^5 + x^2 + 1 (primitive). */
function timesPowerOfX(value: number, power: number): number {
  let product = value
  for (let i = 0; i < power; i++) product = product & 16 ? ((product << 1) ^ 0b100101) & 31 : product << 1
  return product
}
