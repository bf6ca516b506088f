import { readFileSync } from 'node:fs'
import { projectFile } from '../src/projectFiles'
import { maskWords } from '../src/screening/mask'
import { importsOf, sourcesIn } from './support/sources'

/*
 * What Tropa leaves out, so that whole classes of attack have nothing to work on. Many rows of docs/asvs.md rest
 * on one of these.
 */

const sources = sourcesIn('src', '.ts')
const views = sourcesIn('views', '.hbs')
const scripts = sourcesIn('views', '.js')
const offenders = (files: typeof sources, pattern: RegExp) =>
  files.filter(file => pattern.test(file.text)).map(file => file.path)

test('the program starts no other program and runs no text', () => {
  const runners = /^(node:)?(child_process|vm|worker_threads|cluster|module)$/
  expect(sources.filter(file => importsOf(file).some(one => runners.test(one)))).toEqual([])
  expect(offenders(sources, /\beval\(|new Function\(|\brequire\(|\bimport\(/)).toEqual([])
})

test('the program asks nobody on the network but its database', () => {
  const clients = /^(node:)?(https|http2|net|tls|dgram|dns)$|^(undici|axios|got|node-fetch)$/
  expect(sources.filter(file => importsOf(file, 'values').some(one => clients.test(one)))).toEqual([])
  expect(offenders(sources, /\bfetch\(|XMLHttpRequest|http\.(get|request)\(/)).toEqual([])
})

test('a regular expression is made of what somebody typed in one place, and there it is escaped', () => {
  // The others are made of alphabets and words of ours.
  const ours = ['src/auth/recoveryCodes.ts', 'src/screening/pattern.ts']
  expect(offenders(sources, /\bRegExp\(/).filter(path => !ours.includes(path))).toEqual([
    'src/screening/mask.ts',
  ])
  expect(maskWords('a.c abc', ['a.c'])).toMatchObject({ count: 1 })
  expect(maskWords('(((', ['('])).toMatchObject({ count: 3 })
})

test('nothing it runs on speaks mail, XML, LDAP, OAuth, WebSocket, GraphQL, WebRTC, or takes uploads', () => {
  const kinds =
    /mail|smtp|imap|xml|sax|xpath|latex|ldap|memcache|redis|oauth|openid|oidc|saml|passport|jsonwebtoken|jose$|graphql|websocket|\/ws$|socket\.io|webrtc|multer|busboy|formidable|multiparty|unzip|yauzl|jszip|markdown|marked/
  expect(runtimePackages().length).toBeGreaterThan(50)
  expect(runtimePackages().filter(name => kinds.test(name))).toEqual([])
  expect(offenders(views, /enctype|type="file"|contenteditable|<iframe|<object|<embed/)).toEqual([])
})

test('every package is pinned by the hash of its content', () => {
  expect(packages().filter(([, one]) => one.integrity === undefined)).toEqual([])
})

test('no page keeps a password manager out, and every passphrase is masked', () => {
  const inputs = views.flatMap(file => file.text.match(/<input[^>]*>/g) ?? [])
  const secret = inputs.filter(input => /name="(passphrase|repeated|present)"/.test(input))
  expect(secret.length).toBeGreaterThan(2)
  for (const input of secret) {
    expect(input).toContain('type="password"')
    expect(input).toMatch(/autocomplete="(new|current)-password"/)
    expect(input).not.toContain('maxlength')
  }
})

test('a passphrase is taken as it was typed: nothing is cut off or put into another case', () => {
  expect(offenders(sources, /\btext\(\w+, '(passphrase|repeated|present)'\)/)).toEqual([])
  const vault = sources.find(file => file.path === 'src/vault/passphraseKey.ts')!.text
  // What is cut is longer than any that could be chosen.
  expect(vault).toContain("passphrase.slice(0, mostTyped).normalize('NFKC')")
  expect(vault).toContain('const mostTyped = 1000')
  expect(vault).not.toMatch(/\.trim\(|toLowerCase|toUpperCase/)
})

test('nobody is asked for a hint or the name of a pet', () => {
  const columns = readFileSync(projectFile('src', 'db', 'schema.ts'), 'utf8')
  expect(columns).not.toMatch(/hint|question|answer|email|phone|address/i)
})

test('our script keeps nothing in the browser, listens to no other window and writes no HTML', () => {
  expect(scripts).toHaveLength(1)
  const keeping = /localStorage|sessionStorage|indexedDB|document\.cookie|caches|serviceWorker/
  expect(offenders(scripts, keeping)).toEqual([])
  expect(offenders(scripts, /postMessage|'message'|innerHTML|outerHTML|document\.write/)).toEqual([])
})

interface Package {
  integrity?: string
  dev?: boolean
}

function packages(): [string, Package][] {
  const lock = JSON.parse(readFileSync(projectFile('package-lock.json'), 'utf8')) as {
    packages: Record<string, Package>
  }
  return Object.entries(lock.packages).filter(([path]) => path !== '')
}

/** What `npm ci --omit=dev` installs. */
function runtimePackages(): string[] {
  return packages()
    .filter(([, one]) => !one.dev)
    .map(([path]) => path)
}
