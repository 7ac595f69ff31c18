import { QUESTIONS, type StatusAnswers } from './rulesOfStatus'

/** Answers to the questions of status as an address has them: `discarded=yes`. Anything else is no answer. */
export const answersIn = (given: Record<string, string | undefined>): StatusAnswers =>
  Object.fromEntries(
    QUESTIONS.flatMap((q) => (given[q] === 'yes' || given[q] === 'no' ? [[q, given[q] === 'yes']] : [])),
  )
