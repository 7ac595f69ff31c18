import type * as z from 'zod'
import { AppError, type FieldError } from '../core/errors'

/** Checks input at the door: the parsed value, or `invalid` with every wrong field. */
export function check<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value, { reportInput: true })
  if (result.success) return result.data
  throw new AppError('invalid', { fields: fieldErrors(result.error.issues) })
}

/**
 * The wrong fields of a zod error, as codes that the dictionaries word: `required`, `too_short`, `too_long`, `too_small`,
 * `too_big`, `not_a_…`, or the `params.code` of a custom rule.
 */
export function fieldErrors(issues: readonly z.core.$ZodIssue[]): FieldError[] {
  return issues.flatMap((issue): FieldError[] => {
    const path = issue.path.join('.')
    switch (issue.code) {
      case 'invalid_type':
        return [{ path, code: isMissing(issue) ? 'required' : `not_${issue.expected}` }]
      case 'too_small':
        if (issue.origin === 'string') {
          return [
            Number(issue.minimum) === 1
              ? { path, code: 'required' }
              : { path, code: 'too_short', params: { min: Number(issue.minimum) } },
          ]
        }
        return [{ path, code: 'too_small', params: { min: Number(issue.minimum) } }]
      case 'too_big':
        return [
          {
            path,
            code: issue.origin === 'string' ? 'too_long' : 'too_big',
            params: { max: Number(issue.maximum) },
          },
        ]
      case 'invalid_format':
        return [{ path, code: `not_${issue.format}` }]
      case 'invalid_value':
        return [{ path, code: isMissing(issue) ? 'required' : 'not_a_choice' }]
      case 'unrecognized_keys':
        return issue.keys.map((key) => ({ path: [...issue.path, key].join('.'), code: 'unknown_field' }))
      case 'custom': {
        const { code = 'wrong', ...params } = issue.params ?? {}
        return [{ path, code: String(code), ...(Object.keys(params).length > 0 && { params }) }]
      }
      default:
        return [{ path, code: 'wrong' }]
    }
  })
}

/** zod keeps the input of an issue only when asked (`reportInput`); its message tells otherwise. */
const isMissing = (issue: z.core.$ZodIssue) =>
  'input' in issue ? issue.input === undefined : issue.message.endsWith('received undefined')
