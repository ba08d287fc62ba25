import sqlite from 'node-sqlite3-wasm'

const database = new sqlite.Database(process.env.DATABASE_FILE ?? ':memory:')
database.exec(`
  PRAGMA foreign_keys = ON;
  CREATE TABLE IF NOT EXISTS department (
    did INTEGER PRIMARY KEY AUTOINCREMENT,
    dname TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
  );
  CREATE TABLE IF NOT EXISTS staff (
    sid INTEGER PRIMARY KEY AUTOINCREMENT,
    sname TEXT NOT NULL,
    did INTEGER NOT NULL REFERENCES department (did),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
  );
  CREATE INDEX IF NOT EXISTS staff_did ON staff (did);
  CREATE TABLE IF NOT EXISTS user (
    uid INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL UNIQUE,
    password TEXT NOT NULL,
    uname TEXT,
    role INTEGER NOT NULL
  );
`)

const now = () => new Date().toISOString()
const USER = 'uid, account, uname, role' // never the password

/**
 * The statements of one request. SQLite is called synchronously, so no other request comes between the statements of a
 * method. Methods for one row return it, or null if it does not exist.
 */
export class Session {
  #open = true

  close () {
    this.#open = false
  }

  #get (sql, values) {
    return this.#all(sql, values)[0] ?? null
  }

  #all (sql, values) {
    if (!this.#open) throw new Error('the session is closed')
    return database.all(sql, values)
  }

  departments ({ page, limit, descending }) {
    const order = descending ? 'did DESC' : 'did'
    return {
      items: this.#all(`SELECT * FROM department ORDER BY ${order} LIMIT ? OFFSET ?`, [limit, (page - 1) * limit]),
      total: this.#get('SELECT count(*) AS n FROM department', []).n
    }
  }

  department (did) {
    return this.#get('SELECT * FROM department WHERE did = ?', [did])
  }

  createDepartment ({ dname }) {
    const at = now()
    return this.#get('INSERT INTO department (dname, created_at, updated_at) VALUES (?, ?, ?) RETURNING *',
      [dname, at, at])
  }

  renameDepartment (did, { dname }) {
    return this.#get('UPDATE department SET dname = ?, updated_at = ? WHERE did = ? RETURNING *', [dname, now(), did])
  }

  deleteDepartment (did) {
    return this.#get('DELETE FROM department WHERE did = ? RETURNING did', [did])
  }

  staff ({ page, limit, did = null }) {
    const which = 'FROM staff WHERE ?1 IS NULL OR did = ?1'
    return {
      items: this.#all(`SELECT * ${which} ORDER BY sid LIMIT ?2 OFFSET ?3`, [did, limit, (page - 1) * limit]),
      total: this.#get(`SELECT count(*) AS n ${which}`, [did]).n
    }
  }

  member (sid) {
    return this.#get('SELECT * FROM staff WHERE sid = ?', [sid])
  }

  createMember ({ sname, did }) {
    const at = now()
    return this.#get('INSERT INTO staff (sname, did, created_at, updated_at) VALUES (?, ?, ?, ?) RETURNING *',
      [sname, did, at, at])
  }

  /** All of them or none. */
  createMembers (members) {
    database.exec('BEGIN')
    try {
      const rows = members.map(member => this.createMember(member))
      database.exec('COMMIT')
      return rows
    } catch (error) {
      database.exec('ROLLBACK')
      throw error
    }
  }

  changeMember (sid, { sname = null, did = null }) {
    if (sname === null && did === null) return this.member(sid)
    return this.#get(`UPDATE staff SET sname = coalesce(?, sname), did = coalesce(?, did), updated_at = ?
      WHERE sid = ? RETURNING *`, [sname, did, now(), sid])
  }

  deleteMember (sid) {
    return this.#get('DELETE FROM staff WHERE sid = ? RETURNING sid', [sid])
  }

  user (uid) {
    return this.#get(`SELECT ${USER} FROM user WHERE uid = ?`, [uid])
  }

  createUser ({ account, password, uname, role }) {
    return this.#get(`INSERT INTO user (account, password, uname, role) VALUES (?, ?, ?, ?) RETURNING ${USER}`,
      [account, password, uname, role])
  }

  deleteUser (uid) {
    return this.#get('DELETE FROM user WHERE uid = ? RETURNING uid', [uid])
  }
}
