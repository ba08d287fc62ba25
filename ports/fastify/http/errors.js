import { STATUS_CODES } from 'node:http'
import { leave } from './after.js'

/** An error that is meant for the client: `{"detail": …}` with a status and, perhaps, headers. */
export class HttpError extends Error {
  constructor (status, detail = STATUS_CODES[status], headers = {}) {
    super(`${status}`)
    Object.assign(this, { status, detail, headers })
  }
}

/** What is wrong with a request: a list of `{type, loc, msg, input}`, answered with 422. */
export class ValidationError extends Error {
  constructor (faults) {
    super('invalid request')
    this.faults = faults
  }
}

// A fault shows what was sent; a password stays out of it, also inside an object.
const show = value => JSON.stringify(value, (key, member) => key === 'password' ? undefined : member)

const asJson = {
  fault: (reply, error) => reply.code(422).type('application/json').send(show({ detail: error.faults })),
  error: (reply, error) => reply.code(error.status).headers(error.headers).send({ detail: error.detail })
}

const asText = {
  fault: (reply, error) => reply.code(400).type('text/plain; charset=utf-8')
    .send(error.faults.map(({ loc, msg }) => `${loc.join(' -> ')}: ${msg}`).join('\n')),
  error: (reply, error) => reply.code(error.status).headers(error.headers).type('text/plain; charset=utf-8')
    .send(typeof error.detail === 'string' ? error.detail : show(error.detail))
}

/** Errors of this application and of its router, as JSON or (`text`) as plain text. */
export function handleErrors (app, { text = false } = {}) {
  const answer = text ? asText : asJson
  app.setNotFoundHandler(async () => { throw new HttpError(404) })
  app.setErrorHandler(async (error, request, reply) => {
    request.tasks = []
    await leave(request)
    if (error instanceof ValidationError) return answer.fault(reply, error)
    if (error instanceof HttpError) return answer.error(reply, error)
    if (error.statusCode >= 400 && error.statusCode < 500) return answer.error(reply, new HttpError(error.statusCode))
    request.log.error(error)
    reply.unhandled = true
    return reply.code(500).type('text/plain; charset=utf-8').send('Internal Server Error')
  })
}
