// A family hands over what it found out, with one question passed over. Its counsellor goes on from
// there in a guide of her own beside the conversation: every reason, the missing answer, and one thing
// shared as a card that the family sees.
import assert from 'node:assert/strict'
import { expectAccessible } from '../harness/access.mjs'
import { expectQuiet, picture } from '../harness/browser.mjs'
import { errand, told, until } from '../harness/errand.mjs'
import { answers, on, step, walk } from '../harness/guide.mjs'
import { enter, submit, tabTo, write } from '../harness/keyboard.mjs'
import { begin, inMessages, look, say, says, signIn, take } from '../harness/people.mjs'

/** What the family does not tell, and the counsellor knows. */
const open = 'home.husleje'
const words = says[told.lang] ?? says.da

/** Follows the link that has the focus; the guide stands in a frame, or has a tab of its own. */
async function opened(sara, act) {
  const beside = sara.script && told.width === 'desk'
  if (beside) {
    await act()
    const frame = await (await sara.waitForSelector('.guide-frame')).contentFrame()
    await frame.waitForURL(/[?]frame=1$/)
    await frame.waitForSelector('main h1')
    return { page: sara, frame }
  }
  const [tab] = await Promise.all([sara.context().waitForEvent('page'), act()])
  await tab.waitForLoadState('load')
  const { lang, who, script, address } = sara
  Object.assign(tab, { lang, who, script, address, foreign: [], problems: [] })
  return { page: tab, frame: tab.mainFrame() }
}

const narrow = async (frame, what) => {
  const wide = await frame.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  assert.ok(wide <= 0, `${what} is ${wide} px too wide for where it stands`)
}

/** A whole picture of a tab; of a frame, what the window shows. */
const see = async ({ page, frame }, name) => {
  await narrow(frame, name)
  await picture(page, name)
  if (page.script) await expectAccessible(page)
}

await errand(async (somebody) => {
  const family = await somebody({ width: 'phone' })
  await begin(family, words.hard)
  await family.goto(`${told.address}/${told.lang}/rights`)
  await step(family, (it) => (it.fields.state ?? '').includes('"alone"'), 'I am alone with children')
  const { [open]: missing, ...known } = answers
  await walk(family, known)
  await submit(family, (it) => it.action.endsWith('/conversation/rights'), 'hand it over')

  const sara = await somebody()
  await signIn(sara)
  await take(sara)
  const guide = await opened(sara, async () => {
    await tabTo(sara, (it) => /\/rights\/\d+$/.test(it.href), 'the result in the guide', 300)
    await sara.keyboard.press('Enter')
  })
  const { page, frame } = guide
  const reasons = await frame.locator('details[open] .why li').count()
  assert.ok(reasons > 20, `the counsellor sees every reason, not ${reasons}`)
  assert.ok((await frame.locator('.why .soft').count()) > 10, 'down to paragraph and source')
  await see(guide, 'beside-handed')

  // She knows the rent, and adds it.
  await step(page, (it) => it.value === `change:${open}`, 'the question that is open', frame)
  await see(guide, 'beside-question')
  await write(page, 'v0', missing)
  await step(page, on, 'go on', frame)
  while (await frame.evaluate(() => document.querySelector('[name=about]') !== null)) await step(page, (it) => it.value === 'skip', 'skip', frame)
  await see(guide, 'beside-result')

  if (guide.page === sara) {
    // She writes meanwhile; the guide stays as it is.
    await say(sara, words.answer)
    await until(family, words.answer, 20, (text) => document.body.innerText.includes(text), words.answer)
    assert.equal(await frame.locator('.card.sure').count() > 3, true, 'the guide is there yet')
  }
  const shares = (it) => it.field === 'share' && it.value.endsWith(' home.boligsikring')
  await tabTo(page, shares, 'share the housing benefit', 300)
  const name = await frame.evaluate(() => document.activeElement.closest('.card').querySelector('.card-title').textContent.trim())
  if (page.script) await page.keyboard.press('Enter')
  else await enter(page)
  await frame.waitForSelector('.notice.success')
  await see(guide, 'beside-shared')
  for (const one of [family, sara]) await until(one, `the card of ${name} among the messages`, 30, inMessages, name)
  await look(family, 'beside-family')
  await picture(sara, 'beside-both')
  console.log(`shared: ${name}`)
  for (const one of [family, sara, page]) expectQuiet(one)
})
