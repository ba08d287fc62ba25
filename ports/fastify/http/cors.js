const SAFELISTED = ['Accept', 'Accept-Language', 'Content-Language', 'Content-Type']
const ALL_METHODS = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT', 'QUERY']
const VARY = ['Origin', 'Access-Control-Request-Method', 'Access-Control-Request-Headers',
  'Access-Control-Request-Private-Network']

/**
 * The CORS protocol (Fetch, 3.2) with the responses of Starlette. `origins`, `methods` and `headers` are lists
 * or `'*'`, `pattern` a regular expression for a whole origin, `maxAge` seconds.
 */
export function cors (app, {
  origins = [], pattern, methods = ['GET'], headers = [], credentials = false, expose = [], maxAge = 600,
  privateNetwork = false
} = {}) {
  const allowedMethods = methods === '*' ? ALL_METHODS : methods
  const allowedHeaders = [...new Set([...SAFELISTED, ...headers === '*' ? [] : headers])].sort()
  const known = new Set(allowedHeaders.map(name => name.toLowerCase()))
  const isAllowed = origin => origins === '*' || origins.includes(origin) || Boolean(pattern?.test(origin))

  /** @returns the headers that tell a browser whether this origin may read the response */
  const permission = origin => ({
    ...isAllowed(origin) && { 'Access-Control-Allow-Origin': origins === '*' && !credentials ? '*' : origin },
    ...credentials && { 'Access-Control-Allow-Credentials': 'true' }
  })

  app.addHook('onRequest', async (request, reply) => {
    const { origin, 'access-control-request-method': method } = request.headers
    if (request.method !== 'OPTIONS' || origin === undefined || method === undefined) return
    const wanted = request.headers['access-control-request-headers']
    const names = (wanted ?? '').split(',').map(name => name.trim().toLowerCase()).filter(Boolean)
    const network = request.headers['access-control-request-private-network'] === 'true'
    const disallowed = Object.entries({
      origin: !isAllowed(origin),
      method: !allowedMethods.includes(method),
      headers: headers !== '*' && !names.every(name => known.has(name)),
      'private-network': network && !privateNetwork
    }).filter(([, bad]) => bad).map(([name]) => name)
    const listed = headers === '*' ? wanted : allowedHeaders.join(', ')
    reply.headers({
      Vary: VARY.join(', '),
      'Access-Control-Allow-Methods': allowedMethods.join(', '),
      'Access-Control-Max-Age': String(maxAge),
      ...listed && { 'Access-Control-Allow-Headers': listed },
      ...permission(origin),
      ...network && privateNetwork && { 'Access-Control-Allow-Private-Network': 'true' }
    })
    reply.preflight = true
    return reply.code(disallowed.length > 0 ? 400 : 200).type('text/plain; charset=utf-8')
      .send(disallowed.length > 0 ? `Disallowed CORS ${disallowed.join(', ')}` : 'OK')
  })

  app.addHook('onSend', async (request, reply) => {
    if (reply.preflight || reply.unhandled) return
    reply.header('Vary', [reply.getHeader('Vary'), 'Origin'].filter(Boolean).join(', '))
    const { origin } = request.headers
    if (origin === undefined) return
    reply.headers(permission(origin))
    if (expose.length > 0) reply.header('Access-Control-Expose-Headers', expose.join(', '))
  })
}
