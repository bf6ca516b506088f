import { parseCaseCode } from '../cases/caseCode'
import { anyCase, oneOf } from './pattern'

/** Covers what looks like an identifier and is none, so that no rule sees it; the length stays. */
export function coverHarmless(text: string): string {
  const withoutCodes = text.replace(caseCode, found =>
    'code' in parseCaseCode(found) ? cover(found) : found,
  )
  return harmless.reduce((rest, pattern) => rest.replace(pattern, cover), withoutCodes)
}

const cover = (found: string) => '▒'.repeat(found.length)

/** Only in groups and with a letter: seven digits in a row can be a document, whatever their checksum. */
const caseCode = anyCase`(?=[\d -]{0,8}\p{L})[\p{L}\d]{3}([ -])[\p{L}\d]{3}\1[\p{L}\d]`

const amount = String.raw`(?:\d{1,3}(?:[ .,]\d{3}){1,3}|\d{1,9})(?:[.,]\d{1,2})?`
const currency = oneOf`
  руб\p{L}{0,3}\.? р\. ₽ лари тенге евро € долл\p{L}{0,5}\.? \$ usd eur gel rub rub?les? euros? dollars?`
const measure = oneOf`% тыс\p{L}{0,3}\.? млн чел\p{L}{0,5}\.? people км km кг kg`
const article = oneOf`ст стать[яиеюей]{1,2} пп? пункт\p{L}{0,2} гл глав\p{L}{1,2} art articles? sections? §`

export const harmless = [
  // Articles of law: ст. 337, п. 5.1.12, ч. 3, art. 59
  anyCase`${article}\.? ?\d{1,4}(?:\.\d{1,3}){0,3}`,
  anyCase`(?:ч|част[ьиюей]{1,2}|part)\.? ?\d{1,2}`,
  // Amounts: 1 500 000 рублей, 12.05 %, $ 200,000
  anyCase`${amount} ?(?:${currency}|${measure})|[$€₽] ?${amount}`,
]
