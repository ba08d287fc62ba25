import Fastify from 'fastify'
import { mounted } from './apps.js'
import { database } from './database.js'
import { dependencies } from './dependencies.js'
import { events } from './events.js'
import { afterwards } from './http/after.js'
import { readBodies } from './http/body.js'
import { cors } from './http/cors.js'
import { documents } from './http/documents.js'
import { handleErrors } from './http/errors.js'
import { files } from './http/files.js'
import { processTime } from './http/process-time.js'
import { rewriteUrl, routed } from './http/routing.js'
import { requests } from './requests.js'
import { responses } from './responses.js'
import { security } from './security.js'
import { MAIN_CORS } from './settings.js'
import { streams } from './streams.js'
import { tasks } from './tasks.js'

const MiB = 1024 * 1024

export async function build () {
  const app = Fastify({
    logger: { level: process.env.LOG_LEVEL ?? 'warn' },
    bodyLimit: 16 * MiB,
    exposeHeadRoutes: false,
    forceCloseConnections: true,
    requestTimeout: 120_000, // also limits an endless body
    routerOptions: { maxParamLength: 64 * 1024 },
    http: { maxHeaderSize: 64 * 1024 }, // 2,000 query parameters
    // The response to malformed HTTP must reach the client: Fastify's own handler destroys the connection after it.
    clientErrorHandler (error, socket) {
      const overflow = error.code === 'HPE_HEADER_OVERFLOW'
      const status = overflow ? '431 Request Header Fields Too Large' : '400 Bad Request'
      if (socket.writable) socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
    },
    rewriteUrl
  })
  app.supportedMethods.includes('TRACE') || app.addHttpMethod('TRACE')
  afterwards(app)
  readBodies(app)
  // JSON is UTF-8 by definition (RFC 8259): its media type has no charset.
  app.addHook('onSend', async (request, reply) => {
    if (reply.getHeader('content-type')?.startsWith('application/json;')) {
      reply.header('content-type', 'application/json')
    }
  })

  await app.register(mounted)
  await app.register(main)
  return app
}

async function main (app) {
  handleErrors(app)
  cors(app, MAIN_CORS)
  processTime(app)
  await routed(app, async app => {
    app.get('/hello', async () => ({ hello: 'world' }))
    documents(app, { redoc: '/redocs' })
    files(app)
    await app.register(events)
    await app.register(requests, { prefix: '/chapter03' })
    await app.register(responses, { prefix: '/chapter04' })
    await app.register(streams, { prefix: '/chapter04/stream' })
    await app.register(dependencies, { prefix: '/chapter05' })
    await app.register(security, { prefix: '/chapter06' })
    await app.register(database, { prefix: '/chapter07' })
    await app.register(tasks, { prefix: '/chapter08' })
  })
}
