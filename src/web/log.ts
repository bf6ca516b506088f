/** One line of the log, as JSON. Fields are fixed, so that no address, body, user or IP can slip in. */
export interface LogLine {
  event: 'started' | 'stopping' | 'stopped' | 'migrated' | 'answered' | 'failed'
  /** The pattern (`/cases/:code`), never the address that was asked for. */
  route?: string
  method?: string
  status?: number
  /** Which of a few ranges the time taken falls in. */
  took?: string
  /** The class of an error, and where in our code it arose: its message may quote a person. */
  error?: string
  at?: string
  /** Random; the error page shows the same, so that a member can report it. */
  reference?: string
  detail?: string
}

export type Log = (line: LogLine) => void

/** Writes lines to standard output. */
export const logToStdout: Log = line => {
  process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), ...line })}\n`)
}

/** Exact durations could date a request together with other records, so only a range is kept. */
export function durationRange(milliseconds: number): string {
  const limit = [10, 50, 200, 1000, 5000].find(one => milliseconds < one)
  return limit === undefined ? 'over 5 s' : `under ${limit} ms`
}
