// Answers to posts: each is brought about in the page itself, as the browser would send it, and then
// looked at by axe, light and dark.
import assert from 'node:assert/strict'
import { findings } from './access.mjs'
import { picture } from './browser.mjs'

/** What was looked at so far, and what was found. */
export function walk() {
  const faults = []
  const seen = []
  return {
    faults,
    seen,
    /** The page as it stands after `answer`, under a name of its own: `POST /sign-in: wrong`. */
    async look(page, name, answer, status) {
      assert.ok(!seen.includes(name), `${name} was looked at already`)
      assert.equal(answer.status(), status, `${name} at ${page.url()}`)
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme })
        for (const fault of await findings(page)) faults.push(`${name}, ${page.lang}, ${colorScheme}: ${fault}`)
        await picture(page, `${name.replace(/[^a-z0-9]+/gi, '-')}-${colorScheme}`)
      }
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
      if (wide > 0) faults.push(`${name}, ${page.lang}: ${wide} px too wide for a phone`)
      seen.push(name)
    },
  }
}

/** Where something is, in the reader's language. */
export const at = (page, path) => `${page.address}/${page.lang}${path}`

export const go = (page, path) => page.goto(at(page, path))

/**
 * Posts `fields` to `path` from the page that is open, with the token (and the `once`) that it
 * carries, past what script or the browser would have refused. Ends on the answer's page.
 */
export async function post(page, path, fields = {}, charset = 'utf-8') {
  const own = await page.evaluate(() => ['form_token', 'once'].map((name) => document.querySelector(`form[method=post] [name=${name}]`)?.value))
  // A page without a form may stand where one was open before: its token counts still.
  page.token = own[0] ?? page.token
  const sent = Object.entries({ form_token: page.token, once: own[1], ...fields }).filter(([, value]) => value !== undefined)
  const arrived = page.waitForNavigation({ waitUntil: 'load' })
  arrived.catch(() => {})
  await page.evaluate(
    ({ action, sent, acceptCharset }) => {
      const form = Object.assign(document.createElement('form'), { method: 'post', action, acceptCharset, hidden: true })
      for (const [name, value] of sent) for (const one of [value].flat()) form.append(Object.assign(document.createElement('textarea'), { name, value: one }))
      document.body.append(form)
      form.submit()
    },
    { action: path.startsWith('http') ? path : at(page, path), sent, acceptCharset: charset },
  )
  return arrived
}
