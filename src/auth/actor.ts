import type { Language, Role } from '../db/schema'

/** The signed-in member on whose behalf something happens. */
export interface Actor {
  id: string
  pseudonym: string
  role: Role
  language: Language
  /** For a coordinator: named in the present epoch, and so allowed to see every case. */
  certified: boolean
}
