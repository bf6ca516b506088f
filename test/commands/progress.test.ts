import type { Terminal } from '../../src/commands/command'
import { progressOn } from '../../src/commands/progress'

test('a log gets four lines, the last of them 100 %', () => {
  expect(shown(false, 1000)).toBe('Saving: 25 %\nSaving: 50 %\nSaving: 75 %\nSaving: 100 %\n')
})

test('a person sees one line that is drawn over, and ends', () => {
  const text = shown(true, 1000)
  expect(text.match(/\r/g)).toHaveLength(100)
  expect(text).toMatch(/^\rSaving: 1 %\rSaving: 2 %[^]*\rSaving: 100 %\n$/)
})

test('nothing to do is done at once', () => {
  expect(shown(false, 0)).toBe('Saving: 100 %\n')
})

function shown(live: boolean, total: number): string {
  let text = ''
  const terminal = { live, err: (more: string) => void (text += more) } as Partial<Terminal> as Terminal
  const progress = progressOn(terminal, 'Saving', total)
  for (let done = total === 0 ? 0 : 1; done <= total; done++) progress(done)
  return text
}
