import { olderAddress, parseAuditCursor, parseAuditFilter } from '../../src/audit/auditFilter'
import { typedHead } from '../../src/audit/auditPage'
import { isMarkOf, parseWrittenHead } from '../../src/audit/writtenHead'
import { knownDevice } from '../../src/auth/deviceCookie'
import { parseJoinForm } from '../../src/auth/joinForm'
import { keptFormOf, keptFormPage, openKeptForm, sealKeptForm } from '../../src/auth/keptForm'
import { hashRecoveryCode, normaliseRecoveryCode } from '../../src/auth/recoveryCodes'
import { checkTotp, newTotpSecret } from '../../src/auth/secondFactor'
import { ownPath } from '../../src/auth/secondStep'
import { month, parseDay, parseMonth } from '../../src/calendar/month'
import { parseCaseCode } from '../../src/cases/caseCode'
import { parseCaseForm } from '../../src/cases/caseForm'
import { parseCaseFilter } from '../../src/cases/caseFilter'
import { nextPageAddress, parseCasePage } from '../../src/cases/caseList'
import { caseChoices } from '../../src/cases/caseFormPage'
import type { HelpCase } from '../../src/cases/caseStore'
import { absentWords, maskedText, parseMasking, parseNote } from '../../src/notes/note'
import { sealNote } from '../../src/notes/sealedNote'
import { markedPieces, screenNote } from '../../src/notes/screenNote'
import { parseQuestion } from '../../src/reports/question'
import { parseChartForm } from '../../src/reports/reportFilters'
import { parseSearchName } from '../../src/searches/savedSearch'
import { parseCodes, parsePreviewed } from '../../src/several/plan'
import { parseNewTerm } from '../../src/taxonomy/newTermForm'
import { termsOf, type Taxonomy } from '../../src/taxonomy/taxonomy'
import { readTaxonomy } from '../../src/taxonomy/taxonomyStore'
import { parseTermChange } from '../../src/taxonomy/termForm'
import { hashInvitationCode } from '../../src/users/invitation'
import { pseudonymProblem, signInName } from '../../src/users/pseudonym'
import type { DataKey } from '../../src/vault/bytes'
import { isFingerprint } from '../../src/vault/fingerprint'
import { newBoxPair } from '../../src/vault/sealedBox'
import { sodiumReady } from '../../src/vault/sodium'
import { makeCookies } from '../../src/web/cookies'
import { text, type Form } from '../../src/web/form'
import { isWord, normaliseWords } from '../../src/words/wordList'
import { today } from '../support/members'
import { texts } from '../support/testApp'
import { testDatabase } from '../support/testDatabase'

/** What readers of forms need beside the form; see `prepare`. */
let taxonomy: Taxonomy = {}
let pair: ReturnType<typeof newBoxPair> | undefined

/** Call it before the first test. */
export async function prepare(): Promise<void> {
  await sodiumReady
  pair = newBoxPair()
  const { db, close } = await testDatabase()
  taxonomy = await readTaxonomy(db)
  await close()
}

const thisMonth = month('2024-03')
const secret = newTotpSecret()
const key = Buffer.alloc(32, 7)
const cookies = makeCookies(new URL('https://tropa.example'))
const device = (cookie: string) => ({ headers: { cookie } }) as never

/** All that reads one text which somebody typed, or which a browser sent. */
export const textReaders: [string, (typed: string) => unknown][] = [
  ['parseCaseCode', parseCaseCode],
  ['the codes of several cases', typed => parseCodes([typed])],
  ['cases of a preview', parsePreviewed],
  ['parseSearchName', typed => parseSearchName({ name: typed }, [])],
  ['parseMonth', parseMonth],
  ['parseDay', parseDay],
  ['checkTotp', typed => checkTotp(secret, typed, 1_710_504_000, 0)],
  [
    'normaliseRecoveryCode',
    typed => {
      const code = normaliseRecoveryCode(typed)
      return code && hashRecoveryCode(code, key, typed)
    },
  ],
  ['hashInvitationCode', hashInvitationCode],
  ['signInName', typed => signInName(formText(typed))],
  ['pseudonymProblem', pseudonymProblem],
  ['knownDevice', typed => knownDevice(key, typed, typed)],
  ['the cookies', typed => cookies.read(device(`__Host-session=${typed}; ${typed}`), 'session')],
  ['ownPath', ownPath],
  ['isFingerprint', typed => isFingerprint(typed, '0123 4567 8901 2345 6789 0123')],
  ['parseWrittenHead', typed => parseWrittenHead(formText(typed))],
  ['openKeptForm', typed => openKeptForm(pair!, typed)],
]

/** What of a form or an address is read, by which fields, and how long these can be: an address is a header. */
interface FormReader {
  name: string
  read: (form: Form) => unknown
  fields: string[]
  longest: number
}

const [body, address] = [250_000, 16_000]

