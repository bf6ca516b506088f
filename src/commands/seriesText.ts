import type { Language } from '../db/schema'
import type { Texts } from '../language/texts'
import type { Point } from '../series/series'
import type { SeriesContent } from '../series/readSeries'
import type { SeriesDraft } from '../series/seriesDraft'
import { leftOutText, spanName } from '../series/seriesNames'
import { seriesProblemText, type SeriesProblem } from '../series/seriesProblem'

interface Refused {
  problems: SeriesProblem[]
  more: number
}

type Saved = { id: string; replaced: boolean } | undefined

export function refusedSeriesText({ problems, more }: Refused, language: Language, texts: Texts): string {
  return [
    `tropa: ${texts(language, 'import.refused', { n: problems.length + more })}`,
    ...problems.map(problem => `  ${seriesProblemText(problem, language, texts)}`),
    ...(more > 0 ? [`  ${texts(language, 'import.more', { n: more })}`] : []),
    texts(language, 'series.advice'),
    '',
  ].join('\n')
}

export function refusedSeriesJson({ problems, more }: Refused, language: Language, texts: Texts) {
  const shown = problems.map(problem => ({
    line: problem.line ?? null,
    text: seriesProblemText(problem, language, texts),
  }))
  return { saved: 0, problems: shown, more }
}

export function importedText(
  content: SeriesContent,
  { name }: SeriesDraft,
  saved: Saved,
  { language, texts }: { language: Language; texts: Texts },
): string {
  const values = { ...extentOf(content.points), name: name[language], span: spanOf(content, language) }
  const key = saved ? (saved.replaced ? 'series.replaced' : 'series.saved') : 'series.dry'
  const left = content.leftOut.map(one => leftOutText(one, language, texts))
  return [texts(language, key, values), ...left, ''].join('\n')
}

export function importedJson(content: SeriesContent, { name }: SeriesDraft, saved: Saved) {
  const { points, step, chosen, leftOut } = content
  const { n, missing } = extentOf(points)
  return {
    saved: saved ? n : 0,
    ...{ id: saved?.id ?? null, replaced: saved?.replaced ?? false, name: name.en, step, points: n, missing },
    ...{ from: points[0]!.period, to: points.at(-1)!.period },
    ...{ filter: Object.fromEntries(chosen), left_out: leftOut, problems: [], more: 0 },
  }
}

function spanOf({ points }: SeriesContent, language: Language): string {
  return spanName(language, points[0]!.period, points.at(-1)!.period)
}

function extentOf(points: Point[]): { n: number; missing: number } {
  return { n: points.length, missing: points.filter(one => one.value === null).length }
}
