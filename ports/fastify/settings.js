const FRONT_ENDS = ['http://localhost', 'https://localhost', 'http://localhost:3100', 'https://localhost:3100']

/** CORS of the main application. */
export const MAIN_CORS = { origins: FRONT_ENDS, credentials: true, methods: '*', headers: '*' }
