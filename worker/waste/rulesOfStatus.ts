// Pure: what a material is in the eyes of the law, from plain answers. Information, not advice.

export const QUESTIONS = ['exit', 'discarded', 'reuse', 'residue', 'certain'] as const
export type Question = (typeof QUESTIONS)[number]
export type StatusAnswers = Partial<Record<Question, boolean>>
export type MaterialStatus = 'product_reuse' | 'by_product' | 'waste' | 'ex_waste'

/** The article of the French Environment Code that each status rests on. */
export const ARTICLES: Record<MaterialStatus, string> = {
  product_reuse: 'L541-1-1',
  by_product: 'L541-4-2',
  waste: 'L541-1-1',
  ex_waste: 'L541-4-3',
}

/**
 * The next question to ask, or the status that the answers lead to. `exit`: it was recovered and meets all criteria of an act
 * (C. env. L541-4-3). `discarded`: its holder discards it, or intends or is required to (definition of waste, L541-1-1).
 * `reuse`: it serves again for what it was conceived for (definition of reuse, same article). `residue`: left by a production
 * whose aim was something else; `certain`: its use is certain, direct, lawful and harmless, and it is part of the process (the
 * five conditions of L541-4-2). Whatever does not meet them all is waste.
 */
export function statusBy(a: StatusAnswers): { ask: Question } | { status: MaterialStatus } {
  if (a.exit === undefined) return { ask: 'exit' }
  if (a.exit) return { status: 'ex_waste' }
  if (a.discarded === undefined) return { ask: 'discarded' }
  if (a.discarded) return { status: 'waste' }
  if (a.reuse === undefined) return { ask: 'reuse' }
  if (a.reuse) return { status: 'product_reuse' }
  if (a.residue === undefined) return { ask: 'residue' }
  if (!a.residue) return { status: 'waste' }
  if (a.certain === undefined) return { ask: 'certain' }
  return { status: a.certain ? 'by_product' : 'waste' }
}
