import { todayOf } from '../calendar/today'
import type { Db, Language } from '../db/schema'
import { loadTexts, type Texts } from '../language/texts'
import { projectFile } from '../projectFiles'
import { fileSource } from '../series/fileText'
import { importSeries } from '../series/importSeries'
import { readSeries, seriesFormats, type SeriesContent, type SeriesFormat } from '../series/readSeries'
import { knownAbout } from '../series/seriesDefaults'
import { formOfDraft, parseSeriesDraft, type SeriesDraft } from '../series/seriesDraft'
import { parseFilter, type SeriesFilter } from '../series/seriesFilter'
import { findContextNamed } from '../series/seriesStore'
import type { Form } from '../web/form'
import { BadUse, jsonOption, languageOption, type Command, type Input } from './command'
import { flag, languageOf, option, requiredOption } from './input'
import { problemsIn } from './problems'
import { progressOn } from './progress'
import { importedJson, importedText, refusedSeriesJson, refusedSeriesText } from './seriesText'
import { withDatabase } from './withDatabase'

export const seriesImportCommand: Command = {
  name: 'series import',
  summary: 'Save a public series from a file (docs/how-to/context-series.md), or replace its numbers',
  positionals: ['FILE'],
  options: {
    name: { value: 'NAME', help: 'what the series is called; one of this name gets the new numbers' },
    'name-ru': { value: 'NAME', help: 'the same in Russian' },
    filter: { value: 'A=B,C=D', help: 'which of the values of a file is taken: citizen=RU,sex=T' },
    format: { value: 'FORMAT', help: `if it is not recognised: ${seriesFormats.join(', ')}` },
    unit: { value: 'TEXT', help: 'what is counted' },
    'unit-ru': { value: 'TEXT', help: 'the same in Russian' },
    definition: { value: 'TEXT', help: 'who or what belongs to the numbers' },
    'definition-ru': { value: 'TEXT', help: 'the same in Russian' },
    source: { value: 'TEXT', help: 'who publishes them' },
    'source-url': { value: 'ADDRESS', help: 'where they stand' },
    rounding: { value: 'N', help: 'the multiple that the source rounds to (default: 1)' },
    'dry-run': { help: 'look for mistakes, and save nothing' },
    json: jsonOption,
    language: languageOption,
  },
  async run(input, terminal) {
    const [dry, json, language] = [flag(input, 'dry-run'), flag(input, 'json'), languageOf(input)]
    const [name, filter, asked] = [requiredOption(input, 'name'), filterIn(input), formatIn(input)]
    const texts = loadTexts(projectFile('locales'))
    return withDatabase(terminal, async ({ db }, { timeZone }) => {
      const progress = progressOn(terminal, texts(language, 'series.progress'), 100)
      const source = fileSource(input.positionals[0]!, done => progress(100 * done))
      const read = await readSeries(source, filter, asked)
      if (!read.ok) {
        if (json) terminal.out(`${JSON.stringify(refusedSeriesJson(read, language, texts))}\n`)
        else terminal.err(refusedSeriesText(read, language, texts))
        return 1
      }
      const content = read.value
      const draft = await draftOf(db, { input, name, language, texts }, content, read.format)
      const { day } = todayOf(terminal.clock, timeZone)
      const saved = dry
        ? undefined
        : await importSeries(db, { draft, ...content, replace: true }, { day, actor: 'system' })
      if (json) terminal.out(`${JSON.stringify(importedJson(content, draft, saved))}\n`)
      else terminal.out(importedText(content, draft, saved, { language, texts }))
      return 0
    })
  },
}

interface Asked {
  input: Input
  name: string
  language: Language
  texts: Texts
}

/** What was typed; what was not, as it is known of such files, and else as it stands with the series already. */
async function draftOf(
  db: Db,
  { input, name, language, texts }: Asked,
  content: SeriesContent,
  format: SeriesFormat | undefined,
): Promise<SeriesDraft> {
  const known = await findContextNamed(db, name)
  const form = { ...(known && formOfDraft(known)), ...knownAbout(format, content, texts), ...typedIn(input) }
  const draft = parseSeriesDraft(form)
  if (draft.ok) return draft.value
  const named = Object.entries(draft.problems).map(([field, key]) => [optionNames.get(field) ?? field, key])
  throw problemsIn(Object.fromEntries(named) as Record<string, string>, texts, language)
}

const optionNames = new Map([
  ['name_en', 'name'],
  ['name_ru', 'name-ru'],
  ['unit_en', 'unit'],
  ['unit_ru', 'unit-ru'],
  ['definition_en', 'definition'],
  ['definition_ru', 'definition-ru'],
  ['source', 'source'],
  ['source_url', 'source-url'],
  ['rounding', 'rounding'],
])

/** A text in one language that is typed anew stands for both, until the other is typed too. */
function typedIn(input: Input): Form {
  const typed = [...optionNames].flatMap(([field, name]) => {
    const value =
      option(input, name) ?? (field.endsWith('_ru') ? option(input, name.replace(/-ru$/, '')) : undefined)
    return value === undefined ? [] : [[field, value]]
  })
  return Object.fromEntries(typed) as Form
}

function filterIn(input: Input): SeriesFilter {
  const typed = option(input, 'filter') ?? ''
  const filter = parseFilter(typed)
  if (!filter) throw new BadUse(`--filter must be such as citizen=RU,sex=T, but is "${typed}"`)
  return filter
}

function formatIn(input: Input): SeriesFormat | undefined {
  const typed = option(input, 'format')
  if (typed === undefined) return undefined
  const format = seriesFormats.find(one => one === typed)
  if (!format) throw new BadUse(`--format must be ${seriesFormats.join(', ')}, but is "${typed}"`)
  return format
}
