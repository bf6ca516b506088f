import { isClearChange, isClearDifference, weightOfChange } from './clearChange'
import { strongest, type Fact, type FactKind, type FactRule } from './fact'
import { lengthOf, monthsOf, oneMonth, seasonsIn, shifted, smallestBase, type Period } from './period'
import { countIn, figureOf, groupsOf, type Group, type Records } from './records'

/** Each group's month that lies farthest from the same month a year before, counted in requests. */
export const yearChanges: FactRule = (records, period) => {
  const months = monthsOf(period).map(oneMonth)
  return groupsOf(records).flatMap(group => {
    const changes = months.flatMap(month => change('year_change', records, group, shifted(month, -12), month))
    return strongest(changes, requestsMoved)
  })
}

/** Each group's season that lies farthest from the season before it, counted in requests. */
export const seasonChanges: FactRule = (records, period) =>
  groupsOf(records).flatMap(group => {
    const changes = seasonsIn(period).flatMap(season =>
      change('season_change', records, group, shifted(season, -lengthOf(season)), season),
    )
    return strongest(changes, requestsMoved)
  })

/** The category whose share differs most between its lowest and its highest season. */
export const seasonShares: FactRule = (records, period) => {
  const swings = records.categories.flatMap(category => {
    const seasons = seasonsIn(period)
      .map(season => figureOf(records, category, season))
      // A share of all or of none says that other categories were not recorded.
      .filter(({ count, total }) => total >= smallestBase && count > 0 && count < total)
      .sort((a, b) => a.count / a.total - b.count / b.total)
    const [lowest, highest] = [seasons[0], seasons.at(-1)]
    if (!lowest || !highest || !isClearDifference(lowest, highest)) return []
    const [against, figure] = lowest.from < highest.from ? [lowest, highest] : [highest, lowest]
    const score = highest.count / highest.total - lowest.count / lowest.total
    return [{ kind: 'season_share' as const, category, figure, against, score }]
  })
  return strongest(swings, swing => swing.score)
}

function change(kind: FactKind, records: Records, category: Group, before: Period, now: Period): Fact[] {
  if (before.from < records.began) return []
  const [against, figure] = [figureOf(records, category, before), figureOf(records, category, now)]
  if (against.total < smallestBase || figure.total < smallestBase) return []
  // A month without anything is rather a gap in what was recorded than a change in the world.
  if (
    [...monthsOf(before), ...monthsOf(now)].some(month => countIn(records, category, oneMonth(month)) === 0)
  )
    return []
  if (!isClearChange(against.count, figure.count)) return []
  return [{ kind, category, figure, against, score: weightOfChange(against.count, figure.count) }]
}

function requestsMoved({ figure, against }: Fact): number {
  return Math.abs(figure.count - (against?.count ?? 0))
}
