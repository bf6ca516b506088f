import { month, monthsBetween, type Month } from '../calendar/month'
import type { PublishedFigure, PublishedGroup } from './publishedFigures'

/** How many requests an invented month has; spam is not among them. */
export interface InventedMonth {
  month: Month
  soldiers: number
  civilians: number
}

/** January 2023 to February 2024: what was published where something was, plausible numbers elsewhere. */
export function inventMonths(published: PublishedFigure[]): InventedMonth[] {
  return monthsBetween(month('2023-01'), month('2024-02')).map(month => {
    const figure = (group: PublishedGroup) =>
      published.find(row => row.month === month && row.group === group)
    return {
      month,
      soldiers: figure('soldier')?.count ?? inventedSoldiers[month]!,
      civilians: figure('civilian')?.count ?? inventedCivilians[month]!,
    }
  })
}

/*
 * The gaps between the published months. The sums over several months were published too and hold: 3 % of
 * March to May, 305 in June to August (251 after June's 54), more than 500 in January and February 2024
 * (284 and 231), which stay the two highest months on record.
 */
const inventedSoldiers: Record<string, number> = {
  '2023-02': 23,
  '2023-03': 19,
  '2023-04': 17,
  '2023-05': 20,
  '2023-07': 117,
  '2023-08': 134,
  '2023-12': 168,
  '2024-02': 231,
}

const inventedCivilians: Record<string, number> = {
  '2023-02': 638,
  '2023-03': 611,
  '2023-04': 604,
  '2023-05': 583,
  '2023-06': 547,
  '2023-07': 521,
  '2023-08': 532,
  '2023-09': 486,
  '2023-10': 473,
  '2023-11': 478,
  '2023-12': 455,
  '2024-02': 482,
}
