import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { Client } from 'pg'
import { projectFile } from '../src/projectFiles'

const read = (...parts: string[]) => readFileSync(projectFile(...parts), 'utf8')
const page = read('docs', 'asvs.md')
const model = read('docs', 'threat-model.md')
const howTo = read('docs', 'how-to', 'run-a-server.md')

interface Row {
  chapter: string
  id: string
  level: string
  about: string
  applies: string
  how: string
  test: string
}

const rows = page.split(/^## /m).flatMap(chapter =>
  chapter
    .split('\n')
    .filter(line => line.startsWith('| V'))
    .map(line => rowOf(chapter.split(' ')[0]!, line)),
)

describe('the ASVS page', () => {
  test('has each requirement of levels 1 and 2 once, in its chapter, in order', () => {
    // As many as version 5.0.0 has.
    expect(ofLevel('1')).toHaveLength(70)
    expect(ofLevel('2')).toHaveLength(183)
    expect(new Set(rows.map(row => row.id)).size).toBe(rows.length)
    expect(rows.filter(row => !row.id.startsWith(`${row.chapter}.`))).toEqual([])
    expect(rows.map(row => row.id)).toEqual(rows.map(row => row.id).sort(inOrder))
  })

  test('says of each what it is about, whether it applies, how, and which test', () => {
    for (const row of rows) {
      expect([row.id, row.level, row.applies]).toEqual([
        row.id,
        expect.stringMatching(/^[12]$/),
        expect.stringMatching(/^(yes|no)$/),
      ])
      expect([row.id, row.about.length > 5, row.how !== '']).toEqual([row.id, true, true])
      // What does not apply may have no test; what applies has one, met or not.
      if (row.applies === 'yes')
        expect([row.id, row.test]).toEqual([row.id, expect.stringContaining('`test/')])
    }
  })

  test('names only files that exist, and tests that are tests', () => {
    const named = [...page.matchAll(/`((?:src|test|docs|views|locales)\/[^`]*|package-lock\.json)`/g)]
    expect(named.length).toBeGreaterThan(300)
    expect([...new Set(named.map(([, path]) => path!))].filter(path => !isThere(path))).toEqual([])
    expect(rows.filter(row => !/^(–|(`test\/[\w./]+`( |$))+)$/.test(row.test))).toEqual([])
  })

  test('counts right: everything of level 1 is met, and of level 2 at least 110', () => {
    const counts = (['1', '2'] as const).map(level => {
      const applying = ofLevel(level).filter(row => row.applies === 'yes')
      const met = applying.filter(row => !row.how.startsWith('**not met**: '))
      return { level, all: ofLevel(level).length, applying: applying.length, met: met.length }
    })
    for (const { level, all, applying, met } of counts)
      expect(page).toContain(`| ${level} | ${all} | ${applying} | ${met} |`)
    expect(counts[0]!.met).toBe(counts[0]!.applying)
    expect(counts[0]!.met).toBeGreaterThanOrEqual(58)
    expect(counts[1]!.met).toBeGreaterThanOrEqual(110)
  })
})

describe('what the page refers to', () => {
  test('the threat model says first that nothing is encrypted end to end', () => {
    expect(model.split('\n\n')[2]).toMatch(/^\*\*Tropa is not end-to-end encrypted\.\*\*/)
  })

  test.each([
    ['The keys there are', 15],
    ['The ways in', 7],
    ['What is written down about members', 3],
    ['What is protected', 6],
    ['Whom Tropa talks to', 0],
  ])('the threat model has "%s" with %i rows', (heading, count) => {
    const table = section(heading)
      .split('\n')
      .filter(line => line.startsWith('| '))
    expect(table.length - (count > 0 ? 1 : 0)).toBe(count)
  })

  test('every kind of key in the vault stands in the inventory', () => {
    const brands = [...read('src', 'vault', 'bytes.ts').matchAll(/brand: '(\w+)'/g)].map(([, name]) => name!)
    const purposes = [...read('src', 'vault', 'serverKey.ts').matchAll(/derive\('([\w ]+)'\)/g)]
    const words: Record<string, string> = {
      ...{ KeyEncryptionKey: '| key-encryption key |', MemberKey: '| member key |', DataKey: '| data key |' },
      ...{ SessionKey: '| session token |', BoxPrivate: 'X25519 pair |', SignPrivate: 'Ed25519 pair |' },
      ...{ BoxPublic: 'X25519 pair |', SignPublic: 'Ed25519 pair |' },
      ...{ pepper: 'secret of Argon2id', 'recovery codes': 'recovery codes,', throttle: 'throttle' },
      ...{ device: 'known browsers', check: '`settings`' },
    }
    for (const name of [...brands, ...purposes.map(([, purpose]) => purpose!)])
      expect([name, section('The keys there are')]).toEqual([
        name,
        expect.stringContaining(words[name] ?? '?'),
      ])
  })

  test('the proxy of the how-to keeps its good defaults, and the service has few rights', () => {
    const caddy = /`\/etc\/caddy\/Caddyfile`:\s+```([\s\S]*?)```/.exec(howTo)![1]!
    expect(caddy).toContain('reverse_proxy 127.0.0.1:3000')
    expect(caddy).not.toMatch(/protocols|ciphers|curves|internal|http:\/\/|auto_https/)
    const unit = /`\/etc\/systemd\/system\/tropa.service`:\s+```([\s\S]*?)```/.exec(howTo)![1]!
    for (const line of ['User=tropa', 'NoNewPrivileges=yes', 'ProtectSystem=strict', 'UMask=0077'])
      expect(unit).toContain(`\n${line}\n`)
  })

  test("PostgreSQL's certificate is checked with the address that is shown", () => {
    const address = /DATABASE_URL=(postgres:\/\/\S+verify-full)/.exec(page)![1]!
    const { ssl } = new Client({ connectionString: address }) as unknown as { ssl: unknown }
    expect(ssl).toBeTruthy()
    expect(ssl).not.toMatchObject({ rejectUnauthorized: false })
    const bare = new Client({ connectionString: address.split('?')[0]! }) as unknown as { ssl: unknown }
    expect(bare.ssl).toBe(false)
  })
})

function rowOf(chapter: string, line: string): Row {
  const [id, level, about, applies, how, test, ...rest] = line.slice(2, -2).split(' | ')
  if (test === undefined || rest.length > 0) throw new Error(`not a row: ${line}`)
  return { chapter, id: id!, level: level!, about: about!, applies: applies!, how: how!, test }
}

function ofLevel(level: string): Row[] {
  return rows.filter(row => row.level === level)
}

function inOrder(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true })
}

/** A folder of tests is there when it holds one. */
function isThere(path: string): boolean {
  const full = projectFile(path)
  if (!existsSync(full)) return false
  if (!path.startsWith('test/')) return true
  return statSync(full).isDirectory()
    ? readdirSync(full).some(name => name.endsWith('.test.ts'))
    : path.endsWith('.test.ts')
}

function section(heading: string): string {
  const found = model.split(/^## /m).find(one => one.startsWith(`${heading}\n`))
  if (!found) throw new Error(`the threat model has no "${heading}"`)
  return found
}
