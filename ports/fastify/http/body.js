import { Dicer } from '@fastify/busboy'
import { HttpError, ValidationError } from './errors.js'

const MAX_PARTS = 1000
const MAX_DEPTH = 100
const UNREADABLE = 'There was an error parsing the body'

/** A file of a form, in memory; `bodyLimit` limits its size. */
export class UploadedFile {
  constructor (filename, contentType, content) {
    Object.assign(this, { filename, contentType, content })
  }
}

/**
 * Reads the body of every request into `request.payload`. Fastify itself would respond to an unknown Content-Type with
 * 415, and close the connection while the client is still sending.
 */
export function readBodies (app) {
  app.decorateRequest('payload', null)
  app.decorateRequest('contentType', '')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (request, payload, done) => done(null))
  app.addHook('preParsing', async request => {
    const { headers } = request.raw
    request.contentType = headers['content-type'] ?? ''
    headers['content-type'] = 'application/octet-stream'
    if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) return
    request.payload = await read(request.raw, request.routeOptions.bodyLimit, Number(headers['content-length'] ?? 0))
  })
}

/** Rejects with 413 beyond `limit` bytes; Node then discards the rest of the body as it arrives. */
function read (stream, limit, announced) {
  return new Promise((resolve, reject) => {
    const chunks = []
    let size = 0
    const collect = chunk => {
      size += chunk.length
      if (Math.max(size, announced) > limit) {
        stream.off('data', collect)
        stream.resume()
        reject(new HttpError(413, 'Content Too Large'))
      } else chunks.push(chunk)
    }
    if (announced > limit) return reject(new HttpError(413, 'Content Too Large'))
    stream.on('data', collect)
    stream.once('end', () => resolve(Buffer.concat(chunks)))
    stream.once('error', reject)
  })
}

const mediaType = contentType => contentType.split(';')[0].trim().toLowerCase()

/** The JSON value of a request; a string for a body of another type, undefined without a body. */
export function json (request) {
  if (request.payload === null || request.payload.length === 0) return undefined
  if (!/^application\/(?:[^/]+\+)?json$/.test(mediaType(request.contentType))) return request.payload.toString('latin1')
  let text
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(request.payload)
  } catch {
    throw new HttpError(400, UNREADABLE)
  }
  let value
  try {
    value = JSON.parse(text)
  } catch ({ message }) {
    const offset = message.startsWith('Unexpected end') ? text.length : Number(/position (\d+)/.exec(message)?.[1] ?? 0)
    throw new ValidationError([
      { type: 'json_invalid', loc: ['body', offset], msg: 'JSON decode error', input: {}, ctx: { error: 'not JSON' } }
    ], text)
  }
  if (!serializable(value)) throw new HttpError(400, UNREADABLE)
  return value
}

/** Whether a value can be written as JSON again: not nested too deeply, and without lone surrogates. */
function serializable (value, depth = 0) {
  if (typeof value === 'string') return value.isWellFormed()
  if (typeof value !== 'object' || value === null) return true
  return depth < MAX_DEPTH && Object.entries(value)
    .every(([name, property]) => name.isWellFormed() && serializable(property, depth + 1))
}

/** The fields of a form, each with all its values (strings or files); an empty map if the body is not a form. */
export async function form (request) {
  const fields = new Map()
  const add = (name, value) => fields.set(name, [...fields.get(name) ?? [], value])
  if (request.payload === null) return fields
  const type = mediaType(request.contentType)
  if (type === 'application/x-www-form-urlencoded') {
    for (const [name, value] of new URLSearchParams(request.payload.toString('latin1'))) add(name, value)
  } else if (type === 'multipart/form-data') {
    for (const [name, value] of await parts(request)) add(name, value)
  }
  return fields
}

async function parts (request) {
  const boundary = parameter(request.contentType, 'boundary')
  if (!boundary) throw new HttpError(400, 'Missing boundary in multipart.')
  if (!request.payload.includes(`--${boundary}`)) throw new HttpError(400, 'Invalid multipart data.')
  const found = []
  let begun = 0
  await new Promise((resolve, reject) => {
    const dicer = new Dicer({ boundary })
    dicer.on('part', part => {
      if (++begun > MAX_PARTS) {
        reject(new HttpError(400, `Too many files. Maximum number of files is ${MAX_PARTS}.`))
        return part.resume()
      }
      const chunks = []
      let headers = {}
      part.on('header', header => { headers = header })
      part.on('data', chunk => chunks.push(chunk))
      let broken = false
      part.on('error', () => { broken = true }) // without a boundary after it
      part.on('end', () => broken || found.push(value(headers, Buffer.concat(chunks))))
    })
    dicer.on('error', () => {}) // keep the parts before the error
    dicer.on('finish', resolve)
    dicer.end(request.payload)
  })
  return found.filter(([name]) => name !== undefined)
}

/** The name of a part and its value. A part with an empty file name and no content is a field without a chosen file. */
function value (headers, content) {
  const header = name => headers[name] && Buffer.from(headers[name][0], 'latin1').toString()
  const disposition = header('content-disposition') ?? ''
  const filename = parameter(disposition, 'filename')
  if (filename === undefined) return [parameter(disposition, 'name'), content.toString()]
  if (filename === '' && content.length === 0) return [undefined]
  return [parameter(disposition, 'name'), new UploadedFile(filename, header('content-type') ?? null, content)]
}

const parameter = (header, name) => {
  const match = new RegExp(`;\\s*${name}=(?:"([^"]*)"|([^;\\s]*))`, 'i').exec(header)
  return match?.[1] ?? match?.[2]
}
