import { spawnSync } from 'node:child_process'
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { systemClock } from '../src/calendar/month'
import { commands } from '../src/commands/commandList'
import { runCommand } from '../src/commands/runCommand'
import { loadConfig } from '../src/config'

/*
 * What importing a public series out of a file of 100 MB costs: the most memory that the whole command holds, and its
 * time against a bare read of the same file. Each runs in a program of its own.
 */

const megabytes = 100
const filters: Record<string, string> = {
  tsv: 'citizen=RU,sex=T,age=TOTAL,unit=PER,applicant=FRST,geo=DE',
  'sdmx-csv': 'citizen=RU,sex=T,age=TOTAL,unit=PER,applicant=FRST,geo=DE',
  'json-stat': 'citizen=RU,sex=T,age=TOTAL,unit=PER,applicant=FRST,geo=DE',
  unhcr: 'coo_iso=RUS,coa_iso=DEU,procedure_type=G,app_type=N,dec_level=FI',
  plain: '',
}

async function main(): Promise<void> {
  const [kind, file, format] = process.argv.slice(2)
  if (kind === 'bare') return bareRead(file!)
  if (kind === 'command') return importFile(file!, format!)
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tropa-bench-'))
  for (const [name, write] of Object.entries(writers)) {
    const big = path.join(folder, name)
    await pipeline(Readable.from(inLots(write())), createWriteStream(big))
    const bare = child('bare', big, name)
    const command = child('command', big, name)
    console.log(
      JSON.stringify({
        bench: `series, ${name}`,
        file_mb: Math.round(statSync(big).size / 1e6),
        peak_mb: command.peakMb,
        bare_peak_mb: bare.peakMb,
        ms: command.ms,
        to_bare: Math.round((10 * command.ms) / bare.ms) / 10,
      }),
    )
    rmSync(big)
  }
  rmSync(folder, { recursive: true })
}

function child(kind: string, file: string, format: string): { ms: number; peakMb: number } {
  const { stdout, stderr, status } = spawnSync(process.execPath, [__filename, kind, file, format], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as { ms: number; peakMb: number }
}

async function bareRead(file: string): Promise<void> {
  const started = performance.now()
  let bytes = 0
  for await (const part of createReadStream(file)) bytes += (part as Buffer).length
  if (bytes === 0) throw new Error('nothing was read')
  report(started)
}

async function importFile(file: string, format: string): Promise<void> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'tropa-bench-'))
  const words = ['--unit', 'people', '--definition', 'Invented', '--source', 'Bench']
  const filter = filters[format] ? ['--filter', filters[format]] : []
  const started = performance.now()
  const code = await runCommand(commands, ['series', 'import', file, '--name', format, ...filter, ...words], {
    out: text => void process.stderr.write(text),
    err: text => void process.stderr.write(text),
    ask: async () => '',
    live: false,
    config: () => loadConfig({ TROPA_DATA_DIR: dataDir }),
    clock: systemClock,
  })
  rmSync(dataDir, { recursive: true })
  // A hundred megabytes of points that somebody copied out are too many, and refused after all is read.
  if (code !== (format === 'plain' ? 1 : 0)) throw new Error(`ended with ${code}`)
  report(started)
}

function report(started: number): void {
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1024)
  console.log(JSON.stringify({ ms: Math.round(performance.now() - started), peakMb }))
}

/** Rows until the file is large enough; what is asked for stands in its middle. */
const writers: Record<string, () => Generator<string>> = {
  *tsv() {
    const months = Array.from({ length: 200 }, (_, i) => monthNo(i))
    yield `freq,unit,citizen,sex,age,applicant,geo\\TIME_PERIOD\t${months.join(' \t')} \n`
    for (let row = 0; row < 90_000; row++) {
      const who = row === 45_000 ? 'RU' : `X${row % 190}`
      yield `M,PER,${who},T,TOTAL,FRST,DE\t${months.map((_, i) => `${(row * i) % 995} p`).join('\t')}\n`
    }
  },
  *'sdmx-csv'() {
    yield 'DATAFLOW,LAST UPDATE,freq,unit,citizen,sex,age,applicant,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG,CONF_STATUS\n'
    for (let row = 0; row < 1_250_000; row++) {
      const who = row >= 600_000 && row < 600_200 ? 'RU' : `X${row % 190}`
      const rest = `T,TOTAL,FRST,DE,${monthNo(row % 200)},${row % 5000},p,`
      yield `ESTAT:MIGR_ASYAPPCTZM(1.0),25/09/26 23:00:00,M,PER,${who},${rest}\n`
    }
  },
  *'json-stat'() {
    const people = Array.from({ length: 45_000 }, (_, i) => (i === 22_500 ? 'RU' : `X${i}`))
    yield '{"version":"2.0","class":"dataset","value":{'
    for (let i = 0; i < people.length * 200; i++) yield `${i === 0 ? '' : ','}"${i}":${i % 995}`
    const one = { freq: ['M'], unit: ['PER'], sex: ['T'], age: ['TOTAL'], applicant: ['FRST'], geo: ['DE'] }
    const all = { ...one, citizen: people, time: Array.from({ length: 200 }, (_, i) => monthNo(i)) }
    const dimension = Object.entries(all).map(([id, index]) => [id, { category: { index } }])
    const size = Object.values(all).map(codes => codes.length)
    yield `},"id":${JSON.stringify(Object.keys(all))},"size":${JSON.stringify(size)},`
    yield `"dimension":${JSON.stringify(Object.fromEntries(dimension))}}`
  },
  *unhcr() {
    yield 'year,coo_name,coo,coo_iso,coa_name,coa,coa_iso,procedure_type,app_type,dec_level,app_pc,applied\n'
    for (let row = 0; row < 1_400_000; row++) {
      const from = row >= 600_000 && row < 600_024 ? 'RUS' : `X${row % 190}`
      const names = `"Country of ""origin"", ${from}",${from},${from},"Germany",GFR,DEU`
      yield `${2000 + (row % 24)},${names},G,N,FI,P,${row % 5000}\n`
    }
  },
  *plain() {
    yield 'month,value,source_url,note\n'
    for (let row = 0; row < 1_400_000; row++)
      yield `${monthNo(row)},${row},https://example.org/${row},"Invented, to be long enough to be read"\n`
  },
}

function monthNo(i: number): string {
  return `${2008 + (Math.floor(i / 12) % 90)}-${String((i % 12) + 1).padStart(2, '0')}`
}

function* inLots(lines: Generator<string>): Generator<string> {
  let [lot, written] = ['', 0]
  for (const line of lines) {
    lot += line
    if (lot.length < 65_536) continue
    yield lot
    written += lot.length
    lot = ''
  }
  yield lot
  if (written < megabytes * 1e6) throw new Error(`only ${written} bytes`)
}

void main()
