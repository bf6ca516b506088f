import fc from 'fast-check'
import decodeQr from 'qr/decode.js'
import { qrCode } from '../../src/auth/qrCode'
import { newTotpSecret, totpAddress } from '../../src/auth/secondFactor'
import { loadTexts } from '../../src/language/texts'
import { projectFile } from '../../src/projectFiles'
import { viewEngine } from '../../src/web/views'

const addresses = fc.nat().map(() => totpAddress(newTotpSecret()))

test('a reader reads out of the picture what was put in', () => {
  fc.assert(
    fc.property(addresses, address => expect(read(qrCode(address))).toBe(address)),
    { numRuns: 25 },
  )
})

test.each(['T', 'тропинка 🌲', 'x'.repeat(900)])('%.12s… is read back', text => {
  expect(read(qrCode(text))).toBe(text)
})

test('four modules all around stay light', () => {
  fc.assert(
    fc.property(addresses, address => {
      const { size, path } = qrCode(address)
      const dark = squares(path)
      const columns = dark.flatMap(({ x, width }) => [x, x + width])
      const rows = dark.flatMap(({ y }) => [y, y + 1])
      for (const ends of [columns, rows])
        expect([Math.min(...ends), Math.max(...ends)]).toEqual([4, size - 4])
    }),
    { numRuns: 10 },
  )
})

test('on the page it is a picture with a name, black on white, and can be read', async () => {
  const address = totpAddress(newTotpSecret())
  const html = await render({ layout: 'none', language: 'ru', ...qrCode(address) })
  const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(html)!
  expect(width).toBe(height)
  expect(html).toContain(`<rect width="${width}" height="${width}" fill="#fff"/>`)
  expect(html).toMatch(/role="img" aria-label="QR-код [^"]+"/)
  const [, path] = /<path d="([^"]+)" fill="#000"\/>/.exec(html)!
  expect(read({ size: Number(width), path: path! })).toBe(address)
})

const engine = viewEngine(projectFile('views'), loadTexts(projectFile('locales')))

function render(page: object): Promise<string> {
  return new Promise((resolve, reject) => {
    engine(projectFile('views', 'auth', 'qr.hbs'), page, (error, html) =>
      html === undefined ? reject(new Error('not rendered', { cause: error })) : resolve(html),
    )
  })
}

/** Draws the picture, three pixels a module, and has it read by a decoder that is not ours. */
function read({ size, path }: { size: number; path: string }): string {
  const scale = 3
  const width = size * scale
  const data = new Uint8ClampedArray(width * width * 4).fill(255)
  for (const square of squares(path)) {
    for (let y = square.y * scale; y < (square.y + 1) * scale; y++) {
      const start = (y * width + square.x * scale) * 4
      for (let i = 0; i < square.width * scale; i++) data.fill(0, start + i * 4, start + i * 4 + 3)
    }
  }
  return decodeQr({ width, height: width, data }, { timeLimit: 5000 })
}

function squares(path: string): { x: number; y: number; width: number }[] {
  const runs = [...path.matchAll(/M(\d+) (\d+)h(\d+)v1h-(\d+)z/g)]
  expect(runs.map(([run]) => run).join('')).toBe(path)
  return runs.map(([, x, y, width, back]) => {
    expect(back).toBe(width)
    return { x: Number(x), y: Number(y), width: Number(width) }
  })
}
