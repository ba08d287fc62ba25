import { HttpError } from './errors.js'

/**
 * Builds an application whose router responds to a wrong method with 405 and Allow, and redirects a path with a surplus
 * or missing slash. Fastify itself has a 404 for both.
 */
export async function routed (app, build, { slashes = true } = {}) {
  const methods = new Map()
  app.addHook('onRoute', ({ url, method }) => {
    methods.set(url, new Set([...methods.get(url) ?? [], method].flat()))
  })
  await build(app)

  const routes = [...methods]
  const add = (method, url, handler) => app.route({ method, url: url.slice(app.prefix.length), handler })
  for (const [url, own] of routes) {
    const allow = [...own].sort().join(', ')
    add(app.supportedMethods.filter(method => !own.has(method)), url, async () => {
      throw new HttpError(405, undefined, { Allow: allow })
    })
    const other = twin(url)
    if (slashes && !methods.has(other)) add(app.supportedMethods, other, redirect)
  }
}

function twin (url) {
  if (url.endsWith('/*')) return url.slice(0, -2)
  return url.endsWith('/') ? url.slice(0, -1) : `${url}/`
}

/** A relative Location keeps the scheme and host that the client used, also behind a proxy. */
export async function redirect (request, reply) {
  const [path, ...query] = request.originalUrl.split('?')
  const target = path.endsWith('/') ? path.slice(0, -1) : `${path}/`
  return reply.code(307).header('Location', [target, ...query].join('?')).send()
}

/**
 * The path in a form that find-my-way can read: an encoded slash becomes a slash, a byte that is not UTF-8 becomes
 * U+FFFD, and a bare percent sign stays a percent sign.
 */
export function rewriteUrl ({ url }) {
  const [path, ...query] = url.split('?')
  const clean = path.replace(/(?:%[0-9a-f]{2})+|%/gi, run => run === '%'
    ? '%25'
    : encodeURIComponent(Buffer.from(run.replaceAll('%', ''), 'hex').toString()).replaceAll('%2F', '/'))
  return [clean, ...query].join('?')
}
