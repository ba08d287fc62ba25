import { fileURLToPath } from 'node:url'
import { send } from '@fastify/send'
import { HttpError } from './errors.js'

const ROOT = fileURLToPath(new URL('../static/', import.meta.url))

/** The static files, below `/static/`: no listings, no index, no dot files, nothing outside of their folder. */
export function files (app) {
  app.route({
    method: ['GET', 'HEAD'],
    url: '/static/*',
    handler: async (request, reply) => {
      const { method, headers: { range, ...headers } } = request
      // A unit of ranges is the same in any letter case; HEAD has no ranges (RFC 9110, 14.1 and 14.2).
      if (range !== undefined && method === 'GET') headers.range = range.toLowerCase()
      const file = await send({ method, headers }, encodeURI(request.params['*'].toWellFormed()), {
        root: ROOT, index: false, dotfiles: 'ignore', cacheControl: false
      })
      if (file.statusCode === 412) throw new HttpError(412)
      if (file.statusCode === 416) {
        throw new HttpError(416, undefined, { 'Content-Range': file.headers['Content-Range'] })
      }
      if (file.type !== 'file') throw new HttpError(404)
      if (file.statusCode !== 304) reply.type('application/octet-stream') // unless the name tells
      return reply.code(file.statusCode).headers(file.headers).send(file.stream)
    }
  })
}
