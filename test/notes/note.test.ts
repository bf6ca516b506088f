import fc from 'fast-check'
import type { Actor } from '../../src/auth/actor'
import type { Day } from '../../src/calendar/month'
import { absentWords, maskedText, mayMask, parseMasking, parseNote } from '../../src/notes/note'
import { markedPieces, screenNote } from '../../src/notes/screenNote'
import { findIdentifiers } from '../../src/screening/identifiers'
import { longestText } from '../../src/vault/padding'

const day = '2024-03-15' as Day

describe('the words of a note', () => {
  test('keep their lines and tabs; other control characters go', () => {
    expect(parseNote({ text: ' one\r\n\r\n\ttwo\rthree\u0000\u001b \n' })).toEqual({
      ok: true,
      value: 'one\n\n\ttwo\nthree',
    })
  })

  test('have one spelling, whatever keyboard they come from', () => {
    expect(parseNote({ text: 'и\u0306од' })).toEqual({ ok: true, value: 'йод' })
  })

  test.each([
    ['', 'nothing'],
    [' \n\t ', 'spaces'],
    ['\u200b\u2060', 'what cannot be seen'],
  ])('%j is no note: %s', text => {
    expect(parseNote({ text })).toEqual({ ok: false, problems: { text: 'note.problem.empty' } })
  })

  test('are no more than 10,000, of any script', () => {
    for (const letter of ['a', 'ж', '🌲']) {
      expect(parseNote({ text: letter.repeat(10_000) }).ok).toBe(true)
      expect(parseNote({ text: letter.repeat(10_001) })).toEqual({
        ok: false,
        problems: { text: 'note.problem.long' },
      })
    }
  })

  test('are one field of words: a repeated or foreign one is none', () => {
    for (const text of [['a', 'b'], { a: 'b' }, 5]) expect(parseNote({ text }).ok).toBe(false)
  })

  test('always fit into a seal, masked or not', () => {
    const letters = fc.constantFrom('a', 'ж', '🌲', '"', '\\', '\n', '\u2028', '@', ' ')
    const texts = fc.array(letters, { minLength: 1, maxLength: 40 }).map(some => some.join('').repeat(250))
    fc.assert(
      fc.property(texts, letters, (typed, letter) => {
        const parsed = parseNote({ text: [...typed].slice(0, 10_000).join('') })
        if (!parsed.ok) return
        const left = maskedText(parsed.value, { whole: false, words: [letter] }) ?? ''
        for (const text of [parsed.value, left]) expect(sealedSize(text)).toBeLessThan(longestText)
      }),
    )
  })
})

describe('masking', () => {
  test('takes words by line or comma, each once', () => {
    expect(parseMasking({ mask: ' Ivan ,Omsk\r\nIvan\n\nbox 7, ' })).toEqual({
      ok: true,
      value: { whole: false, words: ['Ivan', 'Omsk', 'box 7'] },
    })
  })

  test('of nothing is refused, of the whole needs no words', () => {
    expect(parseMasking({ mask: ' , ' })).toEqual({
      ok: false,
      problems: { mask: 'note.problem.mask_nothing' },
    })
    expect(parseMasking({ whole: 'yes' })).toEqual({ ok: true, value: { whole: true, words: [] } })
  })

  test('refuses a list that would take long to look for', () => {
    const many = Array.from({ length: 51 }, (_, i) => `w${i}`).join()
    for (const mask of [many, 'a'.repeat(101)]) {
      expect(parseMasking({ mask })).toEqual({ ok: false, problems: { mask: 'note.problem.mask_many' } })
    }
  })

  test('leaves none of the words, and says which do not stand there', () => {
    const text = 'Иван из Омска. иван!'
    expect(absentWords(text, { whole: false, words: ['Иван', 'Томск'] })).toEqual(['Томск'])
    expect(maskedText(text, { whole: false, words: ['Иван'] })).not.toMatch(/иван/i)
    expect(maskedText(text, { whole: true, words: [] })).toBe('')
  })

  test('that would make a text longer than can be sealed is refused', () => {
    expect(maskedText('ab'.repeat(5000), { whole: false, words: ['a', 'b'] })).toBeUndefined()
  })

  test('is for coordinators whom another has confirmed, and for an author who has the case', () => {
    const volunteer: Actor = { id: 'v', pseudonym: 'v', role: 'volunteer', language: 'en', certified: false }
    const coordinator: Actor = { ...volunteer, id: 'c', role: 'coordinator', certified: true }
    const note = { text: 'x', day, author: 'v' }
    const own = { id: '1', recorded_by: 'v', assigned_to: null }
    expect(mayMask(volunteer, note, own)).toBe(true)
    expect(mayMask(volunteer, { ...note, author: 'other' }, own)).toBe(false)
    expect(mayMask(volunteer, note, { ...own, assigned_to: 'other' })).toBe(false)
    expect(mayMask(coordinator, note, { ...own, assigned_to: 'other' })).toBe(true)
    expect(mayMask({ ...coordinator, certified: false }, note, own)).toBe(false)
    expect(mayMask(coordinator, { ...note, text: '' }, own)).toBe(false)
  })
})

describe('what is found in a note', () => {
  const text = 'Call +7 912 345-67-89 or write to one@example.org'

  test('waits for a decision, and then is masked or kept', () => {
    expect(screenNote(text, '')).toHaveProperty('findings')
    expect(screenNote(text, 'anything')).toHaveProperty('findings')
    expect(screenNote(text, 'keep')).toEqual({ text })
    const masked = screenNote(text, 'mask') as { text: string }
    expect(masked.text).toMatch(/^Call .+ or write to .+$/)
    expect(masked.text).not.toMatch(/912|example/)
    expect(screenNote('Needs a lawyer', '')).toEqual({ text: 'Needs a lawyer' })
  })

  test('is marked in a text that is otherwise as it was', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('+7 912 345-67-89', ' or ', '\n', 'one@example.org', '<b>')),
        some => {
          const written = some.join('')
          const findings = findIdentifiers(written)
          const pieces = markedPieces(written, findings)
          expect(pieces.map(piece => piece.text).join('')).toBe(written)
          const found = pieces.filter(piece => piece.found).map(piece => piece.text)
          expect(found).toEqual(findings.map(finding => finding.text))
        },
      ),
    )
  })
})

function sealedSize(text: string): number {
  const id = '00000000-0000-4000-8000-000000000000'
  return Buffer.byteLength(JSON.stringify({ text, day, author: id, masked: { day, by: id } }))
}
