export const chartForms = ['columns', 'lines', 'multiples'] as const

/** Stacked columns, lines, or a small panel for each series, all with one axis. */
export type ChartForm = (typeof chartForms)[number]

/** What is to be drawn, in the page's language. */
export interface Drawing {
  form: ChartForm
  /** Months, or longer steps of a year. */
  months: DrawingMonth[]
  /** How many of them make a year; 12 if not said. */
  perYear?: number
  series: Series[]
  /** Which months begin a new way of counting: a dashed line stands before them. */
  breaks?: number[]
  /** What the axis counts, where it is not plain from the title. */
  unit?: string | undefined
  /** How people write the numbers of the axis. */
  number: (value: number) => string
}

export interface DrawingMonth {
  name: string
  /** Empty when the name says it already. */
  year: string
  /** 1 for January … 12 for December, or 1 for spring: tells which keep their name on a crowded axis. */
  ofYear: number
  /** Its figures are not all there: the month is not over, or the step is cut off. */
  provisional: boolean
}

export interface Series {
  name: string
  /** Undefined where nothing is known or may be said. */
  counts: (number | undefined)[]
  /** All others together: last, and grey. */
  rest?: boolean
}

/** What a series is painted with: the end of its classes in the style sheet. */
export type Paint = '1' | '2' | '3' | '4' | 'rest'

/** A size of drawing, in units that are about a pixel where it is shown. */
export interface Layout {
  id: 'wide' | 'narrow'
  width: number
  height: number
  /** Room for the numbers of the axis, if they need no more. */
  left: number
  /** Room for the names of the series. */
  right: number
  /** The size of the text, here as in the style sheet. */
  text: number
}

/** Both stand on the page and its width decides which is seen, so that the text is never too small to read. */
export const layouts: [wide: Layout, narrow: Layout] = [
  { id: 'wide', width: 720, height: 320, left: 44, right: 150, text: 13 },
  { id: 'narrow', width: 340, height: 300, left: 36, right: 126, text: 13 },
]

/** Where a month's column begins, and how high a count is. */
export interface Scales {
  x: (month: number) => number
  y: (count: number) => number
  /** From one column to the next, and of a column. */
  step: number
  width: number
}

export function paintOf({ form }: Pick<Drawing, 'form'>, series: Pick<Series, 'rest'>, index: number): Paint {
  if (series.rest) return 'rest'
  return form === 'multiples' ? '1' : (String(index + 1) as Paint)
}

/** A tenth of a pixel is fine enough, and keeps the page small. */
export function tenths(value: number): number {
  return Math.round(value * 10) / 10
}

export function sum(numbers: (number | undefined)[]): number {
  return numbers.reduce<number>((total, n) => total + (n ?? 0), 0)
}
