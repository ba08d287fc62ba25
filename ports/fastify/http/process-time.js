/** `X-Process-Time`: the seconds that an answer took, inside the layers that were added before this one. */
export function processTime (app) {
  app.decorateRequest('begun', null)
  app.addHook('onRequest', async request => { request.begun = performance.now() })
  app.addHook('onSend', async (request, reply) => {
    // A preflight that an outer layer answered has not come here; nor does an error that nobody handled.
    if (request.begun === null || reply.unhandled) return
    reply.header('X-Process-Time', ((performance.now() - request.begun) / 1000).toFixed(6))
  })
}
