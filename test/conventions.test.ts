import { existsSync, readFileSync } from 'node:fs'
import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser'
import { settingNames } from '../src/config'
import { projectFile } from '../src/projectFiles'
import { importsOf, sourcesIn, type Source } from './support/sources'

const sources = sourcesIn('src', '.ts')
const views = sourcesIn('views', '.hbs')
const read = (...parts: string[]) => readFileSync(projectFile(...parts), 'utf8')
const locale = (language: string) => JSON.parse(read('locales', `${language}.json`)) as Record<string, string>

/** Files that match, with what is wrong in them; an empty list is what every rule wants. */
const offenders = (files: Source[], wrong: (source: Source) => boolean) =>
  files.filter(wrong).map(file => file.path)
const imports = (source: Source, pattern: RegExp) => importsOf(source).some(target => pattern.test(target))

describe('who may import whom', () => {
  const isRoutes = (path: string) => /Routes\.ts$/.test(path)
  const isStore = (path: string) => /(Store|countStore)\.ts$/.test(path)

  test('only routes, the web folder and what is passed through middleware know Express', () => {
    const allowed = (path: string) =>
      isRoutes(path) ||
      /^src\/(web\/|app\.ts|auth\/(guards|readSession|keptFormPages|renewToken|secondStep|unlock)\.ts)/.test(
        path,
      )
    expect(offenders(sources, file => !allowed(file.path) && imports(file, /^express$|^supertest$/))).toEqual(
      [],
    )
  })

  test('routes are imported by the application alone', () => {
    const foreign = offenders(sources, file => file.path !== 'src/app.ts' && imports(file, /^src\/.*Routes$/))
    expect(foreign).toEqual([])
  })

  test('stores import no routes, no verbs of HTTP and no pages', () => {
    const stores = sources.filter(file => isStore(file.path))
    expect(stores.length).toBeGreaterThan(5)
    expect(offenders(stores, file => imports(file, /Routes$|Page$|^src\/web\/(?!form)/))).toEqual([])
  })

  test.each([
    ['a database driver', /^(better-sqlite3|pg)$/, /^src\/db\//],
    ['a cipher or passphrase hash', /^(argon2|libsodium.*)$/, /^src\/vault\//],
    ['the template engine', /^handlebars$/, /^src\/web\/views\.ts$/],
    ['the solver', /^highs$/, /^src\/releases\//],
    ['codes by the clock', /^otpauth$/, /^src\/auth\/secondFactor\.ts$/],
    ['QR codes', /^qrcode-generator$/, /^src\/auth\/qrCode\.ts$/],
  ])('%s has one door', (_, target, door) => {
    expect(offenders(sources, file => !door.test(file.path) && imports(file, target))).toEqual([])
    expect(sources.some(file => door.test(file.path) && imports(file, target))).toBe(true)
  })

  test('no cipher of Node is used outside the vault', () => {
    const ciphers = /createCipheriv|createDecipheriv|publicEncrypt|pbkdf2|scrypt/
    expect(
      offenders(sources, file => !file.path.startsWith('src/vault/') && ciphers.test(file.text)),
    ).toEqual([])
  })

  test('imports form no cycle', () => {
    const graph = new Map(
      sources.map(file => [
        file.path.replace(/\.ts$/, ''),
        importsOf(file, 'values').filter(target => target.startsWith('src/')),
      ]),
    )
    const cycles: string[] = []
    const done = new Set<string>()
    const visit = (name: string, trail: string[]): void => {
      if (trail.includes(name)) cycles.push([...trail.slice(trail.indexOf(name)), name].join(' > '))
      if (done.has(name) || trail.includes(name)) return
      for (const next of graph.get(name) ?? []) visit(next, [...trail, name])
      done.add(name)
    }
    for (const name of graph.keys()) visit(name, [])
    expect(cycles).toEqual([])
  })

  test('folders are nouns: no drawers, no barrels', () => {
    const drawers = /\/(utils?|helpers?|common|services?|misc|lib)(\/|\.ts$)|\/index\.ts$/
    expect(offenders(sources, file => drawers.test(file.path))).toEqual([])
  })
})

describe('one door each', () => {
  test('the environment is read where the program starts, nowhere else', () => {
    const allowed = ['src/server.ts', 'src/cli.ts']
    expect(
      offenders(sources, file => !allowed.includes(file.path) && /process\.env\b/.test(file.text)),
    ).toEqual([])
  })

  test('no SQL is built out of strings', () => {
    const built = /sql\.raw\(|sql\.lit\(|(?<!sql(<[^>]*>)?)`\s*(SELECT|INSERT|UPDATE|DELETE)\s/
    expect(offenders(sources, file => built.test(file.text))).toEqual([])
  })

  test('the clock is asked through what a part is given, so that tests can set it', () => {
    const allowed = ['src/calendar/month.ts', 'src/web/log.ts']
    const clock = /new Date\(\)|Date\.now\(\)/
    expect(offenders(sources, file => !allowed.includes(file.path) && clock.test(file.text))).toEqual([])
  })

  test('nothing is printed but by the log and the command line', () => {
    const allowed = /^src\/(web\/log|server|cli)\.ts$|^src\/commands\//
    const printing = /console\.|process\.std(out|err)\.write/
    expect(offenders(sources, file => !allowed.test(file.path) && printing.test(file.text))).toEqual([])
  })
})

describe('pages', () => {
  test('nothing is put into a page unescaped, but the page into its layout', () => {
    expect(
      offenders(views, file => !file.path.startsWith('views/layouts/') && /\{\{\{|\{\{&/.test(file.text)),
    ).toEqual([])
  })

  test('no page has a style or script of its own, or reaches for another site', () => {
    const own =
      /<style|\sstyle=|<script(?! src="\{\{script\}\}")|\son\w+=|https?:\/\/(?!www\.w3\.org\/2000\/svg)/
    expect(offenders(views, file => own.test(file.text))).toEqual([])
  })

  test('every form that changes something carries the token', () => {
    const forms = (text: string) => text.match(/<form[^>]*method="post"[\s\S]*?<\/form>/g) ?? []
    expect(
      offenders(views, file => forms(file.text).some(form => !form.includes('{{> parts/csrf}}'))),
    ).toEqual([])
  })

  test('every word on a page comes from the locales', () => {
    const words = (text: string) =>
      text
        .replace(/\{\{!--[\s\S]*?--\}\}|\{\{[\s\S]*?\}\}/g, '')
        .replace(/<[^>]*>/g, '')
        .replace(/&\w+;|Tropa/g, '')
    expect(offenders(views, file => /\p{L}/u.test(words(file.text)))).toEqual([])
    const attributes = /(?:placeholder|title|aria-label|alt)="(?!K7M-4QX-Z")[^"{]*\p{L}{2}/u
    expect(offenders(views, file => attributes.test(file.text))).toEqual([])
  })

  // The browser test weighs whole pages.
  test('styles stay under 20 kB, the script under 10', () => {
    expect(Buffer.byteLength(read('views', 'assets', 'tropa.css'))).toBeLessThan(20_000)
    expect(Buffer.byteLength(read('views', 'assets', 'report.css'))).toBeLessThan(10_000)
    expect(Buffer.byteLength(read('views', 'assets', 'letters.js'))).toBeLessThan(10_000)
  })
})

describe('languages', () => {
  const [english, russian] = [locale('en'), locale('ru')]
  const genitive = ['fact.head.group']

  test('both speak of the same things', () => {
    expect(Object.keys(russian).sort()).toEqual(Object.keys(english).sort())
  })

  // What only chooses a plural may differ: "of 789" needs none in English.
  test('every text can be read, shows the same values in both languages, and has all Russian plurals', () => {
    for (const [key, text] of Object.entries(english)) {
      const [en, ru] = [valuesIn(text), valuesIn(russian[key]!)]
      expect([key, ...ru.shown]).toEqual([key, ...en.shown])
      // In the genitive («из 21 обращения», «из 22 обращений») few and many are as other.
      const forms = genitive.includes(key) ? ['one', 'other'] : ['one', 'few', 'many', 'other']
      // "One" against "several", with no number said, needs `=1` and other alone.
      const numbered = ru.plurals.filter(plural => plural.join() !== '=1,other')
      for (const plural of numbered) {
        expect([key, plural.filter(form => !form.startsWith('='))]).toEqual([key, forms])
      }
    }
  })

  test('no Russian text was left in English, and none in English holds Russian', () => {
    const same = Object.keys(english).filter(
      key => english[key] === russian[key] && /[A-Za-z]{3}/.test(withoutValues(english[key]!)),
    )
    expect(same).toEqual([])
    expect(Object.keys(english).filter(key => /[а-яё]/i.test(english[key]!))).toEqual([])
  })

  test('every key that a page or the program asks for exists, and every key is asked for', () => {
    const texts = [...views, ...sources].map(file => file.text).join('\n')
    const asked = [...texts.matchAll(/\{\{?t "([\w.-]+)"|\(t "([\w.-]+)"/g)].map(
      match => match[1] ?? match[2]!,
    )
    expect(asked.filter(key => !(key in english))).toEqual([])
    // Keys made at run time are recognised by their beginning: `role.${role}`.
    const beginnings = [...texts.matchAll(/[`']([\w-]+(?:\.[\w-]+)*\.)(?:\$\{|')/g)].map(match => match[1]!)
    const used = (key: string) =>
      texts.includes(`"${key}"`) ||
      texts.includes(`'${key}'`) ||
      beginnings.some(start => key.startsWith(start))
    expect(Object.keys(english).filter(key => !used(key))).toEqual([])
  })
})

describe('what is written down', () => {
  test('every setting is documented', () => {
    const page = read('docs', 'reference', 'settings.md')
    expect(settingNames.filter(name => !page.includes(`\`${name}\``))).toEqual([])
  })

  test('every package the program runs on has a line that says why', () => {
    const page = read('docs', 'dependencies.md')
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> }
    expect(Object.keys(dependencies).filter(name => !page.includes(`\`${name}\``))).toEqual([])
    expect(Object.keys(dependencies).length).toBeLessThanOrEqual(22)
    for (const version of Object.values(dependencies)) expect(version).toMatch(/^\d+\.\d+\.\d+$/)
  })

  test('every link between the pages of the documentation leads somewhere', () => {
    const pages = [...sourcesIn('docs', '.md'), { path: 'README.md', text: read('README.md') }]
    const broken = pages.flatMap(page =>
      [...page.text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)]
        .map(match => new URL(match[1]!, `file:///${page.path}`).pathname)
        .filter(target => !existsSync(projectFile(decodeURIComponent(target))))
        .map(target => `${page.path}: ${target}`),
    )
    expect(broken).toEqual([])
  })
})

function valuesIn(message: string): { shown: string[]; plurals: string[][] } {
  const names = new Set<string>()
  const plurals: string[][] = []
  const walk = (elements: MessageFormatElement[]): void => {
    for (const element of elements) {
      if (element.type === TYPE.argument) names.add(element.value)
      if (element.type !== TYPE.plural && element.type !== TYPE.select) continue
      if (element.type === TYPE.plural && element.pluralType === 'cardinal')
        plurals.push(Object.keys(element.options))
      for (const option of Object.values(element.options)) walk(option.value)
    }
  }
  walk(parse(message, { ignoreTag: true }))
  return { shown: [...names].sort(), plurals }
}

function withoutValues(message: string): string {
  return message.replace(/\{[^}]*\}/g, '').replace(/Tropa|Tor Browser|https?:\S+|K7M-4QX-Z|--?\w+/g, '')
}
