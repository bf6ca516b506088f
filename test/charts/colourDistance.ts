import { linearRgb, type Rgb } from '../support/colours'

/**
 * How people without one kind of cone see a colour: Machado, Oliveira and Fernandes, "A Physiologically-based Model for
 * Simulation of Color Vision Deficiency", IEEE TVCG 15(6), 2009, severity 1.0; applied to linear light.
 */
const seenBy = {
  everyone: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopes: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopes: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopes: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
} satisfies Record<string, Rgb[]>

type Eyes = keyof typeof seenBy

export const eyes = Object.keys(seenBy) as Eyes[]

/** How far two colours are apart for such eyes, in CIEDE2000: 1 is just seen, side by side. */
export function distance(a: string, b: string, by: Eyes): number {
  const seen = (colour: string) => labOf(seenBy[by].map(row => clamp(dot(row, linearRgb(colour)))) as Rgb)
  return ciede2000(seen(a), seen(b))
}

const clamp = (value: number) => Math.min(1, Math.max(0, value))
const dot = (row: number[], values: Rgb) => row.reduce((sum, factor, i) => sum + factor * values[i]!, 0)

/** CIE 1976 L*a*b* under D65. */
function labOf(rgb: Rgb): Rgb {
  const x = dot([0.4124564, 0.3575761, 0.1804375], rgb) / 0.95047
  const y = dot([0.2126729, 0.7151522, 0.072175], rgb)
  const z = dot([0.0193339, 0.119192, 0.9503041], rgb) / 1.08883
  const [fx, fy, fz] = [x, y, z].map(t =>
    t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116,
  ) as Rgb
  return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)]
}

/** Sharma, Wu and Dalal, "The CIEDE2000 Color-Difference Formula", Color Research & Application 30(1), 2005. */
export function ciede2000([l1, a1, b1]: Rgb, [l2, a2, b2]: Rgb): number {
  const meanChroma = (Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2
  const g = 1.5 - 0.5 * Math.sqrt(meanChroma ** 7 / (meanChroma ** 7 + 25 ** 7))
  const [c1, c2] = [Math.hypot(a1 * g, b1), Math.hypot(a2 * g, b2)]
  const [h1, h2] = [hue(a1 * g, b1), hue(a2 * g, b2)]
  const grey = c1 * c2 === 0
  const turn = grey ? 0 : ((h2 - h1 + 540) % 360) - 180
  const [dl, dc, dh] = [l2 - l1, c2 - c1, 2 * Math.sqrt(c1 * c2) * sine(turn / 2)]
  const [l, c, h] = [(l1 + l2) / 2, (c1 + c2) / 2, grey ? h1 + h2 : h1 + turn / 2]
  const t =
    1 - 0.17 * sine(h + 60) + 0.24 * sine(2 * h + 90) + 0.32 * sine(3 * h + 96) - 0.2 * sine(4 * h + 27)
  const [sl, sc, sh] = [
    1 + (0.015 * (l - 50) ** 2) / Math.sqrt(20 + (l - 50) ** 2),
    1 + 0.045 * c,
    1 + 0.015 * c * t,
  ]
  const around = ((h + 360) % 360) - 275
  const rotation = -2 * Math.sqrt(c ** 7 / (c ** 7 + 25 ** 7)) * sine(60 * Math.exp(-((around / 25) ** 2)))
  return Math.sqrt((dl / sl) ** 2 + (dc / sc) ** 2 + (dh / sh) ** 2 + ((rotation * dc) / sc) * (dh / sh))
}

const hue = (a: number, b: number) => ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360
const sine = (degrees: number) => Math.sin((degrees * Math.PI) / 180)
