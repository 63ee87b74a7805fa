// Leaving: Escape twice, or the button. The neutral page is there, the page before is not, and the
// tab holds nothing. Without script the button does the same through the server.
import assert from 'node:assert/strict'
import { errand, told, until } from '../harness/errand.mjs'
import { begin, says } from '../harness/people.mjs'
import { follow, submit, tabTo, toField, write } from '../harness/keyboard.mjs'

const held = () => ({ session: Object.keys(sessionStorage).filter((key) => key.startsWith('favn')), local: Object.keys(localStorage) })

/** A message whose answer, a refusal, comes when she has left and the next page is not there yet. */
async function underWay (page) {
  const gate = () => { let open; const opened = new Promise((resolve) => { open = resolve }); return { open, opened } }
  const [answer, leaving, arrive] = [gate(), gate(), gate()]
  await page.route('**/conversation/messages', async (route) => {
    await answer.opened
    await route.fulfill({ status: 403, contentType: 'application/problem+json', body: '{}' })
  })
  await page.route(told.neutral, async (route) => {
    leaving.open()
    await arrive.opened
    await route.continue()
  })
  await write(page, 'text', 'ord på vej')
  await Promise.all([page.waitForRequest('**/conversation/messages'), page.keyboard.press('Enter')])
  return async () => {
    await leaving.opened
    const refused = page.waitForResponse('**/conversation/messages')
    answer.open()
    await (await refused).finished()
    // The page has the answer, and the time to do something foolish with it.
    await new Promise((resolve) => setTimeout(resolve, 500))
    arrive.open()
    await page.waitForURL(told.neutral)
    await page.unroute(told.neutral)
    await page.unroute('**/conversation/messages')
  }
}

/** Half way through the guide to rights: its answers are in the tab until she leaves. */
async function guide (somebody) {
  const page = await somebody()
  await page.goto(`${told.address}/da/rights`)
  await tabTo(page, (it) => (it.fields.state ?? '').includes('"alone"'), 'I am alone with children')
  await page.keyboard.press('Enter')
  await page.waitForSelector('[name=about]', { state: 'attached' })
  assert.notDeepEqual((await page.evaluate(held)).session, [], 'a page closed by mistake goes on')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await page.waitForURL(told.neutral)
  await page.goBack()
  await page.waitForURL(/\/da\/rights$/)
  assert.equal(await page.locator('[name=about]').count(), 0, 'no question comes back')
  assert.equal(await page.locator('[data-resume]').isVisible(), false, 'nor the offer to go on')
  assert.deepEqual((await page.evaluate(held)).session, [], 'the tab holds nothing')
}

/** The same without script. "Back" sends her last answer again, with all before it: nobody reads them. */
async function guideByPages (somebody) {
  const page = await somebody()
  await page.goto(`${told.address}/da/rights`)
  await submit(page, (it) => (it.fields.state ?? '').includes('"alone"'), 'I am alone with children')
  const on = (it) => it.tag === 'button' && it.value === 'on'
  await toField(page, 'v0')
  await page.keyboard.press('Space')
  await submit(page, on, 'a couple')
  for (const [field, text] of [['v0_day', '3'], ['v0_month', '5'], ['v0_year', '2021']]) await write(page, field, text)
  await submit(page, on, 'the child')
  assert.match(await page.content(), /2021-05-03/, 'the answers go along from page to page')
  await follow(page, /\/leave$/)
  await page.waitForURL(told.neutral)
  await page.goBack().catch(() => null)
  await page.waitForURL(/\/da\/rights$/)
  assert.doesNotMatch(await page.content(), /2021/, 'and nobody reads them afterwards')
}

await errand(async (somebody) => {
  await (told.script ? guide : guideByPages)(somebody)
  for (const way of told.script ? ['Escape', 'button'] : ['button']) {
    const page = await somebody()
    await begin(page, says.da.hard)
    // A second tab that she has forgotten about.
    const other = await page.context().newPage()
    await other.goto(`${told.address}/da/conversation`)
    await page.bringToFront()
    // A message is on its way, on a slow connection.
    const refuse = told.script && await underWay(page)
    // She is writing something more when somebody comes in.
    await write(page, 'text', 'han kommer nu')
    if (told.script) assert.notDeepEqual((await page.evaluate(held)).session, [], 'a draft is kept while she writes')
    const cookies = (await page.context().cookies()).length
    assert.ok(cookies > 0, 'there is a conversation to forget')
    const before = page.url()

    if (way === 'Escape') {
      await page.keyboard.press('Escape')
      await page.keyboard.press('Escape')
    } else {
      await page.evaluate(() => document.activeElement.blur())
      await tabTo(page, (it) => it.tag === 'a' && /\/leave$/.test(it.href), 'the quick exit')
      await page.keyboard.press('Enter')
    }
    if (refuse) await refuse()
    await page.waitForURL(told.neutral)

    if (told.script) await other.waitForURL(told.neutral)
    await other.close()

    // The history entry of the conversation was replaced: one step back is not that page.
    if (told.script) {
      await page.goBack().catch(() => null)
      assert.notEqual(page.url(), before, 'Back does not lead to the conversation')
      // Nor does the page where she began hold what she wrote there.
      const fields = await page.evaluate(() => [...document.querySelectorAll('textarea, input')].map((field) => field.value))
      assert.ok(!fields.includes(says.da.hard), 'Back does not bring her words')
    }
    // And nothing of ours is left in this browser.
    await page.goto(`${told.address}/da/hiding`)
    if (told.script) {
      await until(page, 'an empty tab', 5, () => Object.keys(sessionStorage).filter((key) => key.startsWith('favn')).length === 0)
      assert.deepEqual((await page.evaluate(held)).local, [])
    }
    const back = await page.goto(`${told.address}/da/conversation`)
    const text = await page.evaluate(() => document.body.innerText)
    assert.ok(!text.includes(says.da.hard), 'the conversation is no longer open in this browser')
    assert.match(back.headers()['cache-control'] ?? '', /no-store/)
    console.log(`left by ${way}`)
  }
})
