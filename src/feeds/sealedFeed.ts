import { parseDay } from '../calendar/month'
import { parseCaseCode } from '../cases/caseCode'
import type { FeedTable } from '../db/schema'
import type { KeyHolder } from '../readers/dataKeys'
import { CannotOpen, type BoxPublic } from '../vault/bytes'
import { feedPair } from '../vault/feedKey'
import { isOwnMark, markOwn } from '../vault/ownMark'
import { pad, unpad } from '../vault/padding'
import { hashToken, type Token } from '../vault/random'
import { openSealed, sealTo } from '../vault/sealedBox'
import type { FeedItem } from './calendarFile'

/** What can be kept of a member's address without being able to open what is sealed to it. */
export function feedRow(token: Token, { id, pairs }: KeyHolder): Omit<FeedTable, 'sealed'> {
  const row = { user_id: id, token_hash: hashToken(token), box_public: feedPair(token).boxPublic }
  return { ...row, mark: markOwn(pairs, purpose, marked(row)) }
}

/** Whether the member has made this address: whoever writes to the database can put one of their own here. */
export function isOwnFeed({ mark, ...row }: FeedTable, { pairs }: KeyHolder): boolean {
  return isOwnMark(pairs, mark, purpose, marked(row))
}

/** Seals the follow-ups to an address that the server does not have. Of more than fit, the earliest. */
export function sealFeed(
  { token_hash, box_public }: Pick<FeedTable, 'token_hash' | 'box_public'>,
  items: FeedItem[],
): string {
  const sorted = [...items].sort((a, b) => (a.due < b.due ? -1 : 1)).slice(0, mostItems)
  const json = JSON.stringify(sorted.map(({ id, code, due }) => [id, code, due]))
  return sealTo(box_public as BoxPublic, pad(json), [purpose, token_hash])
}

/** The follow-ups, or CannotOpen for another address or a row that is not as it was written. */
export function openFeed(token: string, sealed: string): FeedItem[] {
  const items = parseJson(unpad(openSealed(feedPair(token), sealed, [purpose, hashToken(token)])))
  return Array.isArray(items) ? items.flatMap(itemOf) : []
}

const purpose = 'calendar file'

/** So many fit into the largest size that is sealed. */
const mostItems = 900

function marked({ user_id, token_hash, box_public }: Omit<FeedTable, 'sealed' | 'mark'>): string[] {
  return [user_id, token_hash, box_public]
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    throw new CannotOpen('not what was sealed')
  }
}

/** Anybody can seal to an address: what is no follow-up could add lines of its own to the file. */
function itemOf(item: unknown): FeedItem[] {
  const [id, typed, day] = Array.isArray(item) ? (item as unknown[]) : []
  const [code, due] = [parseCaseCode(typed), parseDay(day)]
  return typeof id === 'string' && uuid.test(id) && 'code' in code && due
    ? [{ id, code: code.code, due }]
    : []
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
