/**
 * Limits how often one member does what is fine a few times, and would lay open the organisation when done by the
 * hundred. Kept in memory alone, as the tries at a passphrase are: a restart forgets.
 */
export interface Quota {
  /**
   * Asks to do it, `n` times at once if it is said, in epoch seconds: 0 is go, anything else the seconds still to wait. It counts when it begins, or many
   * sent at once would all be let through.
   */
  begin(memberId: string, now: number, n?: number): number
  /** The latest came to nothing, and does not count. */
  giveBack(memberId: string): void
}

/** So many within an hour, and so many within a day. */
export function makeQuota(hourly: number, daily: number): Quota {
  const begun = new Map<string, number[]>()
  return {
    begin(memberId, now, n = 1) {
      const times = (begun.get(memberId) ?? []).filter(time => time > now - day)
      begun.set(memberId, times)
      const wait = Math.max(
        waitFor(times.at(n - 1 - hourly), hour, now),
        waitFor(times.at(n - 1 - daily), day, now),
      )
      if (wait === 0) times.push(...Array<number>(n).fill(now))
      return wait
    },
    giveBack: memberId => void begun.get(memberId)?.pop(),
  }
}

const hour = 60 * 60
const day = 24 * hour

/** Seconds until one that began at `time` is so long ago; none where there is none. */
function waitFor(time: number | undefined, long: number, now: number): number {
  return time === undefined ? 0 : Math.max(0, Math.ceil(time + long - now))
}
