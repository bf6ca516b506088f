import { createReadStream } from 'node:fs'
import { todayOf } from '../calendar/today'
import { importCases } from '../imports/importCases'
import { readCases } from '../imports/caseRows'
import { limits } from '../imports/importFormat'
import { loadTexts } from '../language/texts'
import { projectFile } from '../projectFiles'
import { readTaxonomy } from '../taxonomy/taxonomyStore'
import { jsonOption, languageOption, type Command } from './command'
import { acceptedJson, acceptedText, refusedJson, refusedText } from './importResult'
import { flag, languageOf } from './input'
import { progressOn } from './progress'
import { withDatabase } from './withDatabase'

export const importCommand: Command = {
  name: 'import',
  summary: 'Save the requests of a spreadsheet (docs/how-to/import-a-spreadsheet.md), all or none',
  positionals: ['FILE.csv'],
  options: {
    'dry-run': { help: 'look for mistakes, and save nothing' },
    json: jsonOption,
    language: languageOption,
  },
  async run(input, terminal) {
    const [dry, json, language] = [flag(input, 'dry-run'), flag(input, 'json'), languageOf(input)]
    const bytes = await readFile(input.positionals[0]!)
    return withDatabase(terminal, async ({ db }, { timeZone }) => {
      const today = todayOf(terminal.clock, timeZone)
      const wording = { language, texts: loadTexts(projectFile('locales')), taxonomy: await readTaxonomy(db) }
      const read = readCases(bytes, wording.taxonomy, today.month)
      if (!read.ok) {
        if (json) terminal.out(`${JSON.stringify(refusedJson(read.problems, wording))}\n`)
        else terminal.err(refusedText(read.problems, wording))
        return 1
      }
      const progress = progressOn(terminal, wording.texts(language, 'import.progress'), read.cases.length)
      if (!dry) await importCases(db, read.cases, today, progress)
      if (json) terminal.out(`${JSON.stringify(acceptedJson(read.cases, dry))}\n`)
      else terminal.out(acceptedText(read.cases, dry, wording))
      return 0
    })
  },
}

/** One byte more than may be, at most: enough to know that the file is too large, whatever it is. */
async function readFile(name: string): Promise<Buffer> {
  const parts: Buffer[] = []
  try {
    for await (const part of createReadStream(name, { end: limits.bytes })) parts.push(part as Buffer)
  } catch (error) {
    throw new Error(`cannot read ${name} (${(error as { code?: string }).code ?? 'unknown failure'})`)
  }
  return Buffer.concat(parts)
}
