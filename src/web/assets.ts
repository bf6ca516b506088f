import type { RequestHandler } from 'express'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

export interface Assets {
  /** The address of a file, which changes with its content: `/assets/tropa.1a2b3c4d.css`. */
  address(name: string): string
  serve: RequestHandler<{ file: string }>
}

/** Reads the few static files into memory; browsers may keep them for ever. */
export function loadAssets(folder: string): Assets {
  const files = new Map<string, Buffer>()
  const addresses = new Map<string, string>()
  for (const name of readdirSync(folder)) {
    const { name: stem, ext } = path.parse(name)
    const source = readFileSync(path.join(folder, name))
    const content = ext === '.css' ? withoutLayout(source) : source
    const hashed = `${stem}.${createHash('sha256').update(content).digest('hex').slice(0, 8)}${ext}`
    files.set(hashed, content)
    addresses.set(name, `/assets/${hashed}`)
  }
  return {
    address: name => addresses.get(name) ?? '',
    serve: (req, res, next) => {
      const content = files.get(req.params.file)
      if (!content) return next()
      res.set('Cache-Control', 'public, max-age=31536000, immutable')
      const type = path.extname(req.params.file)
      res.type(type === '.svg' ? 'image/svg+xml; charset=utf-8' : type).send(content)
    },
  }
}

/** A style sheet without its comments and line breaks: a slow line carries it with every first page. */
function withoutLayout(css: Buffer): Buffer {
  const text = css.toString().replace(/\/\*[\s\S]*?\*\//g, '')
  return Buffer.from(
    text
      .replace(/\s*\n\s*/g, '')
      .replace(/ ?([{};]) ?/g, '$1')
      .replace(/([:,]) /g, '$1'),
  )
}
