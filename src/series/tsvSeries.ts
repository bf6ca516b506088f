import type { Source } from './fileText'
import { gatherPoints } from './gatherPoints'
import type { ReadSeries } from './readSeries'
import { selectionOf } from './selection'
import { codeReader, dimensionName, type SeriesFilter } from './seriesFilter'
import { Unreadable } from './seriesProblem'
import { resultOf, wrongCells } from './seriesTable'
import { linesIn } from './textLines'

/**
 * Eurostat's own TSV: a row for each series. The first cell holds its codes, `M,PER,RU,T,TOTAL,FRST,DE`, below their
 * names, `freq,unit,citizen,sex,age,applicant,geo\TIME_PERIOD`; the others hold a number for each period.
 */
export async function readTsv(source: Source, filter: SeriesFilter): Promise<ReadSeries> {
  const points = gatherPoints()
  const codeOf = codeReader()
  let table: { names: string[]; periods: string[]; selection: ReturnType<typeof selectionOf> } | undefined
  for await (const lines of linesIn(source())) {
    for (const { number: line, text } of lines) {
      if (!table) {
        const head = headOf(text)
        table = {
          ...head,
          selection: selectionOf(
            head.names.map(name => ({ name })),
            filter,
          ),
        }
        continue
      }
      const end = text.indexOf('\t')
      const codes = text.slice(0, end).split(',').map(codeOf)
      if (codes.length !== table.names.length) {
        points.complain(wrongCells(line, codes.length, table.names.length))
        continue
      }
      if (!table.selection.takes(codes)) continue
      const values = text.slice(end + 1).split('\t')
      if (values.length !== table.periods.length) {
        points.complain(wrongCells(line, values.length, table.periods.length))
        continue
      }
      for (const [i, value] of values.entries()) points.add({ line, period: table.periods[i]!, value })
    }
  }
  if (!table) throw new Unreadable({ key: 'series.problem.empty' })
  return resultOf(points, table.selection)
}

function headOf(line: string): { names: string[]; periods: string[] } {
  const [first = '', ...periods] = line.split('\t')
  const [dimensions = '', time] = first.split('\\')
  if (time === undefined || periods.length === 0)
    throw new Unreadable({ line: 1, key: 'series.problem.missing_column', values: { name: 'TIME_PERIOD' } })
  return { names: dimensions.split(',').map(dimensionName), periods }
}
