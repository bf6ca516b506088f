/** Which value is asked for in a dimension, both as codes: `citizen` to `RU`. */
export type SeriesFilter = Map<string, string>

/** `citizen=RU,sex=T`; undefined when it is written in any other way. */
export function parseFilter(typed: string): SeriesFilter | undefined {
  const filter: SeriesFilter = new Map()
  for (const part of typed.split(',').filter(one => one.trim() !== '')) {
    const [, name, code] = /^\s*(\w{1,40})\s*=\s*([^=]{1,80})$/.exec(part) ?? []
    if (name === undefined || code === undefined || filter.has(dimensionName(name))) return undefined
    filter.set(dimensionName(name), codeName(code))
  }
  return filter
}

/** Eurostat calls `applicant` what it called `asyl_app`, and has new codes for it; here the new ones stand for both. */
export function dimensionName(written: string): string {
  const name = plainCode(written).toLowerCase()
  return name === 'asyl_app' ? 'applicant' : name
}

export function codeName(written: string): string {
  const code = plainCode(written).toUpperCase()
  return newCodes.get(code) ?? code
}

/** The same for a file in which the same few codes stand millions of times. */
export function codeReader(): (written: string) => string {
  const known = new Map<string, string>()
  return written => {
    const found = known.get(written)
    if (found !== undefined) return found
    const code = codeName(written)
    if (known.size < 5000) known.set(written, code)
    return code
  }
}

const newCodes = new Map([
  ['NASY_APP', 'FRST'],
  ['ASY_APP', 'ASY'],
])

/** A file may have `RU:Russia` for `RU`. */
function plainCode(written: string): string {
  const end = written.indexOf(':')
  return (end > 0 ? written.slice(0, end) : written).trim()
}