/** All that reads a form or an address. */
export const formReaders: FormReader[] = [
  {
    name: 'parseCaseForm in English',
    read: form => parseCaseForm(form, taxonomy, 'en', thisMonth),
    fields: ['category', 'month', 'status', 'need_letters'],
    longest: body,
  },
  {
    name: 'parseCaseForm in Russian',
    read: form => parseCaseForm(form, taxonomy, 'ru', thisMonth),
    fields: ['category', 'month', 'status', 'need_letters'],
    longest: body,
  },
  {
    name: 'caseChoices',
    read: form => caseChoices({ language: 'ru', taxonomy, texts, thisMonth }, form, { isNew: true }),
    fields: ['need_letters', 'month', 'category'],
    longest: body,
  },
  {
    name: 'the list of cases',
    read: form => {
      const filter = parseCaseFilter(form, { viewer: { id: 'a' }, taxonomy, members: [] })
      return [filter, parseCasePage(form), nextPageAddress(filter, 1, { id: 'a' } as HelpCase)]
    },
    fields: ['after', 'status', 'needs', 'from'],
    longest: address,
  },
  {
    name: 'the filters of the log',
    read: form => [parseAuditFilter(form), parseAuditCursor(form), olderAddress(form, 1, { number: 1 })],
    fields: ['actor', 'dated'],
    longest: address,
  },
  {
    name: 'the head of the log that somebody looks for',
    read: form => [isMarkOf(typedHead(form)?.mark ?? '', 'a'.repeat(64))],
    fields: ['number', 'words'],
    longest: address,
  },
  {
    name: 'words from a list',
    read: form => normaliseWords(`${text(form, 'first')} ${text(form, 'second')}`).map(isWord),
    fields: ['first', 'second'],
    longest: address,
  },
  {
    name: 'what is asked of a report',
    read: form => [
      parseQuestion(form, { from: thisMonth, to: thisMonth }, ['soldier']),
      parseChartForm(form),
    ],
    fields: ['from', 'to'],
    longest: address,
  },
  {
    name: 'parseJoinForm',
    read: form => parseJoinForm(form),
    fields: ['pseudonym', 'passphrase', 'repeated'],
    longest: body,
  },
  {
    name: 'what changes a code',
    read: changedTerm,
    fields: ['label_en', 'label_ru', 'meaning_en', 'term', 'from', 'last', 'counts_as'],
    longest: body,
  },
  { name: 'parseNote', read: sealed, fields: ['text'], longest: body },
  { name: 'parseMasking', read: masked, fields: ['mask'], longest: body },
  { name: 'a kept form', read: kept, fields: ['text'], longest: body },
]

/** Each as a reader of one text, and the longest that can reach it. */
export const readers: [name: string, longest: number, read: (text: string) => unknown][] = [
  ...textReaders.map(([name, read]) => [name, body, read] as [string, number, typeof read]),
  ...formReaders.map(({ name, read, fields, longest }) => {
    const part = Math.floor(longest / fields.length)
    const readText = (text: string) =>
      read(Object.fromEntries(fields.map(field => [field, text.slice(0, part)])))
    return [name, longest, readText] as [string, number, typeof readText]
  }),
]

/** As every reader gets it that is given a field. */
function formText(typed: string): string {
  return text({ typed }, 'typed')
}

/** A note on its way to the disk, with all that may be found in it. */
function sealed(form: Form): unknown {
  const note = parseNote(form)
  if (!note.ok) return note
  const screened = screenNote(note.value, '')
  if ('findings' in screened) markedPieces(note.value, screened.findings)
  const left = screenNote(note.value, 'mask')
  if (!('text' in left)) throw new Error('masked, and yet something is found')
  const place = { id: 'a', case_id: 'b', version: 1 }
  return sealNote(new Uint8Array(key) as DataKey, place, { text: left.text, day: today.day, author: 'c' })
}

/** All that the pages of the taxonomy read. */
function changedTerm(form: Form): unknown {
  const changing = { taxonomy, field: 'category' as const, thisMonth }
  const [term] = termsOf(taxonomy, 'category')
  const asked = ['word', 'retire'].map(what => parseTermChange({ ...form, do: what }, changing, term!))
  return [parseNewTerm(form, changing), ...asked]
}

/** A form that waits in the sign-in page and comes back. */
function kept(form: Form): unknown {
  const before = keptFormOf('/cases', form)
  const waiting = sealKeptForm(pair!.boxPublic, before)
  const after = waiting && openKeptForm(pair!, waiting)
  if (after && JSON.stringify(after) !== JSON.stringify(before)) throw new Error('came back as another form')
  return after && keptFormPage(after)
}

function masked(form: Form): unknown {
  const masking = parseMasking(form)
  return masking.ok && [absentWords('a word or two', masking.value), maskedText('a word', masking.value)]
}
