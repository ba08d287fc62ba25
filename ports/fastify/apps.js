import { GUARDS, USERS, entered } from './dependencies.js'
import { EVENT_LOG, write } from './events.js'
import { cors } from './http/cors.js'
import { documents } from './http/documents.js'
import { asJsonWithMore, asText, handleErrors, HttpError } from './http/errors.js'
import { files } from './http/files.js'
import { Str, takes } from './http/input.js'
import { processTime } from './http/process-time.js'
import { redirect, routed } from './http/routing.js'
import { CityInfo } from './requests.js'
import { cityById, cityByName, crash, rejectWithObject } from './responses.js'
import { bearer, httpBearer } from './security.js'
import { MAIN_CORS } from './settings.js'

const FRONT_END = { origins: ['http://localhost:3100'] }

const CORS = {
  default: {},
  origins: FRONT_END,
  regex: { pattern: /^https:\/\/.*\.example\.org$/ },
  wildcard: { origins: '*' },
  'wildcard-credentials': { origins: '*', credentials: true },
  credentials: { ...FRONT_END, credentials: true },
  methods: { ...FRONT_END, methods: ['GET', 'PUT'] },
  headers: { ...FRONT_END, headers: ['X-Token'] },
  expose: { ...FRONT_END, expose: ['X-Process-Time', 'X-Total'] },
  'max-age': { ...FRONT_END, maxAge: 5 },
  'private-network': { ...FRONT_END, privateNetwork: true }
}

const hello = async () => ({ hello: 'world' })

/** The applications under /apps. Each has only the layers that it names here. */
export async function mounted (root) {
  const mount = async (name, build, { layers = () => {}, redoc, slashes, errors } = {}) => {
    const prefix = `/apps/${name}`
    root.route({ method: root.supportedMethods, url: prefix, handler: redirect })
    await root.register(async app => {
      handleErrors(app, errors)
      layers(app)
      await routed(app, async app => {
        documents(app, { redoc })
        await build(app)
      }, { slashes })
    }, { prefix })
  }

  await mount('error-handlers', errorHandlers, { errors: asText })
  await mount('own-exceptions', ownExceptions, { errors: asJsonWithMore })
  await mount('no-slash-redirect', async app => app.get('/hello', hello), { slashes: false })
  await mount('guarded', guarded, {
    layers: app => cors(app, { ...FRONT_END, headers: ['X-Token', 'X-Key'] }), redoc: '/redocs'
  })
  await mount('token-elsewhere', async app => {
    app.get('/items', async request => ({ token: bearer(request) }))
  })
  for (const [name, settings] of Object.entries(CORS)) {
    await mount(`cors/${name}`, frontEnd, { layers: app => cors(app, settings) })
  }
  const orders = { 'cors-outermost': [mainCors, processTime], 'process-time-outermost': [processTime, mainCors] }
  for (const [name, order] of Object.entries(orders)) {
    await mount(`middleware/${name}`, async app => {
      app.get('/hello', hello)
      app.get('/crash', crash)
    }, { layers: app => order.forEach(layer => layer(app)) })
  }
  await mount('middleware/layers', layered, { layers: twoLayers })
}

const mainCors = app => cors(app, MAIN_CORS)

async function errorHandlers (app) {
  app.post('/cities', takes({ body: CityInfo }), async ({ input }) => input.body)
  app.get('/users/me', async request => {
    if (httpBearer(request) !== 'alice') throw new HttpError(401, 'Not alice', { 'WWW-Authenticate': 'Bearer' })
    return { username: 'alice' }
  })
  app.get('/bad_response', async () => { throw new Error('the response is not a CityInfo') })
  app.get('/http_exception', ...cityByName)
  app.get('/http_exception/:city_id', ...cityById)
  app.get('/exc_dict', rejectWithObject)
  app.get('/exc_crash', crash)
  files(app)
}

class LostCityError extends Error {
  constructor (city) {
    super(`${city} is lost`)
    this.city = city
  }
}

class SunkenCityError extends LostCityError {}

async function ownExceptions (app) {
  // What is thrown here goes to the handler around it.
  app.setErrorHandler(async (error, request, reply) => {
    if (error instanceof LostCityError) return reply.code(418).send({ lost: error.city })
    throw error
  })
  app.get('/cities/:name', takes({ path: { name: Str() } }), async ({ input: { path: { name } } }) => {
    if (name === 'Troy') throw new LostCityError(name)
    if (name === 'Atlantis') throw new SunkenCityError(name)
    return { city: name }
  })
  app.post('/cities', takes({ body: CityInfo }), async ({ input }) => input.body)
  app.get('/http_exception', ...cityByName)
}

async function guarded (app) {
  app.get('/hello', takes(GUARDS), hello)
  app.get('/dependency_in_path_operation', takes(GUARDS), async request => {
    write(request, 'handler')
    return USERS
  })
  files(app)
}

async function frontEnd (app) {
  app.get('/hello', hello)
  app.post('/hello', hello)
  app.get('/cookie', async (request, reply) => {
    reply.headers({ Vary: 'Accept-Language', 'Set-Cookie': 'visited=1; Path=/; SameSite=lax' })
    return { hello: 'world' }
  })
}

function twoLayers (app) {
  for (const name of ['outer', 'inner']) app.addHook('onRequest', async request => write(request, `${name} before`))
  for (const name of ['inner', 'outer']) app.addHook('onSend', async request => write(request, `${name} after`))
}

async function layered (app) {
  const enter = entered('')
  const operation = (url, steps, task) => app.get(url, takes(...steps, EVENT_LOG), async request => {
    write(request, 'handler')
    if (task) request.tasks.push(() => write(request, 'task'))
    return { hello: 'world' }
  })
  operation('/task', [], true)
  operation('/exit', [enter], false)
  operation('/task-and-exit', [enter], true)
}
