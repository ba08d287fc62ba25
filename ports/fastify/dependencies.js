import { Readable } from 'node:stream'
import { Type } from '@sinclair/typebox'
import { EVENT_LOG, write } from './events.js'
import { HttpError } from './http/errors.js'
import { Int, Nullable, Str, takes } from './http/input.js'

export const TOKEN = 'fake-super-secret-token'
export const KEY = 'fake-super-secret-key'
const ITEMS = ['Foo', 'Bar', 'Baz'].map(name => ({ item_name: name }))
export const USERS = [{ user: 'user01' }, { user: 'user02' }]

/** The first header of this name; in `headers`, Node joins all of them. */
const first = ({ raw: { rawHeaders } }, name) =>
  rawHeaders.find((_, i) => i % 2 && rawHeaders[i - 1].toLowerCase() === name)

function guard (header, name, secret) {
  return async request => {
    const value = first(request, header)
    if (value === undefined) return // reported with the validation errors of the operation
    write(request, `verify ${name}`)
    if (value !== secret) throw new HttpError(400, `${header.replace(/\b[a-z]/g, c => c.toUpperCase())} header invalid`)
  }
}

/** Keep the response out of shared caches: they do that by themselves for Authorization only. */
export async function notShared (request, reply) {
  reply.header('Cache-Control', 'private')
}

/** The guards: a wrong header is a 400 at once, a missing one is a validation error. */
export const GUARDS = [
  guard('x-token', 'token', TOKEN),
  guard('x-key', 'key', KEY),
  { header: { 'x-token': Str(), ...EVENT_LOG.header, 'x-key': Str() } },
  notShared
]

const Commons = { q: Nullable(Str()), page: Int({ default: 1 }), limit: Int({ default: 100 }) }
const Page = { q: Nullable(Str()), page: Int({ minimum: 1, default: 1 }), limit: Int({ minimum: 1, default: 100 }) }
const N = { query: { n: Int() } }
const double = ({ input }) => ({ double: 2 * input.query.n })
const Item = Type.Object({ item_name: Str() })
const LastQuery = { ...EVENT_LOG, query: { q: Nullable(Str()), last_query: Nullable(Str()) } }

/** A dependency that is entered, and exited after the response has been sent or before the response to an error. */
export const entered = (name, exit = () => {}) => async request => {
  write(request, `enter ${name}`.trim())
  request.exits.push(async () => {
    write(request, `exit ${name}`.trim())
    await exit()
  })
}

const ABC = [entered('a'), entered('b'), entered('c')]

export async function dependencies (app) {
  const commons = [takes({ query: Commons }), async ({ input }) => input.query]
  app.get('/dependency01', ...commons)
  app.get('/dependency02', ...commons)

  app.get('/sub_dependency', takes(LastQuery), async ({ input: { query } }) =>
    ({ sub_dependency: query.q || query.last_query }))

  uses(app)

  app.get('/classes_as_dependencies', takes({ query: Page }), async ({ input }, reply) => {
    const { q, page, limit } = input.query
    reply.header('X-Total-Count', ITEMS.length)
    return { ...q && { q }, items: ITEMS.slice((page - 1) * limit, page * limit) }
  })
  app.post('/class_beside_model', takes({ query: Page, body: Item }),
    async ({ input }) => ({ query: input.query, item: input.body }))

  const guarded = (url, handle, ...own) => app.get(url, takes(GUARDS, ...own), async request => handle(request))
  guarded('/dependency_in_path_operation', request => {
    write(request, 'handler')
    return USERS
  })
  guarded('/dependency_in_path_operation/double', double, N)
  guarded('/guarded/users', () => [{ user: 'user01' }])
  guarded('/guarded/items', () => [{ item: 'item01' }])

  yields(app)
}

/** Two dependencies, one of which needs the other: a value is computed once per request, or for each use. */
function uses (app) {
  const query = request => () => {
    write(request, 'query')
    return request.input.query.q
  }
  const subQuery = (request, q) => () => {
    write(request, 'sub query')
    return q || request.input.query.last_query
  }
  app.get('/sub_dependency/shared', takes(LastQuery), async request => {
    const q = once(query(request))
    const sub = once(subQuery(request, q()))
    const [a, b, c] = [q(), q(), sub()]
    write(request, 'handler')
    return { a, b, c }
  })
  app.get('/sub_dependency/fresh', takes(LastQuery), async request => {
    const q = once(query(request))
    const [a, b] = [q(), query(request)()]
    const c = subQuery(request, q())()
    write(request, 'handler')
    return { a, b, c }
  })
  app.get('/sub_dependency/fresh_outside', takes(LastQuery), async request => {
    const q = once(query(request))
    const fresh = subQuery(request, q())
    const [a, b] = [fresh(), fresh()]
    write(request, 'handler')
    return { a, b }
  })
}

function once (compute) {
  let value
  return () => {
    value ??= { is: compute() }
    return value.is
  }
}

/** Dependencies that are entered and exited. */
function yields (app) {
  const operation = (url, steps, handle) =>
    app.get(`/yield/${url}`, takes(...steps, EVENT_LOG), async (request, reply) => {
      write(request, 'handler')
      return handle(request, reply)
    })
  operation('abc', ABC, () => ({ dep_c: ['a', 'b', 'c'] }))
  operation('double', [...ABC, N], double)
  operation('error', ABC, () => { throw new HttpError(418, 'teapot') })
  operation('crash', ABC, () => { throw new Error('broken on purpose') })
  operation('rejected', [entered('a'), entered('b'), () => { throw new HttpError(409, 'a and b were open') }], () => {})
  operation('converted', [], () => {
    try {
      throw new RangeError('an error without a status')
    } catch {
      throw new HttpError(409, 'converted')
    }
  })
  operation('swallowed', [], request => {
    try {
      throw new RangeError('an error without a status')
    } catch {
      write(request, 'swallowed')
    }
    throw new Error('the operation has no result') // which is a 500 all the same
  })
  app.get('/yield/exit_raises', takes(request => request.exits.push(() => {
    write(request, 'exit')
    throw new Error('too late to matter')
  }), EVENT_LOG), async () => ({ ok: true }))
  operation('db', [entered('db')], request => {
    request.tasks.push(() => write(request, 'response sent'))
    return { shared: true }
  })
  app.get('/yield/early', takes(EVENT_LOG), async request => {
    for (const event of ['enter db', 'handler', 'exit db']) write(request, event)
    request.tasks.push(() => write(request, 'response sent'))
    return { ok: true }
  })
  operation('stream', [entered('a')], (request, reply) => {
    async function * chunks () {
      for (const n of [0, 1, 2]) {
        write(request, `chunk ${n}`)
        yield `${n}\n`
      }
    }
    return reply.type('text/plain; charset=utf-8').send(Readable.from(chunks()))
  })
}
