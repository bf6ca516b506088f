/**
 * Of pairs of a word and what it stands for, what the word nearest to the typed one stands for: at most two
 * letters in five may differ. Undefined when nothing is near.
 */
export function nearest(typed: string, words: [word: string, meaning: string][]): string | undefined {
  const wanted = fold(typed)
  // Nobody mistypes a code into this; and the time below grows with the length.
  if (wanted.length > 60) return undefined
  let best: { meaning: string; distance: number } | undefined
  for (const [word, meaning] of words) {
    const distance = editDistance(wanted, fold(word))
    if (distance <= word.length * 0.4 && distance < (best?.distance ?? Infinity)) best = { meaning, distance }
  }
  return best?.meaning
}

function fold(word: string): string {
  return word
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_')
}

/** How many letters have to be added, left out or exchanged (Levenshtein 1965; Wagner and Fischer 1974). */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, j) => j)
  for (let i = 1; i <= from.length; i++) {
    const next = [i]
    for (let j = 1; j <= to.length; j++) {
      const exchange = row[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1)
      next.push(Math.min(exchange, row[j]! + 1, next[j - 1]! + 1))
    }
    row = next
  }
  return row[to.length]!
}
