/** As it is; encrypted; only a hash of it; nowhere to be found. */
export type State = 'readable' | 'sealed' | 'hash' | 'absent'

/** Numbers, months (`…_month`) and days (`…_day`) that a text speaks of. */
export type Spoken = Record<string, string | number>

/** One kind of thing that somebody may look for: how many there are, and what they would make of them. */
export interface Row {
  what: string
  n: number
  state: State
  /** What more there is to say of it, a text `seized.hint.…` with these values. */
  hint?: string | undefined
  values?: Spoken | undefined
}

/** What more there is to say of a row; nothing, if it is empty. */
export type Told = [hint?: string, values?: Spoken]

export function row(what: string, n: number, state: State, ...[hint, values]: Told): Row {
  return { what, n, state, hint, values }
}

/** There, if there is any. */
export function readableIf(n: number): State {
  return n > 0 ? 'readable' : 'absent'
}
