/** How many characters fit into what is said about a series and its points. */
export const longest = { name: 80, unit: 80, definition: 1000, source: 120, address: 500, note: 300 } as const

/** A hundred years of months. */
export const mostPoints = 1200

/**
 * An address that may stand on a page as a link: http or https, with no password in it. Empty stays empty; undefined
 * for anything else.
 */
export function parseAddress(typed: string): string | undefined {
  const text = typed.trim()
  if (text === '') return ''
  if (text.length > longest.address || !URL.canParse(text)) return undefined
  const { protocol, username, password, href } = new URL(text)
  const plain = username === '' && password === '' && href.length <= longest.address
  return plain && /^https?:$/.test(protocol) ? href : undefined
}
