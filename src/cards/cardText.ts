import type { KeptCard } from './card'
import { cardWords, type Reading } from './cardWords'

/**
 * A card as plain text, to be put into a message or a draft. It names the card by its path alone: where the server
 * stands is nothing to paste somewhere.
 */
export function cardText(card: KeptCard, reading: Reading): string {
  const { language, texts } = reading
  const { internal, sentence, parts, lines } = cardWords(card, reading)
  return [
    ...(internal ? [internal, ''] : []),
    sentence,
    '',
    ...parts.map(({ name, text }) => `${name}: ${text}`),
    ...lines.map(({ term, text }) => `${term}: ${text}`),
    texts(language, 'card.address', { address: `/reports/cards/${card.id}` }),
    '',
  ].join('\n')
}
