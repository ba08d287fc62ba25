import { Recent } from './recent.js'
import { Text, takes } from './http/input.js'

const MAX_EVENTS = 100
const MAX_ID = 64
const logs = new Recent(1000)

/** What an operation that writes events declares. */
export const EVENT_LOG = { header: { 'x-event-log': Text({ maxLength: MAX_ID, default: '' }) } }

/** Appends to the log that the request names; without a name, or with one too long, nothing is written. */
export function write (request, event) {
  const id = request.headers['x-event-log']
  if (!id || id.length > MAX_ID) return
  const log = logs.get(id) ?? logs.set(id, []).get(id)
  log.push(event)
  if (log.length > MAX_EVENTS) log.shift()
}

export async function events (app) {
  app.get('/events/:id', takes({ path: { id: Text({ maxLength: MAX_ID }) } }),
    async ({ input }) => ({ events: logs.get(input.path.id) ?? [] }))
}
