import Ajv from 'ajv'
import { Type } from '@sinclair/typebox'
import { UploadedFile, form, json } from './body.js'
import { HttpError, ValidationError } from './errors.js'
import { isDuration } from './duration.js'
import { DATE, EMAIL, MOMENT, UUID, fault, forbidden } from './faults.js'

const ajv = new Ajv({
  allErrors: true,
  allowUnionTypes: true,
  coerceTypes: false,
  ownProperties: true,
  removeAdditional: 'all',
  useDefaults: true,
  verbose: true,
  formats: { date: DATE, 'date-time': MOMENT, duration: isDuration, email: EMAIL, password: true, uuid: UUID },
  keywords: ['literal', { keyword: 'file', validate: (_, value) => value instanceof UploadedFile }]
})

/** Integers that JavaScript represents exactly. */
export const Int = (options = {}) => Type.Integer({
  minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER, ...options
})
export const Str = Type.String
export const Optional = Type.Optional
/** One of several strings, which FastAPI's errors call a literal and not an enum. */
export const Literal = (values, options = {}) => Str({ enum: values, literal: true, ...options })
/** A schema that also allows null. */
export const OrNull = schema => ({ ...schema, type: [schema.type, 'null'] })
/** A schema that also allows null, and has null as its default unless it has another one. */
export const Nullable = schema => ({ default: null, ...OrNull(schema) })
export const File = () => Type.Unsafe({ file: true })

/**
 * The options of a route that declare its input. A step is a function of the request (a dependency) or a declaration
 * `{path, query, header, cookie, body | embed | form}`, each except `body` an object of schemas by name. `only` names
 * a source, such as `query`, or `body` for a form, that may contain no other names. Steps run in order; one 422 reports
 * the validation errors of all of them. Valid input is in `request.input`.
 */
export function takes (...steps) {
  const run = steps.flat().map(step => typeof step === 'function' ? step : checker(step))
  return {
    preHandler: async (request, reply) => {
      request.input = {}
      request.faults = []
      for (const step of run) await step(request, reply)
      if (request.faults.length > 0) throw new ValidationError(request.faults, request.input.sent)
    }
  }
}

function checker ({ path = {}, query = {}, header = {}, cookie = {}, body, embed, form: fields, only }) {
  const declared = { query, header, cookie, body: fields }[only]
  const whole = body ?? (embed && Type.Object(embed)) ?? (fields && Type.Object(fields))
  const schema = Type.Object({
    path: Type.Object(path),
    query: Type.Object(query),
    header: Type.Object(header),
    cookie: Type.Object(cookie),
    ...whole && { body: whole }
  })
  const validate = ajv.compile(schema)

  return async request => {
    if (Object.entries(request.params).some(([name, value]) => name !== '*' && value === '')) throw new HttpError(404)
    const sent = { query: queries(request), header: headers(request), cookie: cookies(request) }
    if (fields) sent.body = await form(request)
    const raw = {
      path: request.params,
      query: pick(query, sent.query),
      header: pick(header, sent.header, values => values[0]),
      cookie: pick(cookie, sent.cookie)
    }
    if (fields) raw.body = pick(fields, filled(sent.body))
    else if (whole) raw.body = json(request)
    if (embed && (typeof raw.body !== 'object' || raw.body === null || Array.isArray(raw.body))) raw.body = {}

    const data = {
      path: decode(path, raw.path),
      query: decode(query, raw.query),
      header: decode(header, raw.header),
      cookie: decode(cookie, raw.cookie),
      ...raw.body !== undefined && { body: fields ? decode(fields, raw.body) : structuredClone(raw.body) }
    }
    if (!validate(data)) {
      const seen = new Set()
      for (const error of validate.errors) {
        const found = fault(error, raw, { alone: Boolean(embed ?? fields), strings: Boolean(fields) })
        const loc = JSON.stringify(found.loc)
        if (!seen.has(loc)) request.faults.push(found)
        seen.add(loc)
      }
    }
    for (const [name, values] of sent[only] ?? []) {
      if (Object.hasOwn(declared, name)) continue
      const value = values.at(-1)
      request.faults.push(forbidden([only, name], value instanceof UploadedFile ? null : value))
    }
    for (const source of ['path', 'query', 'header', 'cookie']) {
      request.input[source] = { ...request.input[source], ...data[source] }
    }
    if (whole) Object.assign(request.input, { body: data.body, sent: raw.body })
  }
}

/** For each declared name the list of its values, or the one value that counts. */
function pick (schemas, found, one = values => values.at(-1)) {
  const picked = {}
  for (const [name, schema] of Object.entries(schemas)) {
    const values = found.get(name)
    if (values) picked[name] = isList(schema) ? values : one(values)
  }
  return picked
}

/** The fields of a form that are not empty: an empty one counts as not sent. */
const filled = sent => new Map([...sent].map(([name, values]) => [name, values.filter(value => value !== '')])
  .filter(([, values]) => values.length > 0))

const isList = schema => [schema.type].flat().includes('array')

function grouped (pairs) {
  const found = new Map()
  for (const [name, value] of pairs) found.has(name) ? found.get(name).push(value) : found.set(name, [value])
  return found
}

const queries = ({ raw: { url } }) => grouped(new URLSearchParams(url.split('?').slice(1).join('?')))

function headers ({ raw: { rawHeaders } }) {
  return grouped(rawHeaders.flatMap((name, i) => i % 2 ? [] : [[name.toLowerCase(), rawHeaders[i + 1]]]))
}

function cookies (request) {
  const pairs = (headers(request).get('cookie') ?? []).flatMap(header => header.split(';'))
    .filter(pair => pair.includes('='))
    .map(pair => /^([^=]*)=(.*)$/s.exec(pair).slice(1).map(part => part.trim()))
  return grouped(pairs.map(([name, value]) => [name, value.replace(/^"(.*)"$/s, '$1')]))
}

const decode = (schemas, strings) => Object.fromEntries(Object.entries(strings)
  .map(([name, string]) => [name, Object.hasOwn(schemas, name) ? typed(schemas[name], string) : string]))

const TRUE = /^(?:true|1|on|yes|y|t)$/i
const FALSE = /^(?:false|0|off|no|n|f)$/i
const INTEGER = /^ *[+-]?\d+(?:_\d+)*(?:\.0+)? *$/
const NUMBER = /^ *[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)? *$/i

/** A string from outside JSON as its schema's type. A string that does not fit stays one, and Ajv rejects it. */
function typed (schema, string) {
  if (Array.isArray(string)) return string.map(item => typed(schema.items, item))
  const types = [schema.type].flat()
  if (types.includes('boolean')) return TRUE.test(string) ? true : FALSE.test(string) ? false : string
  if (types.includes('integer') && INTEGER.test(string)) return Number(string.replaceAll('_', ''))
  if (types.includes('number') && NUMBER.test(string)) return Number(string)
  return string
}
