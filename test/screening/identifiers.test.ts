import fc from 'fast-check'
import { newCaseCode } from '../../src/cases/caseCode'
import { identifierRules } from '../../src/screening/identifierRules'
import { findIdentifiers, nameKeys } from '../../src/screening/identifiers'
import { maskIdentifiers } from '../../src/screening/mask'
import { negatives, positives } from './examples'

const found = (text: string) => findIdentifiers(text).map(finding => [finding.kind, finding.text])

test.each(positives)('%s is found: %s', (kind, sentence, identifier) => {
  expect(found(sentence)).toContainEqual([kind, identifier])
})

test.each(negatives)('nothing is found: %s', sentence => {
  expect(found(sentence)).toEqual([])
})

test('every kind has examples', () => {
  expect([...new Set(positives.map(([kind]) => kind))].sort()).toEqual(Object.keys(identifierRules).sort())
})

test('our own case codes pass, written in groups in any case', () => {
  const codes = fc.nat().map(() => newCaseCode())
  fc.assert(
    fc.property(codes, code => {
      expect(found(`см. ${code}, тот же человек`)).toEqual([])
      expect(found(`see ${code.toLowerCase().replaceAll('-', ' ')}.`)).toEqual([])
    }),
  )
})

test('what overlaps is one finding, of the kind of its longest part', () => {
  expect(found('https://example.org/@test/12.03.2024')).toEqual([
    ['link', 'https://example.org/@test/12.03.2024'],
  ])
  expect(found('паспорт 4510 123456')).toEqual([['document', '4510 123456']])
})

test('a word that is touched is found whole', () => {
  expect(found('перезвони+79000000000завтра')).toEqual([['phone', '+79000000000завтра']])
  expect(found('логин имя@сервер')).toEqual([['handle', 'имя@сервер']])
})

test('the names of what was found are asked for once each', () => {
  expect(nameKeys(findIdentifiers('@one и @two, 14:35'))).toEqual(['screening.handle', 'screening.time'])
})

describe('laws', () => {
  const fragments = [...positives.map(([, , identifier]) => identifier), ...negatives]
  const glue = fc.constantFrom(
    '',
    '',
    ' ',
    '-',
    '.',
    ', ',
    '@',
    '+',
    '№ ',
    '\n',
    '▒',
    'а',
    '7',
    '😀',
    'K7M-4QX-Z',
  )
  const anything = fc.string({ unit: 'binary', maxLength: 8 })
  // Whole identifiers, halves of them, and any characters, stuck together in any way.
  const cut = fc
    .tuple(fc.constantFrom(...fragments), fc.nat(20), fc.nat(20))
    .map(([text, start, rest]) => text.slice(start % text.length, (start % text.length) + rest))
  const piece = fc.oneof(fc.constantFrom(...fragments), cut, glue, anything)
  const texts = fc.array(fc.tuple(piece, glue), { maxLength: 8 }).map(pieces => pieces.flat().join(''))

  test('findings are in bounds, in order and apart', () => {
    fc.assert(
      fc.property(texts, text => {
        let last = 0
        for (const finding of findIdentifiers(text)) {
          expect(finding.start).toBeGreaterThanOrEqual(last)
          expect(finding.end).toBeGreaterThan(finding.start)
          expect(text.slice(finding.start, finding.end)).toBe(finding.text)
          last = finding.end
        }
        expect(last).toBeLessThanOrEqual(text.length)
      }),
      { numRuns: 1000 },
    )
  })

  test('once masked, nothing is found any more', () => {
    fc.assert(
      fc.property(texts, text => {
        expect(found(maskIdentifiers(text, findIdentifiers(text)))).toEqual([])
      }),
      { numRuns: 3000 },
    )
  })

  test('no text makes it throw, broken characters included', () => {
    const halves = fc.array(fc.nat(0xffff), { maxLength: 60 }).map(units => String.fromCharCode(...units))
    fc.assert(
      fc.property(halves, text => {
        const masked = maskIdentifiers(text, findIdentifiers(text))
        expect(found(masked)).toEqual([])
      }),
      { numRuns: 1000 },
    )
  })
})
