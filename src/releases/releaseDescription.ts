import { languages, type Texts, type Values } from '../language/texts'
import { periodName } from '../language/monthNames'
import { coveredBy, type FrozenMonth } from './ledger'
import { leastShown, type Menu } from './menu'
import type { Release, ReleasedFile } from './release'
import { columns } from './requestsTable'

/**
 * What a released table says about itself, as JSON beside it. It says nothing of when or by whom it was
 * made, so that the same release is always the same bytes.
 */
export function describeRelease(
  release: Release,
  table: ReleasedFile,
  frozen: FrozenMonth[],
  menu: Menu,
  texts: Texts,
): string {
  const { base } = menu
  const limit = leastShown(menu)
  const words = (key: string, values?: Values) => inBoth(texts, key, values)
  return toJson({
    title: Object.fromEntries(languages.map(language => [language, titleOf(release, texts, language)])),
    period: { from: release.from, to: release.to },
    unit: words('release.file.unit'),
    method: words('release.file.method'),
    base,
    shown_as_less_than: limit,
    possible_error: { lowest: -base, highest: base - 1, meaning: words('release.file.error') },
    notes: [words('release.file.differences', { limit }), words('release.file.not_private')],
    menu_version: menu.version,
    tables: menu.tables.map(({ name }) => name),
    tables_dropped: frozen.flatMap(({ month, dropped }) => dropped.map(table => ({ month, table }))),
    months_merged: frozen
      .filter(({ from, month }) => from !== month)
      .map(one => ({ months: coveredBy(one), shown_as: one.month })),
    columns: columns.map(name => ({
      name,
      type:
        name === 'count' ? 'integer' : name === 'month' || name === 'covers_from' ? 'yearmonth' : 'string',
      description: words(`release.file.column.${name}`, { base }),
    })),
    statuses: [
      { status: 'published', description: words('release.file.status.published', { base }) },
      { status: `below_${limit}`, description: words('release.file.status.below', { limit }) },
      { status: 'merged', description: words('release.file.status.merged') },
    ],
    release: {
      id: release.id,
      number: release.number,
      hash: release.hash,
      previous_hash: release.previousHash,
    },
    files: [{ name: table.name, sha256: table.sha256 }],
  })
}

function titleOf({ from, to }: Release, texts: Texts, language: (typeof languages)[number]): string {
  return texts(language, 'release.file.title', { period: periodName(language, from, to) })
}

function inBoth(texts: Texts, key: string, values?: Values): Record<string, string> {
  return Object.fromEntries(languages.map(language => [language, texts(language, key, values)]))
}

function toJson(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
