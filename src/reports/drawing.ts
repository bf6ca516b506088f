export type ChartForm = 'columns' | 'lines'

/** What is to be drawn, in the page's language. At most four series: nobody tells more apart. */
export interface Drawing {
  form: ChartForm
  months: DrawingMonth[]
  series: { name: string; counts: number[] }[]
  /** How people write the numbers of the axis. */
  number: (value: number) => string
}

export interface DrawingMonth {
  name: string
  year: string
  /** 1 for January … 12 for December: tells which months keep their name on a crowded axis. */
  ofYear: number
  provisional: boolean
}

/** A size of drawing, in units that are about a pixel where it is shown. */
export interface Layout {
  id: 'wide' | 'narrow'
  width: number
  height: number
  /** Room for the numbers of the axis. */
  left: number
  /** Room for the names of the series. */
  right: number
  /** The size of the text, here as in the style sheet. */
  text: number
}

/** Both stand on the page and its width decides which is seen, so that the text is never too small to read. */
export const layouts: Layout[] = [
  { id: 'wide', width: 720, height: 320, left: 44, right: 150, text: 13 },
  { id: 'narrow', width: 340, height: 300, left: 36, right: 120, text: 13 },
]

/** Where a month's column begins, and how high a count is. */
export interface Scales {
  x: (month: number) => number
  y: (count: number) => number
  /** From one column to the next, and of a column. */
  step: number
  width: number
}

/** A tenth of a pixel is fine enough, and keeps the page small. */
export function tenths(value: number): number {
  return Math.round(value * 10) / 10
}

export function sum(numbers: number[]): number {
  return numbers.reduce((total, n) => total + n, 0)
}
