import type { Month } from '../calendar/month'
import type { Db, SeriesPointTable, SeriesTable } from '../db/schema'
import { slices } from '../db/slices'
import type { Point, Series } from './series'

/** All series, or those of one kind, by name. */
export async function listSeries(db: Db, kind?: Series['kind']): Promise<Series[]> {
  const rows = await db
    .selectFrom('series')
    .selectAll()
    .$if(kind !== undefined, query => query.where('kind', '=', kind!))
    .orderBy('name_en')
    .orderBy('id')
    .execute()
  return rows.map(toSeries)
}

export async function findSeries(db: Db, id: string): Promise<Series | undefined> {
  const row = await db.selectFrom('series').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toSeries(row)
}

/** A series of others', by its name in either language. */
export async function findContextNamed(db: Db, name: string): Promise<Series | undefined> {
  const row = await db
    .selectFrom('series')
    .selectAll()
    .where('kind', '=', 'context')
    .where(eb => eb.or([eb('name_en', '=', name), eb('name_ru', '=', name)]))
    .orderBy('name_en')
    .orderBy('id')
    .executeTakeFirst()
  return row && toSeries(row)
}

export interface Extent {
  from: string
  to: string
  points: number
  /** How many of the points have no number. */
  missing: number
}

/** How far each series that has points reaches, by its id. */
export async function listExtents(db: Db): Promise<Map<string, Extent>> {
  const rows = await db
    .selectFrom('series_points')
    .groupBy('series_id')
    .select(({ fn }) => [
      'series_id',
      fn.min('period').as('from'),
      fn.max('period').as('to'),
      fn.countAll<number>().as('points'),
      fn.count<number>('value').as('valued'),
    ])
    .execute()
  return new Map(
    rows.map(({ series_id, from, to, points, valued }) => [
      series_id,
      { from, to, points, missing: points - valued },
    ]),
  )
}

/** The points of a series, earliest first; of a yearly one each year that the months fall into. */
export async function listPoints(db: Db, id: string, from?: Month, to?: Month): Promise<Point[]> {
  const rows = await db
    .selectFrom('series_points')
    .selectAll()
    .where('series_id', '=', id)
    .$if(from !== undefined, query =>
      query.where(eb => eb.or([eb('period', '>=', from!), eb('period', '=', from!.slice(0, 4))])),
    )
    .$if(to !== undefined, query => query.where('period', '<=', to!))
    .orderBy('period')
    .execute()
  return rows.map(toPoint)
}

/** The latest point of each series that has any, by its id. */
export async function listLastPoints(db: Db): Promise<Map<string, Point>> {
  const rows = await db
    .selectFrom('series_points')
    .selectAll()
    .where('period', '=', eb =>
      eb
        .selectFrom('series_points as each')
        .select(({ fn }) => fn.max('each.period').as('last'))
        .whereRef('each.series_id', '=', 'series_points.series_id'),
    )
    .execute()
  return new Map(rows.map(row => [row.series_id, toPoint(row)]))
}

export async function insertSeries(tx: Db, series: Series): Promise<void> {
  await tx.insertInto('series').values(toRow(series)).execute()
}

export async function updateSeries(tx: Db, series: Series): Promise<void> {
  await tx.updateTable('series').set(toRow(series)).where('id', '=', series.id).execute()
}

/** The points go with it. */
export async function deleteSeries(tx: Db, id: string): Promise<void> {
  await tx.deleteFrom('series').where('id', '=', id).execute()
}

/** Puts these points in the place of all that the series had; call it in a transaction. */
export async function replacePoints(tx: Db, id: string, points: Point[]): Promise<void> {
  await tx.deleteFrom('series_points').where('series_id', '=', id).execute()
  const rows = points.map(({ sourceUrl, ...point }) => ({ series_id: id, ...point, source_url: sourceUrl }))
  for (const some of slices(rows, 100)) await tx.insertInto('series_points').values(some).execute()
}

function toSeries(row: SeriesTable): Series {
  const { id, kind, source, rounding, step } = row
  return {
    ...{ id, kind, source, rounding, step },
    name: { en: row.name_en, ru: row.name_ru },
    unit: { en: row.unit_en, ru: row.unit_ru },
    definition: { en: row.definition_en, ru: row.definition_ru },
    sourceUrl: row.source_url,
    enteredDay: row.entered_day,
  }
}

function toRow({ name, unit, definition, sourceUrl, enteredDay, ...series }: Series): SeriesTable {
  return {
    ...series,
    ...{ name_en: name.en, name_ru: name.ru, unit_en: unit.en, unit_ru: unit.ru },
    ...{ definition_en: definition.en, definition_ru: definition.ru },
    ...{ source_url: sourceUrl, entered_day: enteredDay },
  }
}

function toPoint({ period, value, flag, note, source_url }: SeriesPointTable): Point {
  return { period, value, flag, note, sourceUrl: source_url }
}
