/** Returns numbers from 0 up to 1, the same ones in the same order for the same seed. */
export type Random = () => number

/** mulberry32 (Tommy Ettinger, 2017, public domain). For invented cases only: it can be predicted. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** What may be drawn, and how often in relation to the others. */
export type Weights = Readonly<Record<string, number>>

export function draw(random: Random, weights: Weights): string {
  const entries = Object.entries(weights)
  let left = random() * entries.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [value, weight] of entries) {
    left -= weight
    if (left < 0) return value
  }
  return entries[entries.length - 1]![0]
}

/** Several different values, in the order they were drawn. */
export function drawSeveral(random: Random, weights: Weights, count: number): string[] {
  const drawn: string[] = []
  while (drawn.length < Math.min(count, Object.keys(weights).length)) {
    const value = draw(random, weights)
    if (!drawn.includes(value)) drawn.push(value)
  }
  return drawn
}
