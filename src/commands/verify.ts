import { parseWrittenHead, type WrittenHead } from '../audit/writtenHead'
import { damageIn } from '../db/integrity'
import type { Language } from '../db/schema'
import { loadTexts, type Texts } from '../language/texts'
import { projectFile } from '../projectFiles'
import { checks, type Check, type Outcome, type Sentence, type Work } from './checks'
import { BadUse, jsonOption, languageOption, type Command, type Input } from './command'
import { flag, languageOf, option } from './input'
import { progressOn } from './progress'
import { withDatabase } from './withDatabase'

export const verifyCommand: Command = {
  name: 'verify',
  summary: 'Check that nothing is damaged or was changed from outside: database, audit log, counts',
  positionals: [],
  options: {
    head: { value: 'NUMBER:HASH', help: 'an entry of the audit log that was written down: hash or words' },
    json: jsonOption,
    language: languageOption,
  },
  run(input, terminal) {
    const [language, written] = [languageOf(input), writtenHead(input)]
    const texts = loadTexts(projectFile('locales'))
    return withDatabase(terminal, async (database, config) => {
      const results: Result[] = []
      for (const check of checks.filter(one => (one.engine ?? database.engine) === database.engine)) {
        const label = texts(language, `verify.${check.name}.name`)
        const progress = (total: number) => progressOn(terminal, label, total)
        const work = { database, config, language, written, progress }
        results.push({ check, outcome: await outcomeOf(check, work), label })
      }
      const findings = results.flatMap(({ outcome }) => outcome.findings)
      if (flag(input, 'json')) terminal.out(asJson(results, texts, language))
      else {
        terminal.out(asText(results, texts, language))
        terminal.err(findings.map(finding => `tropa: ${say(finding, texts, language)}\n`).join(''))
      }
      return findings.length === 0 ? 0 : 1
    })
  },
}

interface Result {
  check: Check
  label: string
  outcome: Outcome
}

function writtenHead(input: Input): WrittenHead | undefined {
  const typed = option(input, 'head')
  if (typed === undefined) return undefined
  const written = parseWrittenHead(typed)
  if (written) return written
  throw new BadUse(
    '--head must be a number, a colon, and the hash (8 of its characters or more) or the six words',
  )
}

/** A file so damaged that a check cannot end is a finding; the other checks still run. */
async function outcomeOf(check: Check, work: Work): Promise<Outcome> {
  try {
    return await check.run(work)
  } catch (error) {
    const message = damageIn(error)
    if (message === undefined) throw error
    return { findings: [{ key: 'file.damaged', values: { message } }], fine: [] }
  }
}

function asText(results: Result[], texts: Texts, language: Language): string {
  const fine = results.filter(({ outcome }) => outcome.findings.length === 0)
  return fine
    .map(({ label, outcome }) => {
      const sentences = outcome.fine.map(sentence => say(sentence, texts, language))
      return `${label}: ${sentences.join(' ')}\n`
    })
    .join('')
}

function asJson(results: Result[], texts: Texts, language: Language): string {
  const all = results.map(({ check, outcome }) => ({
    check: check.name,
    ...outcome.facts,
    findings: outcome.findings.map(finding => say(finding, texts, language)),
  }))
  return `${JSON.stringify({ ok: all.every(one => one.findings.length === 0), checks: all })}\n`
}

function say({ key, values }: Sentence, texts: Texts, language: Language): string {
  return texts(language, `verify.${key}`, values)
}
