/** How wide letters are in DejaVu Sans, in parts of the size of the text, rounded up. Most fonts are narrower. */
const widths: [number, RegExp][] = [
  [0.34, /[ ,./:;IJ\\ijl|'’·\u00A0\u202F]/],
  [0.42, /[!()[\]frt-]/],
  [0.55, /["*?_`cszгзсэ–“”]/],
  [0.75, /[ABCKNRUVXZАБВИЙКСХЧЬЭЯднпцъ]/],
  [0.85, /[#&+<=>DGHOQ^w~ДЛНОПЦЪмыю−×±→]/],
  [0.95, /[MМФЫжфшщ]/],
  [1.1, /[%@Wm—…№ЖШЩЮ]/],
]
const others = 0.65
const bolder = 1.18

type Weight = 'regular' | 'bold'

/** At most how wide a text is, in the units of its size. */
export function textWidth(text: string, size: number, weight: Weight = 'regular'): number {
  const ems = [...text].reduce((total, letter) => total + letterWidth(letter), 0)
  return ems * size * (weight === 'bold' ? bolder : 1)
}

function letterWidth(letter: string): number {
  return widths.find(([, letters]) => letters.test(letter))?.[0] ?? others
}

/** A text in lines that are no wider than there is room for. A word that is wider by itself is parted. */
export function wrapText(text: string, room: number, size: number, weight: Weight = 'regular'): string[] {
  const fits = (line: string) => textWidth(line, size, weight) <= room
  const pieces = text.split(' ').flatMap(word => (fits(word) ? [word] : parted(word, fits)))
  return pieces.reduce<string[]>((lines, piece) => {
    const last = lines.at(-1)
    const longer = last === undefined ? piece : `${last} ${piece}`
    // What follows a hyphen goes on without a space, so it stays on a line of its own.
    if (last !== undefined && (last.endsWith('-') || !fits(longer))) return [...lines, piece]
    return [...lines.slice(0, -1), longer]
  }, [])
}

/** Behind its own hyphen, else before the last syllable (a consonant and its vowel) that leaves a piece that fits. */
function parted(word: string, fits: (line: string) => boolean): string[] {
  const ends = [
    ...word.matchAll(
      /(?<=-)|(?<=[aeiouyаеёиоуыэюя])(?=[^\Waeiouy][aeiouy]|[бвгджзклмнпрстфхцчшщ][аеёиоуыэюя])/gi,
    ),
  ]
  const heads = ends.map(({ index }) => word.slice(0, index)).filter(head => head.length > 1)
  const withHyphen = (head: string) => (head.endsWith('-') ? head : `${head}-`)
  const head = heads.findLast(one => fits(withHyphen(one)))
  if (head === undefined) return [word]
  const rest = word.slice(head.length)
  return [withHyphen(head), ...(fits(rest) ? [rest] : parted(rest, fits))]
}
