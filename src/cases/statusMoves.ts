/** What can be done with the status of a case, in the words of its buttons. */
export const moves = ['start', 'resume', 'wait', 'refer', 'close', 'reopen'] as const

export type Move = (typeof moves)[number]

/** From which statuses a move leads to which; there are no others. */
const machine: Record<Move, { from: readonly string[]; to: string }> = {
  start: { from: ['new'], to: 'in_progress' },
  resume: { from: ['awaiting_reply', 'referred'], to: 'in_progress' },
  wait: { from: ['new', 'in_progress', 'referred'], to: 'awaiting_reply' },
  refer: { from: ['new', 'in_progress', 'awaiting_reply'], to: 'referred' },
  close: { from: ['new', 'in_progress', 'awaiting_reply', 'referred'], to: 'closed' },
  reopen: { from: ['closed'], to: 'in_progress' },
}

/** Every move that a case with this status may make, the likeliest next one first. */
export function movesFrom(status: string): Move[] {
  return moves.filter(move => mayMove(status, move))
}

export function mayMove(status: string, move: Move): boolean {
  return machine[move].from.includes(status)
}

/** The status that a move leads to. */
export function statusAfter(move: Move): string {
  return machine[move].to
}

/** The move that leads from one status to another; undefined when none does. */
export function moveBetween(from: string, to: string): Move | undefined {
  return movesFrom(from).find(move => statusAfter(move) === to)
}
