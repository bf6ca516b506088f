/** One chip of a form, with the letter that chooses it and its label cut at that letter to underline it. */
export type Lettered<T> = T & { letter: string; before: string; marked: string; after: string }

/**
 * Gives every choice a letter out of its label, each a different one: the first letter of a word where it is
 * free, otherwise any free letter of the label. Choices without a free letter get none.
 */
export function letteredChoices<T extends { label: string }>(choices: T[]): Lettered<T>[] {
  const taken = new Set<string>()
  return choices.map(choice => {
    const position = freePosition(choice.label, taken)
    const letter = position < 0 ? '' : choice.label[position]!.toLowerCase()
    if (letter) taken.add(letter)
    return { ...choice, letter, ...cut(choice.label, position) }
  })
}

/**
 * The choices whose letters were typed, in any case and with anything else between them; unknown letters
 * apart. A letter typed in the other keyboard layout counts as the one on the same key.
 */
export function choicesByLetters<T extends { label: string }>(typed: string, choices: T[]) {
  const lettered = letteredChoices(choices)
  const letters = [...new Set(typed.toLowerCase())].filter(letter => /\p{L}/u.test(letter))
  const byLetter = (letter: string | undefined) => lettered.find(choice => letter && choice.letter === letter)
  const chosen = letters.map(letter => byLetter(letter) ?? byLetter(otherLayout.get(letter)))
  return {
    chosen: chosen.filter(choice => choice !== undefined),
    unknown: letters.filter((_, i) => chosen[i] === undefined),
  }
}

const latinKeys = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
const russianKeys = 'йцукенгшщзхъфывапролджэячсмитьбюё'
const otherLayout = new Map(
  [...latinKeys].flatMap((latin, i) => [
    [latin, russianKeys[i]!],
    [russianKeys[i]!, latin],
  ]),
)

function freePosition(label: string, taken: Set<string>): number {
  const isFree = (i: number) => /\p{L}/u.test(label[i]!) && !taken.has(label[i]!.toLowerCase())
  const positions = [...label].map((_, i) => i)
  const starts = positions.filter(i => i === 0 || /[\s(,]/.test(label[i - 1]!))
  return [...starts, ...positions].find(isFree) ?? -1
}

function cut(label: string, position: number) {
  if (position < 0) return { before: label, marked: '', after: '' }
  return { before: label.slice(0, position), marked: label[position]!, after: label.slice(position + 1) }
}
