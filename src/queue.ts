import { Busy } from './web/errors'

/** Runs work when its turn comes, or throws Busy. */
export type Queue = <T>(work: () => Promise<T>) => Promise<T>

/**
 * At most `parallel` at a time and `waiting` in line, first come first served. For what takes much memory or a processor
 * for a while, such as Argon2 (64 MiB, a fifth of a second): without a bound a few hundred requests would stop the server.
 */
export function makeQueue(parallel: number, waiting: number): Queue {
  let running = 0
  const line: (() => void)[] = []
  return async work => {
    if (running < parallel) running++
    else await turn()
    try {
      return await work()
    } finally {
      // A place is handed to the next in line, so that nobody who comes just now slips in before.
      const next = line.shift()
      if (next) next()
      else running--
    }
  }

  function turn(): Promise<void> {
    if (line.length >= waiting) throw new Busy()
    return new Promise(resolve => line.push(resolve))
  }
}
