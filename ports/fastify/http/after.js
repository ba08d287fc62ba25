/** After the response has been sent, background tasks run in order, and then the exits of dependencies. */
export function afterwards (app) {
  app.decorateRequest('tasks', null)
  app.decorateRequest('exits', null)
  app.addHook('onRequest', async request => Object.assign(request, { tasks: [], exits: [] }))
  app.addHook('onSend', async (request, reply) => {
    // `close` comes after the last byte, or when the client disconnects before it.
    if (reply.raw.closed || reply.raw.destroyed) setImmediate(run, request)
    else reply.raw.once('close', () => run(request))
  })
}

async function run (request) {
  try {
    for (const task of request.tasks) await task()
  } catch (error) {
    request.log.error(error, 'a background task failed')
  }
  await leave(request)
}

/** Exits the dependencies that the request has entered, in reverse order. */
export async function leave (request) {
  while (request.exits.length > 0) {
    try {
      await request.exits.pop()()
    } catch (error) {
      request.log.error(error, 'an exit failed')
    }
  }
}
