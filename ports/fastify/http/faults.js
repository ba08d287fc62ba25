/**
 * An error of Ajv in the words of FastAPI. `strings`: the body is a form, whose values are strings. `alone`: each
 * property of the body is a parameter, so a missing one has no input.
 */
export function fault (error, raw, { alone, strings }) {
  const loc = error.instancePath.split('/').slice(1).map(unescape)
  if (error.keyword === 'required') loc.push(error.params.missingProperty)
  const [type, msg, ctx] = describe(error, strings || loc[0] !== 'body')
  const shown = loc.map((part, i) => i > 0 && Array.isArray(at(raw, loc.slice(0, i))) ? Number(part) : part)
  if (shown[0] === 'path' && shown[1] === '*') shown[1] = 'file_path'
  const parent = loc[0] === 'body' && loc.length > 1 && !(alone && loc.length === 2)
  const input = type === 'missing' ? (parent ? at(raw, loc.slice(0, -1)) : null) : at(raw, loc)
  return {
    type,
    loc: shown,
    msg,
    ...loc.at(-1) !== 'password' && { input: input ?? null },
    ...ctx && { ctx }
  }
}

/** A name that the source of an operation must not contain. */
export const forbidden = (loc, input) => ({
  type: 'extra_forbidden', loc, msg: 'Extra inputs are not permitted', input
})

const FORMATS = {
  email: ['value_error', 'value is not a valid email address', { reason: 'not an email address' }],
  date: ['date_type', 'Input should be a valid date'],
  'date-time': ['datetime_parsing', 'Input should be a valid datetime'],
  duration: ['time_delta_parsing', 'Input should be a valid timedelta'],
  uuid: ['uuid_parsing', 'Input should be a valid UUID']
}

const unescape = part => part.replaceAll('~1', '/').replaceAll('~0', '~')
const at = (value, loc) => loc.reduce((inner, part) => inner?.[part], value)

function describe ({ keyword, params, schema, parentSchema }, isString) {
  switch (keyword) {
    case 'required': return ['missing', 'Field required']
    case 'minimum': return ['greater_than_equal', `Input should be greater than or equal to ${schema}`, { ge: schema }]
    case 'maximum': return ['less_than_equal', `Input should be less than or equal to ${schema}`, { le: schema }]
    case 'minLength':
      return ['string_too_short', `String should have at least ${characters(schema)}`, { min_length: schema }]
    case 'maxLength':
      return ['string_too_long', `String should have at most ${characters(schema)}`, { max_length: schema }]
    case 'maxItems': return ['too_long', `List should have at most ${schema} items`, { max_length: schema }]
    case 'pattern': return ['string_pattern_mismatch', `String should match pattern '${schema}'`, { pattern: schema }]
    case 'enum': {
      const values = schema.map(value => typeof value === 'string' ? `'${value}'` : `${value}`)
      const expected = `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`
      return [parentSchema.literal ? 'literal_error' : 'enum', `Input should be ${expected}`, { expected }]
    }
    case 'format': return FORMATS[parentSchema.format]
    case 'file': return ['value_error', 'Value error, Expected UploadFile']
    case 'type': return mistyped([params.type].flat()[0], isString)
    default: return ['value_error', 'Invalid input']
  }
}

function mistyped (type, isString) {
  switch (type) {
    case 'integer': return isString
      ? ['int_parsing', 'Input should be a valid integer, unable to parse string as an integer']
      : ['int_type', 'Input should be a valid integer']
    case 'number': return ['float_parsing', 'Input should be a valid number, unable to parse string as a number']
    case 'boolean': return ['bool_parsing', 'Input should be a valid boolean, unable to interpret input']
    case 'string': return ['string_type', 'Input should be a valid string']
    case 'array': return ['list_type', 'Input should be a valid list']
    default: return ['model_attributes_type', 'Input should be a valid dictionary or object to extract fields from']
  }
}

const characters = n => n === 1 ? '1 character' : `${n} characters`

/** Whether a string is a calendar day `YYYY-MM-DD` in the years 1 to 9999. */
export function DATE (string) {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(string) || string.startsWith('0000')) return false
  const day = new Date(`${string}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(string)
}

/** Whether a string is such a day with a time and perhaps an offset: `2022-04-29T12:30:00+08:00`. */
export function MOMENT (string) {
  const [, day, ...parts] =
    /^(.{10})[Tt ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?:[Zz]|[+-](\d\d):(\d\d))?$/.exec(string) ?? []
  const below = [24, 60, 60, 24, 60]
  return day !== undefined && DATE(day) && parts.every((part, i) => part === undefined || Number(part) < below[i])
}

export const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i

const LABEL = '[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?'
const ADDRESS = new RegExp(`^[\\p{L}\\p{N}.!#$%&'*+/=?^_\`{|}~-]{1,64}@(?:${LABEL}\\.)+${LABEL}$`, 'u')
const RESERVED = /\.(?:arpa|invalid|local|localhost|onion|test)$/i

/** Whether a string is an address: one @, then names with dots between them, the last one not reserved (RFC 6761). */
export const EMAIL = string => string.length <= 254 && ADDRESS.test(string) && !RESERVED.test(string)
