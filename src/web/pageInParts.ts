import type { Response } from 'express'

/** Where in a page its parts go: a comment, which nothing that is put into a page can contain. */
const place = '<!-- parts -->'

/** Sends a template of its own as the next part of a page. */
export type SendPart = (view: string, part: object) => Promise<void>

/**
 * Sends a page while it comes into being: all that stands before the place of its parts at once, then one part after
 * another, then the rest. For work that takes so long that whoever waits wants to see it go on, without a script.
 */
export async function sendInParts(
  res: Response,
  view: string,
  page: object,
  work: (send: SendPart) => Promise<void>,
): Promise<void> {
  const [head, tail] = (await rendered(res, view, page)).split(place) as [string, string]
  res.type('html')
  await write(res, head)
  await work(async (part, values) => write(res, await rendered(res, part, { ...values, layout: 'none' })))
  await write(res, tail)
  if (!res.closed) res.end()
}

function rendered(res: Response, view: string, page: object): Promise<string> {
  return new Promise((resolve, reject) => {
    res.render(view, page, (error, html) => (error ? reject(error) : resolve(html)))
  })
}

/** Waits until there is room; when the browser has gone away nothing is written. */
async function write(res: Response, html: string): Promise<void> {
  if (res.closed || res.write(html)) return
  await new Promise<void>(resolve => {
    res.once('drain', resolve)
    res.once('close', resolve)
  })
}
