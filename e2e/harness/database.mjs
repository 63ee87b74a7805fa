// Time passes, and things break, behind Favn's back: through PostgreSQL's own client.
import { execFileSync } from 'node:child_process'

const psql = (url, text) => execFileSync('psql', ['--no-psqlrc', '-qAt', '-v', 'ON_ERROR_STOP=1', '-d', url, '-c', text]).toString().trim()

/** A statement in the database of this errand. */
export const sql = (text) => psql(process.env.FAVN_DATABASE, text)

/** The database is away for as long as `act` takes. */
export async function away(act) {
  const url = new URL(process.env.FAVN_DATABASE)
  const name = url.pathname.slice(1)
  url.pathname = '/postgres'
  psql(url.href, `alter database ${name} allow_connections false`)
  psql(url.href, `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`)
  try {
    await act()
  } finally {
    psql(url.href, `alter database ${name} allow_connections true`)
  }
}
