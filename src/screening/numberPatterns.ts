import { after, anyCase, asWritten, digits, oneOf } from './pattern'

/** Between two digits of a number that people write in groups. */
const gap = String.raw`(?: ?[-()]{1,2} ?| |\.)?`
const phoneWord = oneOf`тел телефон\p{L}{0,3} phone tel whats␣?app в[ао]тсап\p{L}{0,2} viber вайбер`

export const phone = [
  digits`\+ ?(?:7(?:${gap}\d){10}|995(?:${gap}\d){9}|\d(?:${gap}\d){6,14})`,
  // Russian without a plus: 8 (900) 000-00-00, and ten digits that begin with 9.
  digits`[78]${gap}\d{3}(?:${gap}\d){7}`,
  digits`\(?9\d\d${gap}\d{3}${gap}\d\d${gap}\d\d`,
  // A town's code in brackets, and numbers within a town.
  digits`\(\d{3,5}\) ?\d{1,3}(?:[- ]?\d\d){2}`,
  digits`\d{3}-\d\d-\d\d|\d{3}[-.]\d{3}[-.]\d{3,4}`,
  // Georgian, inside Georgia.
  digits`(?:995${gap})?5\d\d(?:${gap}\d){6}`,
  digits`(?=\d)${after(phoneWord, '[.:]? {0,2}(?:№ ?)?')}\d(?:${gap}\d){4,14}`,
]

const paper = oneOf`
  (?:загран)?паспорт\p{L}{0,2} серия билет\p{L}{0,2} военник\p{L}{0,2} удостоверени\p{L}{1,2} снилс инн
  повестк\p{L}{1,2} passports? id licen[cs]e summons`
const numbered = String.raw`(?: (?:номер|серии|серия|number|no\.?)){0,2}:? ?(?:№|#)? ?`
const file = oneOf`повестк\p{L}{1,2} дел[оауе] протокол\p{L}{0,2} case`

export const document = [
  // Passports at home (4510 123456) and for abroad (75 1234567).
  digits`\d\d ?\d\d,? ?(?:№ ?|номер:? )?\d{6}|\d\d ?(?:№ ?)?\d{7}`,
  // Military IDs (АБ 1234567, А-123456), Georgian passports (12AB34567), those of other countries (C1234567).
  asWritten`\p{Lu}{2,3}[- ]?(?:№ ?)?\d{6,9}|\p{Lu}-?\d{6,9}|\d\d\p{Lu}{2}\d{5}`,
  anyCase`\d{3}-\d{3}-\d{3}[- ]\d\d`,
  digits`\d{7,}`,
  anyCase`(?=\d)${after(paper, numbered)}\d[\d ]{3,14}\d`,
  // Files of a court or an office: № 1-23/2024.
  anyCase`№ ?\d{1,3}-\d{1,5}\/\d{2,4}`,
  anyCase`(?=[№n])${after(file)}(?:№|no\.?) ?\d[\d/-]{2,20}`,
]

const byte = String.raw`(?:25[0-5]|2[0-4]\d|1?\d?\d)`
const group = '[0-9a-f]{1,4}'

export const network = [
  anyCase`(?:${byte}\.){3}${byte}`,
  anyCase`(?:${group}:){7}${group}`,
  anyCase`${group}(?::${group}){0,6}::(?:${group}(?::${group}){0,6})?`,
  // The number of a network card.
  anyCase`(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}`,
]

const degrees = String.raw`-?\d{1,3}[.,]\d{4,}`
const seconds = String.raw`\d{1,2}(?:[.,]\d{1,9})?`

export const coordinates = [
  anyCase`${degrees} ?°? ?[NSСЮ]?(?: ?[,;/] ?| )${degrees}(?: ?°)?(?: ?[EWВЗ])?`,
  anyCase`${degrees} ?° ?[NSEWСЮВЗ]?|[NSEW] ?${degrees}`,
  anyCase`\d{1,3} ?° ?${seconds} ?['′](?: ?${seconds} ?(?:["″]|''))?(?: ?[NSEWСЮВЗ])?`,
  anyCase`(?=[-\d])${after(oneOf`широта долгота latitude longitude lat lon lng`, '[:=]? ?')}-?\d{1,3}[.,]\d{1,15}`,
]
