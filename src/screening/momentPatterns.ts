import { after, anyCase, asWritten, oneOf } from './pattern'

const day = String.raw`(?:0?[1-9]|[12]\d|3[01])`
const year = String.raw`(?:19|20)\d\d`
const inYear = String.raw`(?: ?г(?:\.|ода|оду)?)?`

const russianMonth = oneOf`
  (?:январ|феврал|апрел|июн|июл|сентябр|октябр|ноябр|декабр)[ьяею] март[ауе]? ма[йяею] август[ауе]?
  (?:янв|февр?|мар|апр|июн|июл|авг|сент?|окт|нояб?|дек)\.?`
const dayEnding = '(?:-?(?:го|ого|е|ое|му))?'
const ordinal = oneOf`
  (?:двадцать␣|тридцать␣)?(?:перв|втор|четв[её]рт|пят|шест|седьм|восьм|девят|десят)(?:ого|ое|ому)
  (?:двадцать␣|тридцать␣)?треть(?:его|ему|е) (?:\p{L}{2,8}надцат|двадцат|тридцат)(?:ого|ое|ому)`

/** Without May, which is also a verb. */
const englishMonth = oneOf`
  january february march april june july august september october november december
  (?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?`
const th = '(?:st|nd|rd|th)'
const orRange = `(?: ?- ?${day}${th}?)?`
const onOrBy = oneOf`on by since from until till before after`

/** A month alone ("March 2024", "в марте") is as fine as we keep, and is none. */
export const date = [
  anyCase`${day}[./-]${day}[./-](?:${year}|\d\d)${inYear}|${year}[./-]${day}[./-]${day}|${day} ${day} ${year}`,
  anyCase`(?:0[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])`,
  anyCase`(?:${day}${dayEnding} ?(?:-|,|и|или|по|до) ?)?${day}${dayEnding} ?${russianMonth}(?: ${year}${inYear})?`,
  anyCase`${day}${dayEnding} числ[аоу]|${ordinal} (?:числа|${russianMonth})`,
  anyCase`${englishMonth} ${day}${th}?${orRange}(?:,? ${year})?`,
  anyCase`(?:${day} ?- ?)?${day}${th}?(?: of)?[ -]${englishMonth}(?:(?:,? |-)${year})?`,
  asWritten`May ${day}${th}?${orRange}(?:,? ${year})?|${day}${th}?(?: of)? May(?:,? ${year})?`,
  anyCase`(?=may)${after(onOrBy)}may ${day}${th}?`,
  anyCase`(?=the)${after(onOrBy)}the ${day}${th}(?= ?(?:[.,;!?)\n]|$)| (?:and|at|he|she|they) )`,
]

const hour = String.raw`(?:[01]?\d|2[0-3])`
const oClock = 'час(?:а|ов|ам)?'

/** Lengths of time ("3 часа", "24 часа") are none; a preposition of time tells them apart. */
export const time = [
  anyCase`${hour}:[0-5]\d(?::[0-5]\d)?(?: ?[ap]\.?m\.?)?|${hour}[hч][0-5]\d`,
  anyCase`(?=\d)${after(oneOf`в во к до с на около после at by`)}(?:[01]\d|2[0-3])\.[0-5]\d`,
  anyCase`(?=\d)${after('[вк]')}${hour} ?(?:${oClock}|ч\.?)(?: ?[0-5]?\d ?мин\p{L}{0,3})?`,
  anyCase`${hour} ?${oClock} (?:утра|дня|вечера|ночи)|${hour} (?:утра|вечера)`,
  anyCase`(?=\d)${after(oneOf`в к до с около после`)}${hour} (?:дня|ночи)`,
  anyCase`(?:1[0-2]|0?[1-9])(?:\.[0-5]\d)? ?[ap]\.?m\.?|(?:1[0-2]|[1-9]) o['’]?clock`,
]
