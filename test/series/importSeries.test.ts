import { month, type Day } from '../../src/calendar/month'
import { typedSource } from '../../src/series/fileText'
import { importSeries } from '../../src/series/importSeries'
import { readSeries } from '../../src/series/readSeries'
import { removeSeries } from '../../src/series/removeSeries'
import type { SeriesDraft } from '../../src/series/seriesDraft'
import { findContextNamed, listExtents, listPoints, listSeries } from '../../src/series/seriesStore'
import type { Database } from '../../src/db/open'
import { engines } from '../support/testDatabase'

const by = { day: '2024-03-15' as Day, actor: 'system' }

describe.each(engines)('on %s', (_, open) => {
  let database: Database
  beforeEach(async () => void (database = await open()))
  afterEach(() => database.close())

  /*
   * Court cases for leaving the army, to June 2025, as Mediazona counted them (domain.md, published figures): absence
   * without leave, disobeying an order, desertion.
   */
  test('what Mediazona counted is three series, and their sum is the published one', async () => {
    const { db } = database
    const published = { 'Absence without leave': 18_159, 'Disobeying an order': 1_369, Desertion: 1_010 }
    for (const [name, value] of Object.entries(published)) {
      await save(
        draft(name),
        `month,value,source_url,note\n2025-06,${value},https://en.zona.media/,to June 2025`,
      )
    }
    const series = await listSeries(db, 'context')
    const points = await Promise.all(series.map(({ id }) => listPoints(db, id)))
    expect(series.map(one => one.name.en)).toEqual([
      'Absence without leave',
      'Desertion',
      'Disobeying an order',
    ])
    expect(points.flat().reduce((sum, point) => sum + point.value!, 0)).toBe(20_538)
  })

  test('imported again, a series keeps its address and gets its numbers anew, with an entry each time', async () => {
    const { db } = database
    const first = await save(draft('Court cases'), 'month,value\n2024-01,5\n2024-02,6')
    const second = await save(
      draft('Court cases', { unit: { en: 'cases', ru: 'дела' } }),
      'year,value\n2023,: c\n2024,7.5',
    )
    expect(second).toEqual({ id: first!.id, replaced: true })
    expect(await findContextNamed(db, 'Court cases ru')).toMatchObject({
      step: 'year',
      unit: { en: 'cases' },
    })
    expect(await listPoints(db, first!.id, month('2023-04'), month('2024-02'))).toEqual([
      { period: '2023', value: null, flag: 'c', note: '', sourceUrl: '' },
      { period: '2024', value: 7.5, flag: '', note: '', sourceUrl: '' },
    ])
    expect(await listExtents(db)).toEqual(
      new Map([[first!.id, { from: '2023', to: '2024', points: 2, missing: 1 }]]),
    )
    await removeSeries(db, first!.id, by)
    expect(await db.selectFrom('series_points').selectAll().execute()).toEqual([])
    const entries = await db.selectFrom('audit').select(['action', 'object']).orderBy('number').execute()
    expect(entries).toEqual(
      ['imported', 'imported', 'removed'].map(what => ({ action: `series.${what}`, object: first!.id })),
    )
  })

  test('without leave nothing of a known series changes, and what fails half-way leaves all as it was', async () => {
    const { db } = database
    await save(draft('Court cases'), 'month,value\n2024-01,5')
    expect(
      await save(draft('other', { name: { en: 'Court cases', ru: 'x' } }), 'month,value\n2024-01,6', false),
    ).toBe(undefined)
    const broken = { draft: draft('Court cases'), step: 'month' as const, replace: true }
    const twice = [1, 2].map(value => ({ period: '2024-05', value, flag: '', note: '', sourceUrl: '' }))
    await expect(importSeries(db, { ...broken, points: twice }, by)).rejects.toHaveProperty('code')
    const [series] = await listSeries(db)
    expect(await listPoints(db, series!.id)).toMatchObject([{ period: '2024-01', value: 5 }])
  })

  async function save(words: SeriesDraft, text: string, replace = true) {
    const read = await readSeries(typedSource(text), new Map())
    if (!read.ok) throw new Error(JSON.stringify(read.problems))
    return importSeries(database.db, { draft: words, ...read.value, replace }, by)
  }
})

function draft(name: string, more: Partial<SeriesDraft> = {}): SeriesDraft {
  const both = { en: 'court cases', ru: 'уголовные дела' }
  const words = { name: { en: name, ru: `${name} ru` }, unit: both, definition: both }
  return { ...words, source: 'Mediazona', sourceUrl: 'https://en.zona.media/', rounding: 1, ...more }
}
