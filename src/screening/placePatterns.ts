import { after, anyCase, asWritten, oneOf } from './pattern'

const street = oneOf`
  [Уу]лиц\p{Ll}{1,2} [Пп]роспект\p{Ll}{0,2} [Пп]ереул\p{Ll}{2,4} [Пп]лощад\p{Ll}{1,2} [Нн]абережн\p{Ll}{2}
  [Бб]ульвар\p{Ll}{0,2} [Шш]оссе [Пп]роезд\p{Ll}{0,2} [Мм]икрорайон\p{Ll}{0,2}`
const shortStreet = oneOf`ул\.? пр-т\.? пр-д\.? просп\.? б-р\.? мкр\.? пер\. пл\. наб\.`
const englishStreet = oneOf`
  [Ss]treet [Ss]t [Ss]tr [Aa]venue [Aa]ve [Rr]oad [Rr]d [Ll]ane [Bb]oulevard [Bb]lvd [Ss]quare [Pp]rospekt`
const settlement = oneOf`
  дер\. пос\. пгт\.? ст-ца хут\. ЖК [Дд]еревн\p{Ll}{1,2} [Пп]ос[её]л\p{Ll}{1,3} [Сс]ел[оаеу]
  [Сс]таниц\p{Ll}{1,2} [Хх]утор\p{Ll}{0,2}`
const house = String.raw`,? ?(?:дом|dom|д\.?|d\.|№)? ?\d{1,4}(?:\p{L}|/\d{1,3})?`
const flat = String.raw`(?:кв|квартира|apt|apartment|flat)\.? ?(?:№ ?)?\d{1,4}`
const nth = String.raw`(?:\d{1,2}-?\p{Ll}{1,2} )?`
const adjective = String.raw`\p{Lu}\p{Ll}{2,30}(?:ая|ой|ую|ий|ый|ом|ем|ого|ому)`
const Word = String.raw`\p{Lu}\p{L}{1,30}`

export const address = [
  asWritten`${street} ${nth}${Word}(?: ${Word})?(?:${house})?`,
  asWritten`${shortStreet} ?${nth}${Word}|(?:ul\.?|ulitsa|prospekt) ${Word}(?:${house})?`,
  // In lower case only with a number.
  anyCase`${shortStreet} ${nth}\p{L}{2,30}(?: \p{L}{2,30}){0,2}${house}`,
  asWritten`${adjective} (?:${street}|${shortStreet}(?=,? ?\d))(?:${house})?`,
  anyCase`(?:(?:дом|д\.?) ?\d{1,4}\p{L}?(?:,? ?(?:корпус|корп\.?|к\.?|стр\.?) ?\d{1,3})?,? ?)?${flat}`,
  anyCase`(?=\d)${after(oneOf`индекс postcode zip`, ':? {1,2}')}\d{5,6}|\d{6}, ?(?:г\.?|город|россия) `,
  asWritten`${settlement} [«"]?${Word}`,
  // 12 Example Street, Example Ave 12
  asWritten`\d{1,4}\p{L}? (?:${Word} ){1,3}${englishStreet}`,
  asWritten`(?:${Word} ){1,3}${englishStreet}\.?,? \d{1,4}`,
  asWritten`${Word} (?:Street|Avenue|Boulevard|Prospekt)`,
]

const unitAdjective = String.raw`\p{L}{3,20}(?:ая|яя|ой|ей|ый|ий|ую|ого|его|ом|ем) `
/** Not the plural that follows a count: "10 полков". */
const unitNoun = oneOf`
  (?:дивизи|арми)(?:[яиюе]|ей|ями?) бригад(?:[аыуе]|ой) (?:полк|батальон|взвод)(?:[ауе]|ом)? рот(?:[аыуе]|ой)`
const unitShort = oneOf`о?мс[дпб] о?мсбр вдд о?дшд о?дшбр о?дшп пдп тд тп отбр тбр обрспн о?брмп`
const ordinalEnding = '(?:я|й|ая|ой|ый|ю|ую|го|ого|м|ом|му)'
const arms = oneOf`
  guards separate motori[sz]ed motor rifle tank air assault airborne naval infantry marine artillery combined arms`
const englishUnit = oneOf`brigade division regiment battalion army company`

export const unit = [
  anyCase`(?:в\.?[/\\ ]?ч\.?|v[/\\]ch) ?(?:№ ?)?\d{3,6}(?:-?\p{L})?`,
  anyCase`(?:войсков\p{L}{2,3} )?част[ьиюей]{1,2}(?: ?№| номер|) ?\d{4,6}(?:-\p{L})?`,
  anyCase`(?:полев\p{L}{2} почт\p{L}{1,2}|п/п) ?(?:№ ?)?\d{4,6}`,
  anyCase`(?:\d{1,4}-?${ordinalEnding}|\d{2,4}) (?:${unitAdjective}){0,4}${unitNoun}`,
  anyCase`\d (?:${unitAdjective}){1,4}${unitNoun}|\d{1,4}(?:-?${ordinalEnding})?[ -]?(?:гв\.? ?)?${unitShort}`,
  anyCase`unit (?:no\.? ?|number |#|№ ?)?\d{3,6}|\d{1,4}(?:st|nd|rd|th) (?:${arms} ){0,4}${englishUnit}`,
]
