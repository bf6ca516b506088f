import { loadTexts } from '../language/texts'
import { projectFile } from '../projectFiles'
import { spanName } from '../series/seriesNames'
import { listExtents, listSeries } from '../series/seriesStore'
import { jsonOption, languageOption, type Command } from './command'
import { flag, languageOf } from './input'
import { withDatabase } from './withDatabase'

export const seriesListCommand: Command = {
  name: 'series list',
  summary: 'List the public series that stand beside the reports',
  positionals: [],
  options: { json: jsonOption, language: languageOption },
  run(input, terminal) {
    const language = languageOf(input)
    return withDatabase(terminal, async ({ db }) => {
      const texts = loadTexts(projectFile('locales'))
      const extents = await listExtents(db)
      const all = (await listSeries(db, 'context')).map(series => ({
        series,
        extent: extents.get(series.id),
      }))
      if (flag(input, 'json')) {
        const rows = all.map(({ series: { name, enteredDay, ...series }, extent }) => ({
          ...{
            id: series.id,
            name,
            source: series.source,
            step: series.step,
            ...extent,
            entered: enteredDay,
          },
        }))
        terminal.out(`${JSON.stringify({ series: rows })}\n`)
      } else if (all.length === 0) terminal.out(`${texts(language, 'series.list.none')}\n`)
      else {
        const lines = all.map(({ series, extent }) => {
          const span = extent ? spanName(language, extent.from, extent.to) : '-'
          return `${series.name[language]}: ${span} (${series.source})\n`
        })
        terminal.out(lines.join(''))
      }
      return 0
    })
  },
}
