import { STATUS_CODES } from 'node:http'
import { leave } from './after.js'

/** An error for the client: `{"detail": …}` with a status and optional headers. */
export class HttpError extends Error {
  constructor (status, detail = STATUS_CODES[status], headers = {}) {
    super(`${status}`)
    Object.assign(this, { status, detail, headers })
  }
}

const MAX_FAULTS = 100
const MAX_INPUT = 4096

/** A fault without its input if that is long: otherwise each missing property would repeat the whole body. */
const brief = ({ input, ...fault }) =>
  JSON.stringify(input ?? null).length > MAX_INPUT ? fault : { ...fault, input }

/** The first validation errors of a request, `{type, loc, msg, input}` each, and its body: the status is 422. */
export class ValidationError extends Error {
  constructor (faults, body = null) {
    super('invalid request')
    Object.assign(this, { faults: faults.slice(0, MAX_FAULTS).map(brief), body })
  }
}

// A validation error contains what was sent, but never a password, also not inside an object.
const show = value => JSON.stringify(value, (key, property) => key === 'password' ? undefined : property)

export const asJson = {
  fault: (reply, error) => reply.code(422).type('application/json').send(show({ detail: error.faults })),
  error: (reply, error) => reply.code(error.status).headers(error.headers).send({ detail: error.detail })
}

export const asText = {
  fault: (reply, error) => reply.code(400).type('text/plain; charset=utf-8')
    .send(error.faults.map(({ loc, msg }) => `${loc.join(' -> ')}: ${msg}`).join('\n')),
  error: (reply, error) => reply.code(error.status).headers(error.headers).type('text/plain; charset=utf-8')
    .send(typeof error.detail === 'string' ? error.detail : show(error.detail))
}

/** JSON with the body of an invalid request, and with a header on every other error. */
export const asJsonWithMore = {
  fault: (reply, { faults, body }) => reply.code(422).type('application/json').send(show({ detail: faults, body })),
  error: (reply, error) => asJson.error(reply.header('X-Handler', 'own'), error)
}

/** Errors of this application and of its router in one of the formats above. */
export function handleErrors (app, format = asJson) {
  app.setNotFoundHandler(async () => { throw new HttpError(404) })
  app.setErrorHandler(async (error, request, reply) => {
    request.tasks = []
    await leave(request)
    if (error instanceof ValidationError) return format.fault(reply, error)
    if (error instanceof HttpError) return format.error(reply, error)
    if (error.statusCode >= 400 && error.statusCode < 500) return format.error(reply, new HttpError(error.statusCode))
    request.log.error(error)
    reply.unhandled = true
    return reply.code(500).type('text/plain; charset=utf-8').send('Internal Server Error')
  })
}
