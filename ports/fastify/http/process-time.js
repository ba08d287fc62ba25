/** `X-Process-Time`: the seconds that a response took inside the layers added before this one. */
export function processTime (app) {
  app.decorateRequest('begun', null)
  app.addHook('onRequest', async request => { request.begun = performance.now() })
  app.addHook('onSend', async (request, reply) => {
    // A preflight that an outer layer responded to did not pass this layer; an unhandled error bypasses it.
    if (request.begun === null || reply.unhandled) return
    reply.header('X-Process-Time', ((performance.now() - request.begun) / 1000).toFixed(6))
  })
}
