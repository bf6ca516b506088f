import { note, findHead } from '../../src/audit/auditStore'
import { auditActions } from '../../src/audit/auditAction'
import { headWords } from '../../src/audit/writtenHead'
import { month, type Day } from '../../src/calendar/month'
import { recordCase } from '../../src/cases/recordCase'
import { changeRole, disableMember } from '../../src/users/changeMemberState'
import { readLog, rebuilt, writeLog } from '../support/auditChain'
import { addMember, someFacts, today } from '../support/members'
import { browserOf, signedInAs, testApp, type TestApp } from '../support/testApp'

const day = (text: string) => text as Day

describe('the log of actions', () => {
  let tropa: TestApp
  let coordinator: Awaited<ReturnType<typeof signedInAs>>
  beforeEach(async () => {
    tropa = await testApp()
    coordinator = await signedInAs(tropa, 'coordinator', 'Wren')
  })
  afterEach(() => tropa.close())

  const page = async (path = '/audit') => (await coordinator.get(path)).text
  const rows = (text: string) =>
    [...text.matchAll(/<tr><td class="num">(\d+)<\/td>(.*?)<\/tr>/g)].map(([, number, cells]) => [
      Number(number),
      ...[...cells!.matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(match => match[1]!),
    ])

  test('shows who did what, and on which day; of a case only the month', async () => {
    const { db } = tropa.deps
    const admin = await addMember(db, 'admin', 'Heron')
    const volunteer = await addMember(db, 'volunteer', 'Finch')
    await recordCase(db, volunteer, someFacts(), today)
    await changeRole(db, admin, volunteer.id, 'coordinator', today)
    await disableMember(db, admin, volunteer.id, today)
    await note(db, { dated: today.month, actor: 'system', action: 'cases.imported', object: '1200' })
    await note(db, {
      dated: day('2024-03-16'),
      actor: admin.id,
      action: 'month.closed',
      object: '2023-01/2023-03',
    })
    await note(db, {
      dated: today.month,
      actor: coordinator.actor.id,
      action: 'case.erased',
      object: 'asked',
    })
    const shown = rows(await page()).map(([, ...cells]) => cells)
    expect(shown.slice(0, 6)).toEqual([
      ['March 2024', 'Wren', 'Case erased: The person asked for it'],
      ['16 March 2024', 'Heron', 'Months closed for publishing: January–March 2023'],
      ['March 2024', 'the server', 'Requests imported: 1,200'],
      ['15 March 2024', 'Heron', 'Access ended: Finch'],
      ['15 March 2024', 'Heron', expect.stringMatching(/^Role changed: Finch/)],
      ['March 2024', 'Finch', 'Request logged'],
    ])
  })

  test('says that it is whole, and shows its end as words to write down', async () => {
    await note(tropa.deps.db, { dated: today.month, actor: coordinator.actor.id, action: 'case.changed' })
    const { number, hash } = (await findHead(tropa.deps.db))!
    const text = await page()
    expect(text).toContain(`${number} entries, each bound to the one before; they hold together.`)
    expect(text).toContain(`no. ${number}`)
    expect(text).toContain(headWords('en', hash))
    expect(text).toContain('<title>Log of actions - Tropa</title>')
  })

  test('finds words that were written down, also after the log has grown', async () => {
    const { number, hash } = (await findHead(tropa.deps.db))!
    await addMember(tropa.deps.db, 'admin', 'Heron')
    for (const language of ['en', 'ru'] as const) {
      const asked = await page(addressOf({ number: String(number), words: headWords(language, hash) }))
      expect(asked).toContain('The log has this entry with these words')
    }
    for (const asked of [
      { number: String(number + 1), words: headWords('en', hash) },
      { number: '', words: 'x' },
    ]) {
      expect(await page(addressOf(asked))).toContain('The log has no such entry with these words')
    }
  })

  test('a log that was rebuilt looks whole, but the words that were written down are gone', async () => {
    const { db } = tropa.deps
    const { number, hash } = (await findHead(db))!
    const { rows } = await readLog(db)
    await writeLog(db, rebuilt(rows.toSpliced(0, 1, { ...rows[0]!, actor: 'system' })))
    const text = await page(addressOf({ number: String(number), words: headWords('en', hash) }))
    expect(text).toContain('they hold together')
    expect(text).toContain('The log has no such entry with these words')
  })

  test.each([
    { object: 'nothing known' },
    { dated: '31 March' },
    { action: 'case.invented' },
    { actor: 'nobody' },
    { action: 'member.joined', object: '<b>' },
  ])('says where somebody changed it, and still shows it: %o', async change => {
    const { db } = tropa.deps
    for (const action of auditActions) await note(db, { dated: today.day, actor: 'system', action })
    const log = await readLog(db)
    const at = log.rows.length - 3
    await writeLog(db, { ...log, rows: log.rows.with(at, { ...log.rows[at]!, ...change }) })
    const answer = await coordinator.get('/audit')
    expect(answer.status).toBe(200)
    expect(answer.text).toContain(`The log does not hold together: entry ${at + 1} was changed`)
    expect(answer.text).not.toContain('<b>')
  })

  test('filters by action, by member or the server, by day or month', async () => {
    const { db } = tropa.deps
    const admin = await addMember(db, 'admin', 'Heron')
    const entry = { actor: admin.id, action: 'member.enabled' } as const
    await note(db, { ...entry, dated: day('2024-01-31'), object: admin.id })
    await note(db, { ...entry, dated: month('2024-01'), action: 'case.changed' })
    await note(db, { ...entry, dated: day('2024-02-01'), actor: 'system' })
    const found = async (query: Record<string, string>) =>
      rows(await page(addressOf(query))).map(([, when, who]) => `${when}, ${who}`)
    expect(await found({ dated: '2024-01-31' })).toEqual(['31 January 2024, Heron'])
    expect(await found({ dated: '2024-01' })).toEqual(['January 2024, Heron', '31 January 2024, Heron'])
    expect(await found({ action: 'member.enabled' })).toEqual([
      '1 February 2024, the server',
      '31 January 2024, Heron',
    ])
    expect(await found({ actor: 'system', action: 'member.enabled' })).toHaveLength(1)
    expect(await found({ actor: admin.id, dated: '2024-01-31' })).toHaveLength(1)
    const text = await page(addressOf({ actor: admin.id, dated: '2024-01' }))
    expect(text).toContain(`<option value="${admin.id}" selected>Heron</option>`)
    expect(text).toContain('name="dated" value="2024-01"')
    expect(await page(addressOf({ dated: '1999-01' }))).toContain('No entry fits these filters.')
  })

  test.each(['15 March', '2024-13', '2024-02-30', '%', '2024-01%'])(
    'asks for a day or month that can be read instead of "%s"',
    async dated => {
      const answer = await coordinator.get(addressOf({ dated }))
      expect(answer.status).toBe(422)
      expect(answer.text).toContain('<a href="#dated">Type a day as 2024-03-15 or a month as 2024-03</a>')
      expect(answer.text).toContain('<title>Error: Log of actions')
    },
  )

  test('what makes no sense in an address is left out', async () => {
    const all = rows(await page())
    for (const query of [
      'action=x',
      'actor=%00',
      'before=x&page=9',
      'before=99999999999',
      'actor=a&actor=b',
    ]) {
      expect(rows(await page(`/audit?${query}`))).toEqual(all)
    }
  })

  test('goes on page by page, fifty entries each, with the same filters', async () => {
    const { db } = tropa.deps
    for (let n = 1; n <= 120; n++) {
      await note(db, { dated: today.month, actor: 'system', action: 'cases.evaporated', object: String(n) })
    }
    const seen: unknown[] = []
    let address: string | undefined = addressOf({ action: 'cases.evaporated' })
    for (let pages = 1; address; pages++) {
      const text = await page(address)
      seen.push(...rows(text).map(row => row[3]))
      expect(text).toContain(
        pages === 1 ? '<title>Log of actions - ' : `<title>Log of actions (page ${pages})`,
      )
      address = /href="([^"]*)" rel="next"/
        .exec(text)?.[1]
        ?.replaceAll('&amp;', '&')
        .replaceAll('&#x3D;', '=')
    }
    const all = Array.from(
      { length: 120 },
      (_, i) => `Closed cases destroyed when their time was over: ${120 - i}`,
    )
    expect(seen).toEqual(all)
  })

  test('is read by admins too, and not by volunteers', async () => {
    const admin = await signedInAs(tropa, 'admin', 'Heron')
    expect(rows((await admin.get('/audit')).text)).not.toEqual([])
    const volunteer = await signedInAs(tropa, 'volunteer', 'Finch')
    expect((await volunteer.get('/audit')).status).toBe(403)
    expect((await volunteer.get('/cases')).text).not.toContain('href="/audit"')
    expect((await coordinator.get('/cases')).text).toContain('href="/audit"')
  })

  test('says so when there is nothing yet', async () => {
    await writeLog(tropa.deps.db, { rows: [], head: { number: 0, hash: '' } })
    const text = await page()
    expect(text).toContain('Nothing has been recorded yet.')
    expect(text).not.toContain('hold together.')
  })

  test('speaks Russian', async () => {
    const { db } = tropa.deps
    await db.updateTable('users').set({ language: 'ru' }).execute()
    const russian = await browserOf(tropa, coordinator.actor)
    await note(db, { dated: today.month, actor: 'system', action: 'cases.imported', object: '1200' })
    const text = (await russian.get('/audit')).text.replace(/[\u00a0\u202f]/g, ' ')
    expect(rows(text)[0]!.slice(1)).toEqual(['март 2024 года', 'сервер', 'Загружены обращения: 1 200'])
    expect(text).toMatch(/\d+ записи?, каждая связана с предыдущей/)
    expect(text).toContain(headWords('ru', (await findHead(db))!.hash))
  })
})

function addressOf(query: Record<string, string>): string {
  return `/audit?${new URLSearchParams(query).toString()}`
}
