import { base32, foldTyped, randomCharacters } from '../vault/base32'

/** A case's only name: `K7M-4QX-Z`, six random characters and a check character (Crockford base 32). */
export type CaseCode = string & { readonly brand: 'CaseCode' }

/** A new random code; 32^6, about a thousand million, exist. */
export function newCaseCode(): CaseCode {
  const values = valuesOf(randomCharacters(6))
  return write([...values, checkValue(values)])
}

/**
 * Reads a code as people type it: any case, with or without hyphens and spaces, O for 0, I and L for 1,
 * Cyrillic letters that look alike. `mistyped` is a code of the right length whose check character is wrong:
 * every wrong character and every swap of two characters is found.
 */
export function parseCaseCode(typed: unknown): { code: CaseCode } | { problem: 'mistyped' | 'not-a-code' } {
  if (typeof typed !== 'string') return { problem: 'not-a-code' }
  const values = valuesOf(foldTyped(typed))
  if (values.length !== 7 || values.includes(-1)) return { problem: 'not-a-code' }
  return checksum(values) === 0 ? { code: write(values) } : { problem: 'mistyped' }
}

function valuesOf(characters: string): number[] {
  return [...characters].map(character => base32.indexOf(character))
}

function write(values: number[]): CaseCode {
  const text = values.map(value => base32[value]).join('')
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
