// What anybody is answered whose post cannot be taken, and while something of ours is broken.
import { at, go, post } from '../../harness/answers.mjs'
import { away, sql } from '../../harness/database.mjs'
import { says } from '../../harness/people.mjs'

export async function refused({ look }, somebody) {
  const page = await somebody({ forwarded: '203.0.113.4' })
  const words = says[page.lang] ?? says.da
  await look(page, '404', await go(page, '/no-such-page'), 404)
  await look(page, '405', await go(page, '/conversation/messages'), 405)
  await go(page, '/')
  await look(page, '400 broken letters', await post(page, '/', { text: 'æ ø å' }, 'windows-1252'), 400)
  await look(page, '403 an old page', await post(page, '/', { text: words.hard, form_token: 'old' }), 403)
  await go(page, '/')
  await look(page, '413', await post(page, '/', { text: 'for langt '.repeat(20_000) }), 413)
  await go(page, '/')
  await look(page, '401 signed out while writing', await post(page, '/staff/invitations', { name: 'Anne Holm fra Vejle' }), 401)
  await page.goto(process.env.FAVN_NEUTRAL)
  await look(page, '403 from another site', await post(page, at(page, '/'), { text: words.hard }), 403)

  // Looks at invitations count as tries to sign in, and cost no hashing.
  await go(page, '/sign-in')
  await page.evaluate(async (path) => {
    for (let looks = 0; looks < 200; looks++) if ((await fetch(path)).status === 429) return
  }, at(page, '/invitation/none'))
  await look(page, 'POST /sign-in: too often', await post(page, '/sign-in', { email: 'a@b.example', password: 'forkert' }), 429)
  await go(page, '/')
  for (let opened = 0; opened < Number(process.env.FAVN_OPENINGS); opened++) {
    await post(page, '/', { text: words.hard })
    await page.context().clearCookies()
    await go(page, '/')
  }
  await look(page, 'POST /: too often', await post(page, '/', { text: words.hard }), 429)

  await go(page, '/')
  sql('alter table conversations rename to mislaid')
  await look(page, '500', await post(page, '/', { text: words.hard }), 500)
  sql('alter table mislaid rename to conversations')
  await go(page, '/')
  await away(async () => look(page, '503', await post(page, '/', { text: words.hard }), 503))
}
