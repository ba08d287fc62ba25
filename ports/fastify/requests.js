import { Type } from '@sinclair/typebox'
import { notShared } from './dependencies.js'
import { inDays } from './http/duration.js'
import { Int, Literal, Nullable, Optional, OrNull, Str, takes } from './http/input.js'

export const CityInfo = Type.Object({
  name: Str(),
  country: Str(),
  contry_code: Str(),
  contry_population: Int({ minimum: 800, default: 800 })
})

const Count = Int({ minimum: 0, default: 0 })

const Data = Type.Object({
  city: Nullable(Type.Array(CityInfo, { maxItems: 100 })),
  date: Str({ format: 'date' }),
  confirmed: Count,
  death: Count,
  recovered: Count
})

const Report = Type.Object({
  finding: OrNull(Str()),
  remark: Nullable(Str())
})

const Appointment = Type.Object({
  id: Str({ format: 'uuid' }),
  start: Str({ format: 'date-time' }),
  duration: Str({ format: 'duration' }),
  kind: Literal(['test', 'vaccination'])
})

const filters = {
  limit: Int({ minimum: 1, maximum: 100, default: 10 }),
  sort: Literal(['name', 'population'], { default: 'name' }),
  tag: Type.Array(Str(), { default: [] })
}
const client = { 'accept-language': Str({ default: 'zh' }), 'x-unit': Literal(['one', 'million'], { default: 'one' }) }
const session = { session: Str(), theme: Str({ default: 'light' }) }

const City = Str({ enum: ['Beijing China', 'Shanghai China'] })
const member = (...values) => Type.Integer({ enum: values })

/** Sends any JSON value. Fastify itself sends a string as text/plain, and rejects a number or null. */
export const json = (reply, value) => reply.type('application/json').send(JSON.stringify(value))

export async function requests (app) {
  app.get('/path/parameters', async () => ({ message: 'This is a message' }))

  app.get('/path/:parameters', takes({ path: { parameters: Str() } }),
    async ({ input }) => ({ message: input.path.parameters }))

  app.get('/path_/:num', takes({ path: { num: Int({ minimum: 1, maximum: 10 }) } }),
    async ({ input }, reply) => json(reply, input.path.num))

  app.get('/files/*', takes({ path: { '*': Str() } }), async ({ input }, reply) =>
    json(reply, `The file path is ${input.path['*']}`))

  app.get('/enum/:city', takes({ path: { city: City } }),
    async ({ input }) => ({ city_name: input.path.city, latest: 'unknown' }))

  app.get('/enum/int/:did', takes({ path: { did: member(1, 2) } }), async ({ input }) => ({ did: input.path.did }))

  app.get('/getStaffByDid/:did', takes({ path: { did: member(1, 2, 3, 4, 5) } }),
    async ({ input }) => ({ username: `Rick<enum 'DidEnum'>value:${input.path.did}` }))

  app.get('/query', takes({ query: { page: Int({ default: 1 }), limit: Optional(Int()) } }),
    async ({ input }) => input.query)

  app.get('/query/required', takes({ query: { q: Str() } }), async ({ input }) => input.query)

  app.get('/query/float', takes({ query: { n: Type.Number() } }), async ({ input }) => input.query)

  app.get('/query/bool/conversion', takes({ query: { param: Type.Boolean({ default: false }) } }),
    async ({ input }) => input.query)

  app.get('/query/validations', takes({
    query: {
      value: Str({ minLength: 8, maxLength: 16, pattern: '^a' }),
      alias_name: Type.Array(Str(), { default: ['v1', 'v2'] })
    }
  }), async ({ input: { query } }) => [query.value, query.alias_name])

  app.post('/request_body/city', takes({ body: CityInfo }), async ({ input }) => input.body)

  app.put('/request_body/city/:name', takes({
    path: { name: Str() },
    query: { confirmed: Count, death: Count },
    embed: { city01: CityInfo, city02: CityInfo }
  }), async ({ input: { path, query, body } }) =>
    path.name === 'Shanghai' ? { Shanghai: query } : [body.city01, body.city02])

  app.post('/request_body/nullable', takes({ body: Report }), async ({ input }) => input.body)

  app.post('/request_body/embedded', takes({ embed: { city: CityInfo } }), async ({ input }) => input.body.city)

  app.post('/request_body/importance', takes({
    embed: { city: CityInfo, importance: Int({ minimum: 1, maximum: 5 }) }
  }), async ({ input }) => input.body)

  app.put('/request_body/nested', takes({ body: Data }), async ({ input }) => input.body)

  app.post('/types', takes({ body: Appointment }),
    async ({ input: { body } }) => ({ ...body, id: body.id.toLowerCase(), duration: inDays(body.duration) }))

  app.get('/cookie', takes({ cookie: { cookie_id: Nullable(Str()) } }), async ({ input }) => input.cookie)

  app.get('/header', takes({ header: { 'user-agent': Nullable(Str()), 'x-token': Nullable(Type.Array(Str())) } }),
    async ({ input: { header } }) => ({ user_agent: header['user-agent'], x_token: header['x-token'] }))

  app.get('/header/underscore', takes({ header: { x_token: Nullable(Type.Array(Str())) } }),
    async ({ input }) => input.header)

  const headers = async ({ input: { header } }) =>
    ({ accept_language: header['accept-language'], x_unit: header['x-unit'] })

  app.get('/models/query', takes({ query: filters }), async ({ input }) => input.query)
  app.get('/models/query/only', takes({ query: filters, only: 'query' }), async ({ input }) => input.query)
  app.get('/models/header', takes({ header: client }), headers)
  app.get('/models/header/only', takes({ header: client, only: 'header' }), headers)
  app.get('/models/cookie', takes({ cookie: session }, notShared), async ({ input }) => input.cookie)
  app.get('/models/cookie/only', takes({ cookie: session, only: 'cookie' }, notShared), async ({ input }) => input.cookie)
}
