import { Tokenizer, TokenParser, TokenType, type ParsedTokenInfo } from '@streamparser/json'
import { Unreadable } from './seriesProblem'

/** What is wanted of the members of a JSON document. */
export interface MemberVisitor {
  /** Those that are kept as a whole: small ones. Of others nothing is kept. */
  whole?: { names: string[]; take(name: string, value: unknown): void; enough?(): boolean }
  /** Those whose own members are looked at one by one, by their key or their place; undefined if it has none. */
  each?: { names: string[]; take(name: string, key: string | number | undefined, value: Scalar): void }
}

export type Scalar = string | number | boolean | null

/**
 * Goes through a JSON document of any size without building it: the numbers of a large dataset are one object of
 * millions of members. Of the grammar only that is checked without which the numbers could be misread: words, brackets,
 * and that the document has an end.
 */
export async function visitMembers(text: AsyncIterable<string>, visitor: MemberVisitor): Promise<void> {
  const tokenizer = new Tokenizer({ stringBufferSize: 4096, numberBufferSize: 64 })
  const walk = walkOf(visitor)
  let silent = 0
  tokenizer.onToken = token => {
    silent = 0
    walk.token(token)
  }
  for await (const part of text) {
    try {
      tokenizer.write(part)
    } catch (error) {
      if (error instanceof Unreadable) throw error
      throw damaged()
    }
    // A word that never ends would be collected in memory.
    if ((silent += part.length) > longestToken) throw damaged()
    if (visitor.whole?.enough?.()) return
  }
  if (!walk.ended()) throw damaged()
}

const longestToken = 1_000_000
/** Of one member that is kept as a whole: thousands of categories with their names. */
const mostTokens = 200_000

/** Called for each word and mark of the document, tens of millions of times: what it keeps is flat. */
function walkOf({ whole, each }: MemberVisitor) {
  // Of each container that is open, whether it is an array.
  const arrays: boolean[] = []
  let depth = 0
  let outerKey = ''
  let innerKey: string | undefined
  let place = 0
  let looked = false
  let pending: Scalar | undefined
  let begun = false
  let member: { parser: TokenParser; tokens: number } | undefined

  return { token, ended: () => begun && depth === 0 }

  function token(one: ParsedTokenInfo): void {
    if (begun && depth === 0) throw damaged()
    if (member) return keep(one)
    switch (one.token) {
      case TokenType.COLON:
        return name()
      case TokenType.COMMA:
        flush()
        place++
        return
      case TokenType.LEFT_BRACE:
      case TokenType.LEFT_BRACKET:
        return begin(one.token === TokenType.LEFT_BRACKET)
      case TokenType.RIGHT_BRACE:
      case TokenType.RIGHT_BRACKET:
        return close(one.token === TokenType.RIGHT_BRACKET)
      default:
        if (pending !== undefined || !begun) throw damaged()
        pending = one.value
    }
  }

  function name(): void {
    if (arrays[depth - 1] || typeof pending !== 'string') throw damaged()
    if (depth === 2) innerKey = pending
    if (depth === 1) {
      outerKey = pending
      looked = each?.names.includes(outerKey) ?? false
      if (whole?.names.includes(outerKey)) member = { parser: memberParser(outerKey), tokens: 0 }
    }
    pending = undefined
  }

  function memberParser(name: string): TokenParser {
    const parser = new TokenParser({ paths: ['$'] })
    parser.onValue = ({ value }) => whole!.take(name, value)
    return parser
  }

  function keep(one: ParsedTokenInfo): void {
    if (member!.tokens++ > mostTokens) throw new Unreadable({ key: 'series.problem.too_many_values' })
    member!.parser.write(one)
    if (member!.parser.isEnded) member = undefined
  }

  function begin(array: boolean): void {
    if (pending !== undefined) throw damaged()
    begun = true
    arrays[depth++] = array
    if (depth !== 2) return
    innerKey = undefined
    place = 0
  }

  function close(array: boolean): void {
    flush()
    if (arrays[--depth] !== array) throw damaged()
  }

  function flush(): void {
    if (looked && pending !== undefined && depth <= 2) {
      each!.take(outerKey, depth === 1 ? undefined : arrays[1] ? place : innerKey, pending)
    }
    pending = undefined
  }
}

function damaged(): Unreadable {
  return new Unreadable({ key: 'series.problem.json' })
}
