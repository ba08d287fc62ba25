import { fileURLToPath } from 'node:url'
import { send } from '@fastify/send'
import { HttpError } from './errors.js'

const ROOT = fileURLToPath(new URL('../static/', import.meta.url))
const OPTIONS = { root: ROOT, index: false, dotfiles: 'ignore', cacheControl: false }

/** The static files below `/static/`: no listings, no index, no dot files, nothing outside their folder. */
export function files (app) {
  app.route({
    method: ['GET', 'HEAD'],
    url: '/static/*',
    handler: async (request, reply) => {
      const { method, headers: { range, ...headers } } = request
      // The range unit is case-insensitive, and a Range on HEAD is ignored (RFC 9110, 14.1 and 14.2).
      if (range !== undefined && method === 'GET') headers.range = range.toLowerCase()
      const path = encodeURI(request.params['*'].toWellFormed())
      let file = await send({ method, headers }, path, OPTIONS)
      // A suffix longer than the file is the whole file (RFC 9110, 14.1.2).
      if (file.statusCode === 416 && /^bytes=-0*[1-9]/.test(headers.range)) {
        file = await send({ method, headers: { ...headers, range: 'bytes=0-' } }, path, OPTIONS)
      }
      if (file.statusCode === 412) throw new HttpError(412)
      if (file.statusCode === 416) {
        throw new HttpError(416, undefined, { 'Content-Range': file.headers['Content-Range'] })
      }
      if (file.type !== 'file') throw new HttpError(404)
      if (file.statusCode !== 304) reply.type('application/octet-stream') // unless the extension has a type
      return reply.code(file.statusCode).headers(file.headers).send(file.stream)
    }
  })
}
