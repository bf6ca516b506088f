import fc from 'fast-check'
import { findIdentifiers } from '../../src/screening/identifiers'
import { maskIdentifiers, maskWords } from '../../src/screening/mask'

test('identifiers are covered by blocks that do not tell their length', () => {
  const mask = (text: string) => maskIdentifiers(text, findIdentifiers(text))
  expect(mask('Меня зовут Тестослав, пишите @ab или на +7 900 000-00-00.')).toBe(
    'Меня зовут ▒▒▒, пишите ▒▒▒ или на ▒▒▒.',
  )
  expect(mask('@a_name_that_is_much_longer')).toBe(mask('@ab'))
  expect(mask('Просит отсрочку')).toBe('Просит отсрочку')
})

test('words are covered wherever they stand, in capitals or not, within other words too', () => {
  expect(maskWords('Иван, ИВАНУ и сыну ивана', ['иван'])).toEqual({ text: '▒▒▒, ▒▒▒У и сыну ▒▒▒а', count: 3 })
  expect(maskWords('Семёну и Семену', ['Семен'])).toEqual({ text: '▒▒▒у и ▒▒▒у', count: 2 })
  expect(maskWords('to Ivan\n  Test', ['ivan test'])).toEqual({ text: 'to ▒▒▒', count: 1 })
})

test('the longer of two words is covered whole', () => {
  expect(maskWords('Иванов', ['Иван', 'Иванов'])).toEqual({ text: '▒▒▒', count: 1 })
})

test('a word is never read as a pattern', () => {
  expect(maskWords('a.c abc (x) [y]', ['a.c', '(x)', '[y]', '.*', '\\w', '$&'])).toEqual({
    text: '▒▒▒ abc ▒▒▒ ▒▒▒',
    count: 3,
  })
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), word => {
      fc.pre(word.trim() === word && !/[▒\s]/.test(word))
      expect(maskWords(`<${word}>`, [word])).toEqual({ text: '<▒▒▒>', count: 1 })
    }),
  )
})

test('no words, or empty ones, cover nothing', () => {
  expect(maskWords('Просит отсрочку', [])).toEqual({ text: 'Просит отсрочку', count: 0 })
  expect(maskWords('Просит отсрочку', ['', '  '])).toEqual({ text: 'Просит отсрочку', count: 0 })
})

test('none of the words is left, and the rest is untouched', () => {
  const letters = fc.string({ unit: fc.constantFrom(...'абвЁе ab.'), maxLength: 12 })
  fc.assert(
    fc.property(letters, fc.array(letters, { maxLength: 3 }), (text, words) => {
      const masked = maskWords(text, words).text
      const plain = (any: string) => any.toLowerCase().replaceAll('ё', 'е').replace(/\s+/g, ' ')
      for (const word of words.map(one => one.trim()).filter(one => one !== '')) {
        expect(plain(masked)).not.toContain(plain(word))
      }
      const rest = masked.split('▒▒▒').map(part => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
      expect(text).toMatch(new RegExp(`^${rest.join('[^]+')}$`))
    }),
  )
})
