import { Recent } from './recent.js'
import { Str, takes } from './http/input.js'

const MAX_EVENTS = 100
const MAX_ID = 64
const logs = new Recent(1000)

/** The input that an operation declares in order to write events. */
export const EVENT_LOG = { header: { 'x-event-log': Str({ maxLength: MAX_ID, default: '' }) } }

/** Appends to the log that the request names; without an id, or with one that is too long, writes nothing. */
export function write (request, event) {
  const id = request.headers['x-event-log']
  if (!id || id.length > MAX_ID) return
  const log = logs.get(id) ?? logs.set(id, []).get(id)
  log.push(event)
  if (log.length > MAX_EVENTS) log.shift()
}

export async function events (app) {
  app.get('/events/:id', takes({ path: { id: Str({ maxLength: MAX_ID }) } }),
    async ({ input }) => ({ events: logs.get(input.path.id) ?? [] }))
}
