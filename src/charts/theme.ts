import type { Paint } from './drawing'

/** The colours of a picture that leaves the page, where no style sheet goes along. */
export interface Theme {
  page: string
  ink: string
  muted: string
  quiet: string
  data: Record<Paint, string>
}

/** As the style sheet has them by day; a test holds the two together. */
export const daylight: Theme = {
  page: '#FBFAF6',
  ink: '#1B211E',
  muted: '#5B635E',
  quiet: '#D8D4C9',
  data: { 1: '#12436D', 2: '#28A197', 3: '#6E0A34', 4: '#EE6420', rest: '#5B635E' },
}

/** What each class of `charts/marks` stands for, by the names that the style sheet gives rules to. */
export function attributesOf({ page, muted, quiet, data }: Theme): Map<string, string> {
  const paints = Object.entries(data).flatMap(([paint, colour]): [string, string][] => [
    [`series-${paint}`, `fill="${colour}"`],
    [`line-${paint}`, `fill="none" stroke="${colour}"`],
  ])
  return new Map([
    ['axis', `fill="${muted}"`],
    ['grid-line', `stroke="${quiet}"`],
    ['break', `stroke="${muted}"`],
    ['hatch', `stroke="${page}"`],
    ...paints,
  ])
}
