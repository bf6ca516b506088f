import { CsvError, parse } from 'csv-parse'
import { Readable } from 'node:stream'
import { Unreadable } from './seriesProblem'
import { longestLine } from './textLines'

export interface Row {
  /** The line on which it begins. */
  line: number
  cells: string[]
}

/** Rows go on in lots: a file of millions of them must not wait once for each. */
const lot = 1000

/**
 * The rows of a CSV text in lots, with commas, semicolons or tabs between the cells, whichever the first line has most
 * of.
 */
export async function* rowsIn(text: AsyncIterable<string>): AsyncGenerator<Row[]> {
  const pieces = text[Symbol.asyncIterator]()
  const beginning = await pieces.next()
  if (beginning.done) return
  const whole = Readable.from(joined(beginning.value, pieces))
  try {
    yield* lotsOf(whole.pipe(parse({ ...options, delimiter: delimiterOf(beginning.value) })))
  } catch (error) {
    throw error instanceof CsvError ? problemOf(error) : error
  } finally {
    whole.destroy()
  }
}

const options = {
  record_delimiter: '\n',
  relax_column_count: true,
  skip_empty_lines: true,
  bom: true,
  info: true,
  max_record_size: longestLine,
}

async function* joined(first: string, others: AsyncIterator<string>): AsyncGenerator<string> {
  yield first
  for (let next = await others.next(); !next.done; next = await others.next()) yield next.value
}

async function* lotsOf(
  records: AsyncIterable<{ record: string[]; info: { lines: number } }>,
): AsyncGenerator<Row[]> {
  let rows: Row[] = []
  for await (const { record, info } of records) {
    // csv-parse counts the line on which a record ends.
    rows.push({ line: info.lines - record.join('').split('\n').length + 1, cells: record })
    if (rows.length < lot) continue
    yield rows
    rows = []
  }
  yield rows
}

function delimiterOf(text: string): string {
  const line = text.trimStart().split('\n', 1)[0]!
  const count = (mark: string) => line.split(mark).length
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best))
}

function problemOf({ code, lines }: CsvError): Unreadable {
  const kinds: Partial<Record<CsvError['code'], string>> = {
    CSV_MAX_RECORD_SIZE: 'long_line',
    CSV_QUOTE_NOT_CLOSED: 'quote_open',
  }
  return new Unreadable({ line: Number(lines), key: `series.problem.${kinds[code] ?? 'quote_stray'}` })
}
