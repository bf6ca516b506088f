import type { Terminal } from './command'

/**
 * Says how far long work has come: one line drawn over and over for a person, four lines for a log.
 * Call what it returns with what is done; it ends its line when all is.
 */
export function progressOn(terminal: Terminal, label: string, total: number): (done: number) => void {
  const step = terminal.live ? 1 : 25
  let shown = 0
  return done => {
    const percent = total === 0 ? 100 : Math.floor((100 * done) / total)
    if (Math.floor(percent / step) <= shown) return
    shown = Math.floor(percent / step)
    if (terminal.live) terminal.err(`\r${label}: ${percent} %${percent === 100 ? '\n' : ''}`)
    else terminal.err(`${label}: ${percent} %\n`)
  }
}
