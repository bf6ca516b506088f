const letter = String.raw`[\p{L}\p{N}_]`

/*
 * `\b` knows Latin letters only. These hold between two words of any script, and beside a sign such as + or @.
 * They look at one neighbour, and no rule looks further except for something that must be there. So masking one
 * finding never makes another one (see `identifiers.ts`).
 */
const begins = `(?<!${letter}(?=${letter}))`
const ends = `(?!(?<=${letter})${letter})`

/** A pattern of whole words, in capitals or not. */
export function anyCase(parts: TemplateStringsArray, ...pieces: string[]): RegExp {
  return new RegExp(begins + group(parts, pieces) + ends, 'giu')
}

/** A pattern of whole words that minds capitals: `\p{Lu}` begins a name. */
export function asWritten(parts: TemplateStringsArray, ...pieces: string[]): RegExp {
  return new RegExp(begins + group(parts, pieces) + ends, 'gu')
}

/** A pattern of whole numbers; a word may be stuck to them: «тел89000000000». */
export function digits(parts: TemplateStringsArray, ...pieces: string[]): RegExp {
  return new RegExp(String.raw`(?<!\d(?=\d))${group(parts, pieces)}(?!(?<=\d)\d)`, 'giu')
}

/** Words of which one has to stand before a match, without belonging to it. */
export function after(words: string, between = ' {1,3}'): string {
  return `(?<=${begins}${words}${between})`
}

/** A choice of words; `|` and brackets within them mean what they do in any pattern. */
export function oneOf(parts: TemplateStringsArray): string {
  return `(?:${String.raw(parts).trim().split(/\s+/).join('|').replaceAll('␣', ' ')})`
}

function group(parts: TemplateStringsArray, pieces: string[]): string {
  return `(?:${String.raw(parts, ...pieces)})`
}
