import type { SendPart } from '../web/pageInParts'
import type { Following } from './handOverAll'

/** A line for every so many cases is enough to see it go on. */
const every = 500

/** Sends a line now and then while a great many cases move, and one at the end. */
export function progressLines(
  send: SendPart,
  lineOf: (values: { done: number; all: number }) => string,
): NonNullable<Following['progress']> {
  let shown = 0
  return async (done, all) => {
    if (done < all && done - shown < every) return
    shown = done
    await send('handovers/lot', { text: lineOf({ done, all }) })
  }
}
