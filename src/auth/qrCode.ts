import qrcode from 'qrcode-generator'

/** Modules of light around the code, without which a camera does not find it (ISO/IEC 18004). */
const quietZone = 4

/**
 * A QR code (error correction M) as a path of unit squares, for
 * `<svg viewBox="0 0 {size} {size}">`: one rectangle for each run of dark modules in a row.
 */
export function qrCode(text: string): { size: number; path: string } {
  const code = qrcode(0, 'M')
  // The package takes each character for a byte; phones take the bytes for UTF-8.
  code.addData(Buffer.from(text).toString('latin1'))
  code.make()
  const count = code.getModuleCount()
  const rows = Array.from({ length: count }, (_, y) =>
    darkRuns(count, x => code.isDark(y, x)).map(
      ({ start, length }) => `M${start + quietZone} ${y + quietZone}h${length}v1h-${length}z`,
    ),
  )
  return { size: count + 2 * quietZone, path: rows.flat().join('') }
}

function darkRuns(count: number, isDark: (x: number) => boolean): { start: number; length: number }[] {
  const runs: { start: number; length: number }[] = []
  for (let x = 0; x < count; x++) {
    if (!isDark(x)) continue
    const last = runs.at(-1)
    if (last && last.start + last.length === x) last.length++
    else runs.push({ start: x, length: 1 })
  }
  return runs
}
