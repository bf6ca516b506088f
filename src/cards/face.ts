import { smallestBase } from '../reports/period'

/** Exact figures stay inside; what is published comes from the protected figures of a release. */
export type Face = 'internal' | 'public'

interface Limits {
  /** How many requests a share must be of. */
  total: number
  /** How many it must be. */
  count: number
  /** How many both must be when two are compared. */
  compared: number
}

/** What a figure must rest on to be quoted; of a protected one see docs/explanation/publishing.md. */
export const limits: Record<Face, Limits> = {
  internal: { total: smallestBase, count: 0, compared: 0 },
  public: { total: 50, count: 10, compared: 30 },
}
