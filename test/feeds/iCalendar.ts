/** A component of an iCalendar file, with its properties by name. */
export interface Component {
  name: string
  properties: Map<string, { parameters: string; value: string }>
  components: Component[]
}

/** Which properties a component must have, and which it may. */
const rules: Record<string, { required: string[]; allowed: string[] }> = {
  VCALENDAR: { required: ['VERSION', 'PRODID'], allowed: ['CALSCALE', 'METHOD'] },
  VEVENT: { required: ['UID', 'DTSTAMP', 'DTSTART'], allowed: ['SUMMARY', 'TRANSP'] },
  VTIMEZONE: { required: ['TZID'], allowed: [] },
  STANDARD: { required: ['DTSTART', 'TZOFFSETFROM', 'TZOFFSETTO'], allowed: [] },
}

const values: Record<string, RegExp> = {
  VERSION: /^2\.0$/,
  PRODID: /^-\/\/[^/]+\/\/[^/]+\/\/[A-Z]{2}$/,
  UID: /^[0-9a-f-]{36}$/,
  DTSTAMP: /^\d{8}T\d{6}Z$/,
  DTSTART: /^\d{8}(T\d{6})?$/,
  TRANSP: /^(OPAQUE|TRANSPARENT)$/,
  // A text: its commas, semicolons and backslashes would be escaped.
  SUMMARY: /^([^\\;,\u0000-\u001f]|\\[\\;,nN])*$/,
  TZOFFSETFROM: /^[+-]\d{4}$/,
  TZOFFSETTO: /^[+-]\d{4}$/,
}

/** Reads a file by the rules of RFC 5545, as far as ours needs them; throws at the first that is broken. */
export function parseCalendar(file: string): Component {
  const lines = linesOf(file)
  const open: Component[] = [{ name: 'file', properties: new Map(), components: [] }]
  for (const line of lines) {
    const [, name, parameters, value] = /^([A-Z-]+)((?:;[A-Z-]+=[^":;,]+)*):(.*)$/.exec(line) ?? refuse(line)
    if (name === 'BEGIN') open.push({ name: value!, properties: new Map(), components: [] })
    else if (name === 'END') close(open, value!)
    else addProperty(open.at(-1)!, name!, { parameters: parameters!, value: value! })
  }
  const calendar = open[0]!.components[0]
  if (open.length !== 1 || open[0]!.components.length !== 1) refuse('a component is left open')
  return calendar!
}

/** Section 3.1: lines end with CRLF, and have 75 octets at most before they are folded. */
function linesOf(file: string): string[] {
  if (!file.endsWith('\r\n')) refuse('the last line does not end')
  const folded = file.slice(0, -2).split('\r\n')
  for (const line of folded) {
    if (Buffer.byteLength(line) > 75 || /[\r\n]/.test(line) || line === '') refuse(line)
  }
  return folded
    .join('\r\n')
    .replaceAll(/\r\n[ \t]/g, '')
    .split('\r\n')
}

function close(open: Component[], name: string): void {
  const component = open.pop()!
  if (component.name !== name || open.length === 0) refuse(`END:${name}`)
  const missing = rules[name]!.required.filter(one => !component.properties.has(one))
  if (missing.length > 0) refuse(`${name} without ${missing.join()}`)
  // Section 3.6: a calendar holds one component or more.
  if (['VCALENDAR', 'VTIMEZONE'].includes(name) && component.components.length === 0) refuse(`empty ${name}`)
  const uids = component.components.map(one => one.properties.get('UID')?.value).filter(Boolean)
  if (new Set(uids).size !== uids.length) refuse('the same UID twice')
  open.at(-1)!.components.push(component)
}

function addProperty(
  { name: component, properties }: Component,
  name: string,
  property: { parameters: string; value: string },
): void {
  const { required, allowed } = rules[component] ?? refuse(component)
  if (![...required, ...allowed].includes(name) || properties.has(name)) refuse(`${component}: ${name}`)
  if (values[name] && !values[name].test(property.value)) refuse(`${name}:${property.value}`)
  // Section 3.8.2.4: a day without a time says so.
  const isDay = name === 'DTSTART' && property.value.length === 8
  if (isDay !== (property.parameters === ';VALUE=DATE')) refuse(`${name}${property.parameters}`)
  properties.set(name, property)
}

function refuse(what: string): never {
  throw new Error(`not iCalendar: ${what}`)
}
