import type { SavedSearchTable } from '../db/schema'
import { CannotOpen, type MemberKey } from '../vault/bytes'
import { decrypt, encrypt } from '../vault/encryption'
import { text, type Form, type Parsed } from '../web/form'

/** Filters of the list of cases under a name that their member has given them. */
export interface SavedSearch {
  id: string
  name: string
  /** As an address has it, without the question mark. */
  query: string
}

const mostSearches = 20
const longestName = 40

/** A name as it was typed; `taken` are those the member uses already. */
export function parseSearchName(form: Form, taken: string[]): Parsed<string> {
  const name = text(form, 'name').normalize('NFC')
  const problem =
    name === ''
      ? 'search.problem.name'
      : name.length > longestName
        ? 'search.problem.name_long'
        : taken.length >= mostSearches
          ? 'search.problem.most'
          : taken.includes(name)
            ? 'search.problem.name_taken'
            : undefined
  return problem ? { ok: false, problems: { name: problem } } : { ok: true, value: name }
}

/** Name and filters under the member's own key: whom somebody looks for may say whom they know. */
export function sealSearch(key: MemberKey, userId: string, { id, ...search }: SavedSearch): string {
  return encrypt(key, padded(JSON.stringify(search)), placeOf(userId, id))
}

/** Undefined when it was sealed with another key, such as that from before the member joined again. */
export function openSearch(
  key: MemberKey,
  { id, user_id, sealed }: SavedSearchTable,
): SavedSearch | undefined {
  try {
    const json = Buffer.from(decrypt(key, sealed, placeOf(user_id, id))).toString()
    return { id, ...(JSON.parse(json) as Omit<SavedSearch, 'id'>) }
  } catch (error) {
    if (error instanceof CannotOpen) return undefined
    throw error
  }
}

/** To a multiple of 512 bytes, with blanks that JSON ignores: the length would tell how much is filtered. */
function padded(json: string): Uint8Array {
  const bytes = Buffer.from(json)
  return Buffer.concat([bytes, Buffer.alloc(512 - (bytes.length % 512), ' ')])
}

function placeOf(userId: string, id: string): string[] {
  return ['search', id, userId]
}
