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

/** A coordinator whom no other has confirmed, and whom an admin alone has made one, is nobody special. */
export function isConfirmedCoordinator({ role, certified }: Pick<Actor, 'role' | 'certified'>): boolean {
  return role === 'coordinator' && certified
}
