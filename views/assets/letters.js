// A letter pressed while a group of chips has the focus ticks the chip with that letter underlined.
// Everything works without this file: the field "Letters" does the same on the server.
'use strict'
for (const group of document.querySelectorAll('[data-letters]')) {
  group.addEventListener('keydown', event => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.type === 'text') return
    const chip = [...group.querySelectorAll('[data-letter]')].find(one => isKeyOf(one, event))
    if (!chip) return
    event.preventDefault()
    chip.checked = chip.type === 'radio' || !chip.checked
    chip.focus()
  })
}

function isKeyOf(chip, { key, code }) {
  const letter = chip.dataset.letter
  return letter !== '' && (key.toLowerCase() === letter || russianKeys[code] === letter || code === `Key${letter.toUpperCase()}`)
}

// So that a letter works in either keyboard layout.
const russianKeys = {
  KeyQ: 'й', KeyW: 'ц', KeyE: 'у', KeyR: 'к', KeyT: 'е', KeyY: 'н', KeyU: 'г', KeyI: 'ш', KeyO: 'щ', KeyP: 'з',
  BracketLeft: 'х', BracketRight: 'ъ', KeyA: 'ф', KeyS: 'ы', KeyD: 'в', KeyF: 'а', KeyG: 'п', KeyH: 'р', KeyJ: 'о',
  KeyK: 'л', KeyL: 'д', Semicolon: 'ж', Quote: 'э', KeyZ: 'я', KeyX: 'ч', KeyC: 'с', KeyV: 'м', KeyB: 'и',
  KeyN: 'т', KeyM: 'ь', Comma: 'б', Period: 'ю', Backquote: 'ё',
}
