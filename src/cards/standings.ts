import type { Month } from '../calendar/month'
import type { Db } from '../db/schema'
import { readCounted } from '../reports/reportStore'
import type { Card } from './card'
import type { CardSource } from './cardSource'
import { readExactSource } from './exactSource'
import { standingOf, type Standing } from './standing'

/** What has become of each of the cards. What several are made of is read once. */
export async function readStandings(db: Db, thisMonth: Month, cards: Card[]): Promise<Standing[]> {
  const counted = await readCounted(db, thisMonth)
  const sources = new Map<string, CardSource>()
  const standings: Standing[] = []
  for (const card of cards) {
    const { by, of } = card.fact
    const name = `${by} ${of ?? ''}`
    if (counted && !sources.has(name)) sources.set(name, await readExactSource(db, counted, { by, of }))
    standings.push(standingOf(card, sources.get(name)))
  }
  return standings
}
