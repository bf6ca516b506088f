import { textWidth, wrapText } from '../charts/textWidth'

export type Weight = 'regular' | 'bold'

/** A text in lines that are no wider than there is room for, whatever words it is made of. */
export function cardLines(text: string, room: number, size: number, weight: Weight): string[] {
  // A dash or the Russian abbreviation of a year does not begin a line.
  const words = text
    .replace(/ (?=—|г\.)/g, '\u00A0')
    .split(' ')
    .flatMap(word => piecesOf(word, room, size, weight))
  return wrapText(words.join(' '), room, size, weight)
}

/** A word that is too wide for a line is broken where the line ends. */
function piecesOf(word: string, room: number, size: number, weight: Weight): string[] {
  const pieces = ['']
  for (const letter of word) {
    const longer = `${pieces.at(-1)}${letter}`
    if (textWidth(longer, size, weight) > room) pieces.push(letter)
    else pieces[pieces.length - 1] = longer
  }
  return pieces
}
