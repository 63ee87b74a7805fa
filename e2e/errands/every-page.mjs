// axe over every page, light and dark, in one language: each role follows every link it is shown.
// A page is one route with one set of query keys; the first of each kind stands for all.
import assert from 'node:assert/strict'
import { errand, told } from '../harness/errand.mjs'
import { findings } from '../harness/access.mjs'
import { begin, say, says, signIn, take } from '../harness/people.mjs'

/** Pages that no link leads to, or only after a post. */
const seeds = ['/', '/rights', '/find', '/find?near=7100', '/come-back', '/goodbye', '/hiding', '/neutral', '/components', '/demo', '/sign-in', '/sign-in/code', '/no-such-page']
/** Leaving is tried by an errand of its own: its answer is another site. */
const never = [/\/leave$/]
/** If these are not met, the walk went wrong and proves nothing. */
const expected = {
  stranger: ['/', '/rights', '/find', '/offers/*', '/come-back', '/hiding', '/neutral', '/components', '/sign-in', '/no-such-page'],
  family: ['/conversation', '/conversation/code', '/conversation/end'],
  counsellor: ['/desk', '/desk/conversations/*', '/desk/conversations/*/guide'],
  team_lead: ['/desk/team'],
  policy_officer: ['/simulation', '/account'],
  administrator: ['/staff', '/languages', '/dead-letters', '/account'],
  data_protection_officer: ['/audit', '/languages', '/account'],
}

const pattern = (path) => path.replace(/\/[^/]*\d[^/]*(?=\/|$)/g, '/*').replace(/^\/offers\/.+/, '/offers/*')

await errand(async (somebody) => {
  const faults = []
  let pages = 0
  const texts = says[told.lang] ?? says.da

  const family = await somebody()
  await begin(family, texts.hard)
  const counsellor = await somebody()
  await signIn(counsellor)
  await take(counsellor)
  await say(counsellor, texts.answer)
  // Somebody else waits, so that queue and overview have something to show.
  await begin(await somebody(), texts.hard)

  const readers = { stranger: await somebody(), family, counsellor }
  for (const role of ['team_lead', 'policy_officer', 'administrator', 'data_protection_officer']) {
    readers[role] = await somebody()
    await signIn(readers[role], role)
  }

  const seen = new Set()
  for (const [role, page] of Object.entries(readers)) {
    const waiting = [page.url().startsWith(page.address) ? page.url() : `${page.address}/${page.lang}/`]
    if (role === 'family') waiting.push(`${page.address}/${page.lang}/conversation/code/typed`)
    if (role === 'stranger') waiting.push(...seeds.map((path) => `${page.address}/${page.lang}${path}`))
    const met = new Set()
    while (waiting.length) {
      const url = new URL(waiting.shift())
      const path = url.pathname.replace(/^\/[a-z]{2}(?=\/|$)/, '') || '/'
      const kind = pattern(path) + [...url.searchParams.keys()].sort().map((key) => `?${key}`).join('')
      if (met.has(kind) || never.some((one) => one.test(path))) continue
      met.add(kind)
      const answer = await page.goto(url.href)
      if (!/text\/html/.test(answer.headers()['content-type'] ?? '')) continue
      const links = await page.evaluate(() => [...document.querySelectorAll('a[href]')].map((link) => link.href))
      for (const link of links) {
        const to = new URL(link)
        // The same page in another language is another run of this errand.
        if (to.origin === page.address && to.pathname.startsWith(`/${page.lang}/`)) waiting.push(to.origin + to.pathname + to.search)
      }
      // Staff and strangers share the public pages; one look at each is enough.
      const looks = await page.evaluate(() => document.title + document.querySelector('main')?.className)
      if (seen.has(kind + looks)) continue
      seen.add(kind + looks)
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme })
        for (const fault of await findings(page)) faults.push(`${role} ${told.lang} ${colorScheme} ${kind}: ${fault}`)
        pages += 1
      }
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
      if (wide > 0) faults.push(`${role} ${told.lang} ${kind}: ${wide} px too wide for a phone`)
    }
    for (const kind of expected[role]) assert.ok([...met].some((one) => one.split('?')[0] === kind), `${role} never came to ${kind}; met ${[...met].join(' ')}`)
    if (page.foreign.length) faults.push(`${role}: requests left for ${page.foreign.join(', ')}`)
    console.log(`${role}: ${[...met].join(' ')}`)
  }
  assert.deepEqual(faults, [])
  assert.ok(pages > 30, `only ${pages} pages looked at`)
  console.log(`${pages} pages, light and dark, without a finding`)
})
