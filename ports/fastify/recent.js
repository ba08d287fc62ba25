/** A map that drops the oldest key beyond `limit`, so that clients cannot fill the memory. */
export class Recent extends Map {
  constructor (limit) {
    super()
    this.limit = limit
  }

  set (key, value) {
    super.set(key, value)
    if (this.size > this.limit) this.delete(this.keys().next().value)
    return this
  }
}
