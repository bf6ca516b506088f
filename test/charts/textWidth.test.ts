import { textWidth, wrapText } from '../../src/charts/textWidth'

test('text is put into lines that fit, and a long word is parted where it may be', () => {
  const text = 'Медосвидетельствование, Северо-Кавказский округ'
  const lines = wrapText(text, 120, 13)
  expect(lines).toEqual(['Медосвиде-', 'тельствование,', 'Северо-', 'Кавказский', 'округ'])
  for (const line of lines) expect(textWidth(line, 13)).toBeLessThanOrEqual(120)
  expect(wrapText('Requests by month and category', 480, 20, 'bold')).toHaveLength(1)
  expect(wrapText('Requests by month and category', 250, 20, 'bold')).toEqual([
    'Requests by month',
    'and category',
  ])
})
