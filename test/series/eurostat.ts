/** One small dataset as Eurostat would give it in each of its formats. All its numbers are invented. */
const months = ['2024-01', '2024-02', '2024-03', '2024-04']

/** Who, where, and a number or mark for each month: missing, confidential and a true zero among them. */
const rows: [citizen: string, geo: string, values: string[]][] = [
  ['RU', 'DE', ['15 p', ':', ': c', '0 b']],
  ['RU', 'EU27_2020', ['1205', '1210', '1195 e', '1200']],
  ['UA', 'DE', ['5', '10', '15', '20']],
]
const fixed: Record<string, string> = { freq: 'M', unit: 'PER', sex: 'T', age: 'TOTAL', applicant: 'FRST' }

export const usual = 'citizen=RU,sex=T,age=TOTAL,unit=PER,applicant=FRST,geo=DE'

export function tsv(order = ['freq', 'unit', 'citizen', 'sex', 'age', 'applicant', 'geo']): string {
  const lines = rows.map(([citizen, geo, values]) => {
    const codes: Record<string, string> = { ...fixed, asyl_app: 'NASY_APP', citizen, geo }
    return [order.map(name => codes[name]).join(','), ...values.map(value => `${value} `)].join('\t')
  })
  return [
    [`${order.join(',')}\\TIME_PERIOD`, ...months.map(month => `${month} `)].join('\t'),
    ...lines,
    '',
  ].join('\n')
}

/** Columns in an order of their own, Windows line ends, marks of confidentiality in a column apart. */
export function sdmxCsv(): string {
  const head =
    'OBS_FLAG,OBS_VALUE,geo,citizen,TIME_PERIOD,LAST UPDATE,applicant,unit,sex,age,freq,CONF_STATUS,DATAFLOW'
  const lines = rows.flatMap(([citizen, geo, values]) =>
    values.map((value, i) => {
      const [number, mark = ''] = value.split(' ')
      const [flag, secret] = mark === 'c' ? ['', 'C'] : [mark, '']
      const shown = number === ':' ? '' : number
      const when = `${months[i]},"25/09/26, 23:00"`
      return `${flag},${shown},${geo},${citizen},${when},FRST,PER,T,TOTAL,M,${secret},ESTAT:MIGR_ASYAPPCTZM(1.0)`
    }),
  )
  return [head, ...lines, ''].join('\r\n')
}

interface JsonStatShape {
  /** Numbers as a list instead of an object by place. */
  list?: boolean
  /** What says which numbers they are, before them instead of after. */
  structureFirst?: boolean
  order?: string[]
}

export function jsonStat({ list, structureFirst, order }: JsonStatShape = {}): string {
  const ids = order ?? ['freq', 'unit', 'citizen', 'sex', 'age', 'applicant', 'geo', 'time']
  const codes: Record<string, string[]> = {
    ...Object.fromEntries(Object.entries(fixed).map(([name, code]) => [name, [code]])),
    citizen: ['RU', 'UA'],
    geo: ['EU27_2020', 'DE'],
    time: months,
  }
  const size = ids.map(id => codes[id]!.length)
  const placeOf = (at: Record<string, string>) =>
    ids.reduce((place, id) => place * codes[id]!.length + Math.max(0, codes[id]!.indexOf(at[id] ?? '')), 0)
  const value = new Map<number, number>()
  const status: Record<string, string> = {}
  for (const [citizen, geo, values] of rows) {
    for (const [i, written] of values.entries()) {
      const [number, flag] = written.split(' ')
      const place = placeOf({ citizen, geo, time: months[i]! })
      if (number !== ':') value.set(place, Number(number))
      if (flag) status[place] = flag
    }
  }
  const all = size.reduce((product, n) => product * n, 1)
  const numbers = list
    ? Array.from({ length: all }, (_, place) => value.get(place) ?? null)
    : Object.fromEntries(value)
  const category = (id: string) =>
    id === 'freq'
      ? { label: { M: 'Monthly' } }
      : { index: list ? codes[id] : Object.fromEntries(codes[id]!.map((code, i) => [code, i])) }
  const dimension = Object.fromEntries(ids.map(id => [id, { label: id, category: category(id) }]))
  const structure = { id: ids, size, dimension }
  const content = { value: numbers, status }
  return JSON.stringify({
    version: '2.0',
    class: 'dataset',
    label: 'Asylum applicants {by} "citizenship", [monthly]',
    ...(structureFirst ? { ...structure, ...content } : { ...content, ...structure }),
  })
}
