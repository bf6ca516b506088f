import { date, time } from './momentPatterns'
import { name } from './namePatterns'
import { coordinates, document, network, phone } from './numberPatterns'
import { email, handle, link } from './onlinePatterns'
import { address, unit } from './placePatterns'

/**
 * What must never be stored, by kind: its patterns, and `screening.<kind>` in the locale files to name it. Every
 * pattern has to be fast on hostile text (a test measures each): bound a repetition that another one follows,
 * and let no two neighbours match the same characters. None may match ▒, the mask.
 */
export const identifierRules = {
  link,
  email,
  handle,
  phone,
  date,
  time,
  document,
  network,
  coordinates,
  address,
  unit,
  name,
} satisfies Record<string, RegExp[]>

export type IdentifierKind = keyof typeof identifierRules
