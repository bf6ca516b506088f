import { copyFileSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createApp } from '../src/app'
import { addMonths, month, type Clock } from '../src/calendar/month'
import { countAllCases } from '../src/cases/factsStore'
import { recount } from '../src/counts/recount'
import { migrate } from '../src/db/migrate'
import { databaseFile, openDatabase } from '../src/db/open'
import { breakdowns, type Breakdown } from '../src/reports/breakdown'
import type { Period } from '../src/reports/period'
import { sodiumReady } from '../src/vault/sodium'
import { addBarePage } from './support/barePage'
import { addMember, depsFor, sessionOf } from './support/benchApp'
import { fillWithCases, inventLongTime } from './support/manyCases'
import { timedServer } from './support/timedServer'
import { median, rounded } from './support/times'

/*
 * What the report of 24 months costs, by each breakdown, from a database of ten thousand cases and of up to ten million:
 * against the smallest database, and against a bare read of the same rows and an empty page. All in one run, one after
 * another in every round. `BENCH_CASES=100000` leaves out the databases that are larger.
 */

const largest = Number(process.env.BENCH_CASES ?? 10_000_000)
const sizes = [10_000, 100_000, 1_000_000, 10_000_000].filter(size => size <= largest)
const rounds = Number(process.env.BENCH_ROUNDS ?? 60)

const period: Period = { from: addMonths(month('2024-02'), -23), to: month('2024-02') }
const now = new Date('2024-03-18T09:00:00Z')
const clock: Clock = { now: () => now }

interface Measured {
  cases: number
  /** Server times in milliseconds, by breakdown. */
  report: Map<Breakdown, number[]>
  bare: Map<Breakdown, number[]>
  get(path: string): Promise<number>
  close(): Promise<void>
}

async function main(): Promise<void> {
  await sodiumReady
  const folder = mkdtempSync(path.join(process.env.BENCH_DIR ?? os.tmpdir(), 'tropa-bench-'))
  try {
    const measured = await open(folder)
    for (let round = -Math.ceil(rounds / 10); round < rounds; round++) await measure(measured, round >= 0)
    for (const by of breakdowns) tell(measured, by)
    for (const one of measured) await one.close()
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The databases, all with the same members: the application keeps the line of readers that it has checked last. */
async function open(folder: string): Promise<Measured[]> {
  const template = openDatabase({ databaseUrl: undefined, dataDir: folder })
  await migrate(template)
  const parts = depsFor(template.db, clock)
  const coordinator = await addMember(parts, 'coordinator')
  const volunteer = await addMember(parts, 'volunteer', coordinator)
  await template.close()
  const [pattern, recorders] = [inventLongTime(24), [coordinator.actor.id, volunteer.actor.id]]
  const measured: Measured[] = []
  for (const cases of sizes) {
    const dataDir = path.join(folder, String(cases))
    const file = databaseFile(dataDir)
    mkdirSync(dataDir)
    copyFileSync(databaseFile(folder), file)
    const started = performance.now()
    fillWithCases(file, cases, pattern, recorders)
    const took = (performance.now() - started) / 1000
    console.error(`${cases} cases: ${took.toFixed(1)} s, ${(statSync(file).size / 1e6).toFixed(0)} MB`)
    const { db, close } = openDatabase({ databaseUrl: undefined, dataDir })
    await refuseWrong(db, cases)
    const deps = { ...parts, db }
    const app = createApp(deps)
    addBarePage(app, file, period)
    const server = await timedServer(app)
    const cookie = `session=${await sessionOf(deps, coordinator)}`
    measured.push({
      cases,
      report: new Map(breakdowns.map(by => [by, []])),
      bare: new Map(breakdowns.map(by => [by, []])),
      async get(address) {
        const { status, took, html } = await server.get(address, cookie)
        if (status !== 200 || !html.includes('</html>')) throw new Error(`${address}: ${status}`)
        return took
      },
      async close() {
        await server.close()
        await close()
      },
    })
  }
  return measured
}

/** Counts the cases once more as `tropa verify` does; larger databases are filled in the same way. */
async function refuseWrong(db: Parameters<typeof recount>[0], cases: number): Promise<void> {
  if ((await countAllCases(db)) !== cases) throw new Error('cases are missing')
  if (cases > 10_000) return
  const { short } = await recount(db)
  if (short.length > 0) throw new Error(`${short.length} counts are not those of the cases`)
}

async function measure(measured: Measured[], kept: boolean): Promise<void> {
  for (const by of breakdowns) {
    for (const one of measured) {
      const report = await one.get(`/reports?from=${period.from}&to=${period.to}&by=${by}`)
      const bare = await one.get(`/bare?by=${by}`)
      if (!kept) continue
      one.report.get(by)!.push(report)
      one.bare.get(by)!.push(bare)
    }
  }
}

function tell(measured: Measured[], by: Breakdown): void {
  const smallest = median(measured[0]!.report.get(by)!)
  for (const { cases, report, bare } of measured) {
    const [took, plain] = [median(report.get(by)!), median(bare.get(by)!)]
    console.log(
      JSON.stringify({
        bench: `reports, by ${by}`,
        cases,
        to_smallest: rounded(took / smallest),
        to_bare: rounded(took / plain),
        report_ms: rounded(took),
        bare_ms: rounded(plain),
      }),
    )
  }
}

void main()
