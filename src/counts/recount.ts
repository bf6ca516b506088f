import { listFacts } from '../cases/factsStore'
import type { Db } from '../db/schema'
import { countsOf, sumCounts, type Count } from './count'
import { listAllCounts } from './countStore'
import { countLookAlikes, lookAlikesOf, sumLookAlikes, type LookAlikes } from './lookAlike'

/** A cell that stands at `n`, although so many cases have its value. */
export interface ShortCount extends Count {
  cases: number
}

/**
 * The cells that count fewer cases than there are. More is right: what was destroyed stays counted. Cases are read
 * in lots, all of them as they stood at one moment; on SQLite whoever writes waits that long. `progress` hears how
 * many are counted.
 */
export function recount(
  db: Db,
  progress: (cases: number) => void = () => {},
): Promise<{ cases: number; short: ShortCount[] }> {
  // One snapshot: a case that changed between the two readings would look like a wrong count.
  const reading = db.transaction().setIsolationLevel('repeatable read')
  return reading.execute(async tx => {
    let [cases, recounted, alike] = [0, [] as Count[], [] as LookAlikes[]]
    for (let lot = await listFacts(tx, '', lotSize); lot.length > 0;) {
      recounted = sumCounts([...recounted, ...lot.flatMap(countsOf)])
      alike = sumLookAlikes([...alike, ...lot.flatMap(lookAlikesOf)])
      progress((cases += lot.length))
      lot = await listFacts(tx, lot.at(-1)!.id, lotSize)
    }
    recounted = sumCounts([...recounted, ...alike.map(group => countLookAlikes(group))])
    return { cases, short: shortOf(recounted, await listAllCounts(tx)) }
  })
}

const lotSize = 500

function shortOf(recounted: Count[], counts: Count[]): ShortCount[] {
  const nameOf = ({ month, category, dimension, value }: Count) =>
    [month, category, dimension, value].join(' ')
  const kept = new Map(counts.map(count => [nameOf(count), count.n]))
  return recounted
    .map(count => ({ ...count, n: kept.get(nameOf(count)) ?? 0, cases: count.n }))
    .filter(count => count.n < count.cases)
}
