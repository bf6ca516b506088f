import { Unreadable } from './seriesProblem'

export interface TextLine {
  /** 1 for the first. */
  number: number
  text: string
}

/** No line of a statistics file is longer; a file without line ends must not be collected in memory. */
export const longestLine = 200_000

/** The lines of a text in lots: a file of millions of lines must not wait once for each. Empty lines are left out. */
export async function* linesIn(text: AsyncIterable<string>): AsyncGenerator<TextLine[]> {
  let [number, rest] = [0, '']
  const numbered = (line: string): TextLine => ({ number: ++number, text: line })
  for await (const part of text) {
    const lines = (rest + part).split('\n')
    rest = lines.pop()!
    if (rest.length > longestLine) throw new Unreadable({ line: number + 1, key: 'series.problem.long_line' })
    yield lines.map(numbered).filter(line => line.text !== '')
  }
  if (rest !== '') yield [numbered(rest)]
}
