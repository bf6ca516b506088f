import { after, anyCase, oneOf } from './pattern'

const run = String.raw`[\p{L}\p{N}_]+`
const host = String.raw`(?:[\p{L}\p{N}]+-){0,3}[\p{L}\p{N}]+`
const domain = oneOf`
  com ru su рф org net info biz me io ge am kz ua by uz kg tr de eu fr uk us app link site online gg ee cc to onion`
/** The rest of an address up to a space, without the full stop that ends the sentence. */
const rest = String.raw`[^\s▒]*[^\s▒.,;:!?)\]»"']`

export const email = [
  anyCase`(?:${run}[.%+-]){0,4}${run}@(?:${host}\.){1,4}\p{L}{2,}`,
  // Written so that machines miss it: name(at)example.org, name собака example.org
  anyCase`${run} ?(?:[([](?:at|собака)[)\]]|собака) ?(?:${host}\.){1,4}${domain}`,
]

export const link = [anyCase`(?:https?|tg|ftp):\/\/${rest}`, anyCase`(?:${host}\.){1,4}${domain}/${rest}`]

const service = oneOf`
  telegram телеграм\p{L}{0,2} телег[аеу] тг tg nick(?:name)? username ник\p{L}{0,3} insta(?:gram)? инст\p{L}{0,8}
  signal сигнал вк vk discord дискорд skype скайп`

export const handle = [
  anyCase`@[\p{L}\p{N}_]{2,}(?:[.-]${run})*`,
  // Without an @ it has to look like a handle: with a digit, an underscore or a dot inside.
  anyCase`(?=[a-z])${after(service, '[ :-]{1,3}')}(?=[\w.]{0,31}[\d_]|\w{1,31}\.\w)[a-z][\w.]{3,31}`,
]
