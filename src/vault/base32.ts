import { randomBytes } from 'node:crypto'

/** Crockford's base 32: no I, L, O and U, so that a code which is read out is typed right. */
export const base32 = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Five random bits a character. 256 is a multiple of 32, so every character is equally likely. */
export function randomCharacters(count: number): string {
  return [...randomBytes(count)].map(byte => base32[byte % 32]).join('')
}

/**
 * A code as people type it, in the alphabet as far as it belongs there: any case, with or without spaces and
 * hyphens, O for 0, I and L for 1, Cyrillic letters that look alike.
 */
export function foldTyped(typed: string): string {
  const plain = typed.toUpperCase().replace(/[\s\p{Dash_Punctuation}]/gu, '')
  return [...plain].map(character => lookalikes[character] ?? character).join('')
}

/** `7K3M-9QXR-…`: four at a time are read and typed without losing one's place. */
export function inFours(characters: string): string {
  return characters.match(/.{1,4}/g)!.join('-')
}

const lookalikes: Record<string, string> = {
  ...{ O: '0', I: '1', L: '1', О: '0', З: '3' },
  ...{ А: 'A', В: 'B', С: 'C', Е: 'E', Н: 'H', К: 'K', М: 'M', Р: 'P', Т: 'T', Х: 'X', У: 'Y' },
}
