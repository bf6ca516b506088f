import { sql } from 'kysely'
import { listFrozenMonths, listReleases } from '../../src/releases/releaseStore'
import { signedInAs, testApp, type TestApp } from '../support/testApp'
import { readCells, readCsv } from './attacker'
import { countRequests, fourteenMonths } from './counted'

describe('the page of publishing', () => {
  let app: TestApp
  let admin: Awaited<ReturnType<typeof signedInAs>>

  beforeEach(async () => {
    app = await testApp()
    admin = await signedInAs(app, 'admin')
  })
  afterEach(() => app.close())

  const close = (through = '2024-02') => admin.post('/releases/closures', { through })
  const make = (from = '2023-01', to = '2024-02') => admin.post('/releases', { from, to })
  const page = async (path = '/releases') => (await admin.get(path)).text

  it('says what to do while there is nothing yet', async () => {
    const text = await page()
    expect(text).toContain('There is nothing to close yet')
    expect(text).toContain('Close a month first')
    expect(text).toContain('No files have been made yet.')
    expect((await close()).status).toBe(422)
  })

  it('offers the months that are over, the latest chosen, and asks before it freezes them', async () => {
    await countRequests(app.deps.db, fourteenMonths())
    expect(await page()).toContain('<option value="2024-02" selected>February 2024</option>')
    const check = await page('/releases/closures?through=2023-02')
    expect(check).toContain('Close these 2 months for good?')
    expect(check).toContain('<li>January 2023</li><li>February 2023</li>')
    expect(check).toContain('This can never be undone.')
    expect(check).not.toMatch(/\b50[0-4]\b/)
    expect(await listFrozenMonths(app.deps.db)).toEqual([])
  })

  it('closes the months, says so, and shows their protected figures, the latest first', async () => {
    await countRequests(app.deps.db, fourteenMonths())
    const answer = await close()
    expect([answer.status, answer.headers.location]).toEqual([303, '/releases?closed=2024-02'])
    const text = await page('/releases?closed=2024-02')
    expect(text).toContain('Everything through February 2024 is closed.')
    expect(text).toContain('Every month that is over is closed. The next one, March 2024, can be closed')
    expect(text.indexOf('>Feb 2024</th>')).toBeLessThan(text.indexOf('>Jan 2024</th>'))
    expect(text).toContain('>Closed: January 2023 – February 2024</td>')
  })

  it('shows no number but multiples of 5 from 10 up, and "<10"', async () => {
    await countRequests(app.deps.db, fourteenMonths())
    await close()
    const cells = [...(await page()).matchAll(/<td class="num">(.*?)<\/td>/g)].map(match => match[1]!)
    expect(cells).toHaveLength(14 * 4)
    for (const cell of cells) {
      const number = Number(cell.replace(',', ''))
      if (cell !== '<span class="muted">&lt;10</span>') expect([number % 5, number >= 10]).toEqual([0, true])
    }
    expect(cells).toContain('<span class="muted">&lt;10</span>')
  })

  it('says which months wait for more requests', async () => {
    await countRequests(app.deps.db, { '2023-12': { other: 600 }, '2024-01': { other: 3 } })
    await close()
    const text = await page('/releases?closed=2024-02')
    expect(text).toContain('Stay open: January–February 2024.')
  })

  it.each([
    ['not over', '2024-03', 'Choose a month that is over'],
    ['no month', 'soon', 'Choose the month to close through'],
  ])('refuses to close a month that is %s', async (_, through, problem) => {
    await countRequests(app.deps.db, fourteenMonths())
    const answer = await close(through)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(`<a href="#through">${problem}</a>`)
    expect(answer.text).toContain('<title>Error: Publishing')
    expect((await admin.get(`/releases/closures?through=${through}`)).status).toBe(422)
    expect(await listFrozenMonths(app.deps.db)).toEqual([])
  })

  it('makes files and offers them for download, the very same when asked twice', async () => {
    await countRequests(app.deps.db, fourteenMonths())
    await close()
    const [first, second] = [await make(), await make()]
    expect(first.status).toBe(303)
    expect(second.headers.location).toBe(first.headers.location)
    const address = /href="(\/releases\/[^"]+\.csv)"/.exec(await page(String(first.headers.location)))![1]!
    const [one, other] = [await download(address), await download(address)]
    expect(one.body).toEqual(other.body)
    expect(one.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename=tropa-2023-01-2024-02.csv',
      'x-content-type-options': 'nosniff',
    })
    expect(one.headers.etag).toBeUndefined()
    expect(readCells(one.body)).toHaveLength(14 * 4)
    const description = await download(address.replace('.csv', '.json'))
    expect(description.headers['content-type']).toBe('application/json; charset=utf-8')
    expect(JSON.parse(description.body.toString()).base).toBe(5)
  })

  it('records who made and took which file', async () => {
    await countRequests(app.deps.db, fourteenMonths())
    await close()
    const id = String((await make()).headers.location).split('made=')[1]!
    await admin.get(`/releases/${id}/tropa-2023-01-2024-02.csv`)
    const text = await page()
    const entry = (what: string) => `<td>15 March 2024</td><td>admin</td><td>${what}</td>`
    expect(text).toContain(entry(`Files made: ${id}`))
    expect(text).toContain(entry('Downloaded: tropa-2023-01-2024-02.csv'))
  })

  it('refuses a period that is not closed and keeps what was chosen', async () => {
    await countRequests(app.deps.db, fourteenMonths())
    await close()
    const answer = await make('2023-06', '2024-03')
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('<a href="#to">Choose a closed month to end with</a>')
    expect(answer.text).toContain('<option value="2023-06" selected>')
    expect((await make('2023-09', '2023-06')).text).toContain('The last month must not be before the first')
    expect(await listReleases(app.deps.db)).toEqual([])
  })

  it('says that the check failed when the ledger was tampered with', async () => {
    await countRequests(app.deps.db, fourteenMonths())
    await close('2023-02')
    const figure = { month: '2023-01', menu_version: '1', table_name: 'category', cell: 'extra', value: 3 }
    await sql`INSERT INTO release_cells (month, menu_version, table_name, cell, value)
      VALUES (${figure.month}, '1', 'category', 'extra', 3)`.execute(app.deps.db)
    const answer = await close()
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('Nothing was saved: the check before publishing')
    expect((await make('2023-01', '2023-02')).status).toBe(422)
  })

  it('knows nothing of files that were never released', async () => {
    await countRequests(app.deps.db, fourteenMonths())
    await close()
    const id = String((await make()).headers.location).split('made=')[1]!
    for (const path of [`${id}/tropa-2023-01-2023-02.csv`, `${id}/..%2f..%2fpackage.json`, 'none/x.csv']) {
      expect((await admin.get(`/releases/${path}`)).status).toBe(404)
    }
  })

  it('is for admins alone, files included', async () => {
    await countRequests(app.deps.db, fourteenMonths())
    await close()
    const id = String((await make()).headers.location).split('made=')[1]!
    for (const role of ['volunteer', 'coordinator'] as const) {
      const member = await signedInAs(app, role)
      const gets = [
        '/releases',
        '/releases/closures?through=2024-02',
        `/releases/${id}/tropa-2023-01-2024-02.csv`,
      ]
      for (const path of gets) expect((await member.get(path)).status).toBe(403)
      expect((await member.post('/releases', { from: '2023-01', to: '2024-02' })).status).toBe(403)
      expect((await member.post('/releases/closures', { through: '2024-02' })).status).toBe(403)
    }
  })

  it('speaks Russian', async () => {
    await countRequests(app.deps.db, fourteenMonths())
    await app.deps.db.updateTable('users').set({ language: 'ru' }).execute()
    expect(await page('/releases/closures?through=2023-05')).toContain('Закрыть навсегда 5 месяцев?')
    await close('2023-05')
    const text = await page('/releases?closed=2023-05')
    expect(text).toContain('Закрыты все месяцы по май 2023 года включительно.')
    expect(text).toContain('Закрыто: январь–май 2023 года')
  })

  it('gives out tables that any reader of CSV can read', async () => {
    await countRequests(app.deps.db, fourteenMonths())
    await close()
    const id = String((await make()).headers.location).split('made=')[1]!
    const { body } = await download(`/releases/${id}/tropa-2023-01-2024-02.csv`)
    const rows = readCsv(body.toString('utf8'))
    expect(new Set(rows.map(row => row.length))).toEqual(new Set([7]))
  })

  async function download(path: string): Promise<{ body: Buffer; headers: Record<string, string> }> {
    const answer = await admin
      .get(path)
      .buffer(true)
      .parse((res, done) => {
        const parts: Buffer[] = []
        res.on('data', (part: Buffer) => parts.push(part))
        res.on('end', () => done(null, Buffer.concat(parts)))
      })
    expect(answer.status).toBe(200)
    return answer
  }
})
