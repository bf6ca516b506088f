import { gzipSync } from 'node:zlib'
import { multipleFields, singleFields } from '../../src/cases/case'
import type { Random } from '../../src/demo/seededRandom'
import { fieldNames, hostileField, hostileText, pick } from './hostile'

/** Names and values of a form, as they stand one after the other. */
export type Fields = [name: string, value: string][]

/** What the forms of these addresses have, so that some requests get further than the first check. */
const ownFields: [pattern: RegExp, fields: string[]][] = [
  [
    /^\/cases(\/new|\/:code(\/edit)?)?$/,
    [...singleFields, ...multipleFields, 'month', 'need_letters', 'version'],
  ],
  [/notes$/, ['text', 'screened', 'id']],
  [/mask$/, ['mask', 'whole', 'version', 'confirmed']],
  [/erasure$/, ['reason']],
  [/^\/(sign-in|second-step|welcome\/second-factor)$/, ['code', 'pseudonym', 'passphrase', 'kept', 'to']],
  [/^\/(join|setup|account\/passphrase)/, ['pseudonym', 'passphrase', 'repeated', 'offered', 'present']],
  [/^\/users/, ['role', 'pseudonym']],
  [/certificate$/, ['fingerprint']],
  [/^\/(releases|reports)/, ['through', 'from', 'to', 'chart', 'closed', 'made']],
  [/^\/audit/, ['action', 'actor', 'dated', 'before', 'page', 'number', 'words']],
]

/** Fields at random among some that are given, which stand where chance puts them. */
export function fuzzedFields(random: Random, pattern: string, given: Fields = []): Fields {
  const own = ownFields.find(([route]) => route.test(pattern))?.[1] ?? []
  const names = random() < 0.6 && own.length > 0 ? own : fieldNames
  const longest = random() < 0.02 ? 200_000 : 2_000
  const drawn = Array.from({ length: Math.floor(random() * 9) }, () =>
    hostileField(random, names, longest),
  ).flatMap(([name, value]) => [value].flat().map(one => [name, one] as [string, string]))
  const before = Math.floor(random() * (drawn.length + 1))
  return [...drawn.slice(0, before), ...given, ...drawn.slice(before)]
}

/** A form as a browser encodes it, or nearly. */
export function encoded(random: Random, fields: Fields): string {
  const kind = random()
  if (kind < 0.8) return fields.map(pair => pair.map(percent).join('=')).join('&')
  // Now and then a name without a value, a value without a name, raw bytes, broken escapes.
  const garbage = [
    '',
    '&',
    '=',
    '%',
    '%e',
    '%gg',
    '%u0041',
    '+',
    '%00',
    '%ED%A0%80',
    '%C0%AF',
    '%FF',
    '\xff',
    'a[',
    ']=',
  ]
  const careless = ([name, value]: [string, string]) =>
    random() < 0.5 ? `${percent(name)}=${percent(value)}` : `${percent(name)}=${latin1(value)}`
  return fields.map(pair => careless(pair) + (random() < 0.3 ? `&${pick(random, garbage)}` : '')).join('&')
}

/** What a browser says beside the form; some of it wrong. */
export function fuzzedHeaders(random: Random): Record<string, string> {
  const all: [name: string, often: number, value: () => string][] = [
    [
      'Accept-Language',
      0.3,
      () => pick(random, ['ru', 'ru;q=9', '*', ';;;,,', 'en-'.repeat(500), visible(random)]),
    ],
    [
      'Referer',
      0.3,
      () =>
        pick(random, ['http://tropa.test/cases?a=b', 'http://tropa.test//x', 'http://[', visible(random)]),
    ],
    ['User-Agent', 0.2, () => visible(random)],
    ['X-Forwarded-For', 0.1, () => visible(random)],
    ['Range', 0.05, () => 'bytes=0-1,5-'],
    ['If-None-Match', 0.05, () => '*'],
    ['If-Modified-Since', 0.05, () => visible(random)],
    ['Accept', 0.1, () => pick(random, ['', '*/*;q=', 'application/json', visible(random)])],
  ]
  const chosen = all.filter(([, often]) => random() < often).map(([name, , value]) => [name, value()])
  return Object.fromEntries(chosen) as Record<string, string>
}

/** A body with the type that it says it has; mostly a form that is one. */
export function fuzzedBody(
  random: Random,
  fields: Fields,
): { headers: Record<string, string>; body: Buffer } {
  const form = Buffer.from(encoded(random, fields), 'latin1')
  const type = 'application/x-www-form-urlencoded'
  if (random() < 0.85) return { headers: { 'Content-Type': type }, body: form }
  const others: [headers: Record<string, string>, body: Buffer][] = [
    ...['utf-16', 'koi8-r', 'iso-8859-1', 'utf-7', '"', 'x'.repeat(1000)].map(
      charset =>
        [{ 'Content-Type': `${type}; charset=${charset}` }, form] as [Record<string, string>, Buffer],
    ),
    ...[
      'application/json',
      'text/plain',
      'multipart/form-data',
      'multipart/form-data; boundary=x',
      '',
      '/',
      type + ';',
    ].map(one => [{ 'Content-Type': one }, form] as [Record<string, string>, Buffer]),
    [{}, form],
    [{ 'Content-Type': 'application/json' }, Buffer.from('{"__proto__":{"polluted":1}}')],
    [{ 'Content-Type': type, 'Content-Encoding': 'gzip' }, gzipSync(form)],
    ...['gzip', 'deflate', 'br', 'compress', 'x'].map(
      coding =>
        [{ 'Content-Type': type, 'Content-Encoding': coding }, form] as [Record<string, string>, Buffer],
    ),
    [{ 'Content-Type': type }, Buffer.from('a&'.repeat(1100))],
    [{ 'Content-Type': type }, Buffer.alloc(256 * 1024 + 1, 'a')],
  ]
  const [headers, body] = pick(random, others)
  return { headers, body }
}

/** In place of what an address names. */
export function fuzzedSegment(random: Random): string {
  return percent(hostileText(random, 500)).slice(0, 3_000) || '%20'
}

/** As encodeURIComponent, which refuses half a character; here it becomes the bytes that no text has. */
function percent(text: string): string {
  return text.replace(/[\ud800-\udfff]|[\s\S]/gu, one =>
    /[\ud800-\udfff]/.test(one) && one.length === 1
      ? encodeURIComponent('\ufffd').replace('%EF%BF%BD', `%ED%A0%80`)
      : encodeURIComponent(one),
  )
}

function latin1(text: string): string {
  return Buffer.from(text).toString('latin1')
}

/** Characters that a header may have. */
function visible(random: Random): string {
  return hostileText(random, 1_000).replace(/[^\x20-\x7e\xa0-\xff]/g, '')
}
