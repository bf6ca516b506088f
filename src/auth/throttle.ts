import { createHmac } from 'node:crypto'

/**
 * Limits guessing without knowing who guesses. A bucket is whatever is guessed at (a name, a known browser with
 * its member, a member's second factor) and need not exist, so that an unknown name behaves as a known one.
 */
export interface Throttle {
  /**
   * Asks to try, in epoch seconds: 0 is go, anything else the seconds still to wait. A try counts when it begins,
   * or many sent at once would all be let through before the first has failed. One that must wait does not count;
   * nor should one that was turned away as Busy, so ask inside the queue.
   */
  begin(bucket: string, now: number): number
  /** The try was right: the bucket is as new. */
  succeed(bucket: string): void
}

/**
 * Five tries are free; after each further one the next has to wait, from 30 seconds doubling to 15 minutes: about
 * a hundred guesses in the first day and 96 in each further one. Kept in memory alone: a restart forgets, and
 * nothing is there to be seized. The key makes entries out of names, so that memory holds none.
 */
export function makeThrottle(key: Uint8Array): Throttle {
  const buckets = new Map<string, Bucket>()
  const entryOf = (bucket: string) => createHmac('sha256', key).update(bucket).digest('base64')
  return {
    begin(bucket, now) {
      const entry = entryOf(bucket)
      if (isForgotten(buckets.get(entry), now)) buckets.delete(entry)
      const { tries, until } = buckets.get(entry) ?? { tries: makeRoom(buckets, now), until: now }
      if (now < until) return Math.ceil(until - now)
      buckets.set(entry, { tries: tries + 1, until: now + delayAfter(tries + 1), last: now })
      return 0
    },
    succeed: bucket => void buckets.delete(entryOf(bucket)),
  }
}

interface Bucket {
  tries: number
  until: number
  last: number
}

const freeTries = 5
const firstDelay = 30
const longestDelay = 15 * 60
const forgottenAfter = 24 * 60 * 60
const mostBuckets = 10_000

/** Seconds to wait after so many tries. */
function delayAfter(tries: number): number {
  return tries < freeTries ? 0 : Math.min(firstDelay * 2 ** (tries - freeTries), longestDelay)
}

/**
 * Keeps memory bounded, and returns the tries with which a new bucket begins. When all are in use it takes the
 * place of the calmest and begins with that one's tries ("space-saving": Metwally, Agrawal, El Abbadi 2005,
 * "Efficient Computation of Frequent and Top-k Elements in Data Streams"). So no count is ever too low: who
 * floods us with names pushes nobody's bucket back to five free tries.
 */
function makeRoom(buckets: Map<string, Bucket>, now: number): number {
  if (buckets.size < mostBuckets) return 0
  for (const [entry, bucket] of buckets) if (isForgotten(bucket, now)) buckets.delete(entry)
  if (buckets.size < mostBuckets) return 0
  const [entry, { tries }] = [...buckets].reduce((calmest, other) =>
    isCalmer(other[1], calmest[1]) ? other : calmest,
  )
  buckets.delete(entry)
  return tries
}

function isForgotten(bucket: Bucket | undefined, now: number): boolean {
  return bucket !== undefined && bucket.last <= now - forgottenAfter
}

function isCalmer(a: Bucket, b: Bucket): boolean {
  return a.tries === b.tries ? a.last < b.last : a.tries < b.tries
}
