import { after, asWritten, oneOf } from './pattern'

const Name = String.raw`\p{Lu}\p{Ll}{1,30}`
const names = String.raw`${Name}(?:[ -]${Name}){0,2}`
const given = `${Name}(?:-${Name})?`
const stem = String.raw`\p{Lu}\p{Ll}{1,20}`
const surname = String.raw`${stem}(?:[оеё]в|[иы]н|[сц]к|ко|[ую]к|[ая]н|дзе|швили)\p{Ll}{0,3}`

const son = '(?:[оеё]вич|ьич|[аео]ич|ыч|[ьо]мич|укич)(?:а|у|е|ем)?'
const daughter = '(?:овн|евн|ичн)(?:а|ы|е|у|ой|ою)'
/** «Верховной», «Уголовной» end like patronymics. */
const noDaughter = `(?!${oneOf`
  Верховн Уголовн Духовн Основн Церковн Условн Деревн Дневн Ежедневн Плачевн Душевн Обычн Личн Публичн Вторичн
  Первичн Наличн Столичн Заграничн Пограничн Клиничн Больничн`})`

const relative = oneOf`мужа сына брата отца друга`
const called = `(?:[Мм]еня|[Ее]го|[Ее][её]|${relative}) зовут`
/** «меня зовут на сборы», «его зовут служить» */
const noName = `(?!${oneOf`
  в во на к ко с со за по из как не ли же обратно туда сюда назад домой также так опять снова уже ещ[её]
  [а-яё]{1,20}(?:ть|ти|ться)`}(?![а-яё]))`
const noEnglishName = `(?!${oneOf`not on in known already still never the there being now`}(?![a-z]))`

const label = oneOf`ФИО [Ии]мя: [Ии]мя␣- [Фф]амили[яи] [Пп]о␣имени [Оо]тчество [Пп]озывн(?:ой|ым|ого)`
const englishLabel = oneOf`
  (?:[Mm]y|[Hh]is|[Hh]er)␣name␣is name's [Nn]amed [Nn]ame: [Ss]urname [Mm]rs?\.? [Mm]s\.? [Cc]allsign`
const rank = oneOf`
  рядов\p{Ll}{2,3} ефрейтор (?:(?:мл|ст)\.␣)?(?:сержант|лейтенант) прапорщик старшин капитан майор
  (?:под)?полковник генерал командир комбат`

/** A bare name looks like any other word; only what stands around it gives it away. */
export const name = [
  asWritten`(?:${surname} )?${given} ${stem}${son}(?: ${surname})?`,
  asWritten`(?:${surname} )?${given} ${noDaughter}${stem}${daughter}(?: ${surname})?`,
  asWritten`[а-яё]{2,20} [а-яё]{2,20}[оеё]вич(?:а|у|е|ем)?`,
  asWritten`${Name} ${Name} (?:оглы|оглу|кызы|угли|уулу)`,
  asWritten`${Name} [А-ЯЁ]\. ?[А-ЯЁ]\.|[А-ЯЁ]\. ?[А-ЯЁ]\. ?${Name}`,
  asWritten`${after(`[Зз]овут(?: (?:его|её|ее|меня|${relative}))?`, '[ :-]{1,3}')}${names}`,
  asWritten`${after(called)}${noName}[а-яё]{3,20}`,
  asWritten`${after(label, '[ :"«-]{1,3}')}${names}`,
  asWritten`${after(String.raw`(?:${rank}\p{Ll}{0,2}|г-ну?|г-ж[аеу])`)}${surname}`,
  asWritten`${after(englishLabel)}${names}`,
  asWritten`${after('[Mm]y name is')}${noEnglishName}[a-z]{3,20}`,
]
