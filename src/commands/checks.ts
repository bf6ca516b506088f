import { findHash, findHead, verifyChain } from '../audit/auditStore'
import { lacksRemembered } from '../audit/watchAudit'
import { headWords, isMarkOf, type WrittenHead } from '../audit/writtenHead'
import { countAllCases } from '../cases/factsStore'
import type { Config } from '../config'
import { recount } from '../counts/recount'
import type { Engine } from '../db/engine'
import { listDamage, listOrphans } from '../db/integrity'
import type { Database } from '../db/open'
import type { Language } from '../db/schema'
import { checkFilings, type BrokenFiling } from '../filings/checkFilings'
import { monthName } from '../language/monthNames'
import { anchorsIn } from '../readers/anchor'
import { findForgeries } from '../readers/findForgeries'
import { openSecrets } from '../server'
import type { Values } from '../language/texts'

/** One thing that `tropa verify` looks at; its name is `verify.NAME.name`. */
export interface Check {
  name: string
  /** Left out where the other database is used. */
  engine?: Engine
  run: (work: Work) => Promise<Outcome>
}

/** What a check is given. */
export interface Work {
  database: Database
  config: Config
  language: Language
  /** An entry of the audit log as somebody has written it down. */
  written: WrittenHead | undefined
  /** Says how far long work has come. */
  progress: (total: number) => (done: number) => void
}

export interface Outcome {
  /** What is wrong. */
  findings: Sentence[]
  /** What to say when nothing is. */
  fine: Sentence[]
  /** The same for programs. */
  facts?: Values
}

/** A text under `verify.`, and its values. */
export interface Sentence {
  key: string
  values?: Values
}

/** All checks, in the order in which they run. */
export const checks: Check[] = [
  // PostgreSQL looks after its own files.
  { name: 'file', engine: 'sqlite', run: checkFile },
  { name: 'chain', run: checkChain },
  { name: 'counts', run: checkCounts },
  { name: 'filings', run: checkFiled },
  { name: 'readers', run: checkReaders },
]

async function checkFile({ database: { db } }: Work): Promise<Outcome> {
  const damage = (await listDamage(db)).map(message => ({ key: 'file.damaged', values: { message } }))
  const orphans = (await listOrphans(db)).map(orphan => ({ key: 'file.orphan', values: { ...orphan } }))
  return { findings: [...damage, ...orphans], fine: [{ key: 'file.fine' }] }
}

async function checkChain({ database, config, language, written, progress }: Work): Promise<Outcome> {
  const { db } = database
  const end = (await findHead(db))?.number ?? 0
  const tell = progress(end)
  // Entries that are written meanwhile are verified too.
  const verified = await verifyChain(db, undefined, number => tell(Math.min(number, end)))
  const findings: Sentence[] = []
  if (!verified.ok) findings.push({ key: 'chain.broken', values: { n: verified.number } })
  const { auditAnchor } = anchorsIn(config.dataDir)
  if (await lacksRemembered(db, auditAnchor)) findings.push({ key: 'chain.forgotten' })
  const hash = written && (await findHash(db, written.number))
  if (written && !(hash && isMarkOf(written.mark, hash)))
    findings.push({ key: 'chain.head_missing', values: { n: written.number } })
  if (!verified.ok) return { findings, fine: [] }
  const { number: n, hash: last } = verified.head
  const head = `${n}:${last}`
  const ending = n === 0 ? [] : [{ key: 'chain.head', values: { head, words: headWords(language, last) } }]
  return { findings, fine: [{ key: 'chain.fine', values: { n } }, ...ending], facts: { entries: n, head } }
}

async function checkCounts({ database: { db }, language, progress }: Work): Promise<Outcome> {
  const { cases, short } = await recount(db, progress(await countAllCases(db)))
  const findings = short.map(({ month, category, dimension, value, n, cases }) => ({
    key: 'counts.short',
    values: { month: monthName(language, month), cell: `${category}, ${dimension}, ${value}`, n, cases },
  }))
  return { findings, fine: [{ key: 'counts.fine', values: { n: cases } }], facts: { cases } }
}

async function checkFiled({ database: { db }, language }: Work): Promise<Outcome> {
  const { filings, broken } = await checkFilings(db)
  const findings = broken.map(one => ({ key: `filings.${one.kind}`, values: brokenValues(one, language) }))
  return { findings, fine: [{ key: 'filings.fine', values: { n: filings } }], facts: { filings } }
}

function brokenValues(broken: BrokenFiling, language: Language): Values {
  if (broken.kind === 'missing') return { n: broken.entry.number, object: broken.entry.object }
  const { month, revision } = broken.filing
  return { month: monthName(language, month), revision }
}

async function checkReaders({ database, config }: Work): Promise<Outcome> {
  const { anchor } = await openSecrets(config, database)
  const { broken, forged, epoch } = await findForgeries(database.db, anchor)
  const findings = [
    ...(broken === undefined ? [] : [{ key: 'readers.broken', values: { reason: broken } }]),
    ...forged.map(name => ({ key: 'readers.forged', values: { name } })),
  ]
  return { findings, fine: [{ key: 'readers.fine', values: { n: epoch } }], facts: { epoch } }
}
