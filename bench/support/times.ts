export function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!
}

export function rounded(value: number): number {
  return Math.round(value * 100) / 100
}
