// A parent alone with two children finds out what the law gives: few questions by keyboard, the
// result with its reasons, what if, and the result handed to a counsellor, who sees every reason.
import assert from 'node:assert/strict'
import { expectQuiet } from '../harness/browser.mjs'
import { errand, hears, told } from '../harness/errand.mjs'
import { press, submit, tabTo, toField, write } from '../harness/keyboard.mjs'
import { begin, look, says, signIn, take } from '../harness/people.mjs'

const most = 12
/** What this family answers, by fact; of several children the same. */
const answers = {
  'home.couple': 'no', 'adult.loen': '28.000', 'home.kommune': '630', 'child.deling': 'alene', 'child.bidrag_status': 'intet_aftalt',
  'home.lejer': 'yes', 'home.husleje': '7500', 'home.areal': '75', 'child.plads': 'boernehave', 'adult.brug_for_kontanthjaelp': 'no',
}
/** Presses a button that leads on: with script in place, without it to another page. */
async function step(page, wanted, what) {
  if (!page.script) return submit(page, wanted, what)
  await page.evaluate(() => { document.querySelector('main h1').dataset.before = '1' })
  await press(page, wanted, what)
  await page.waitForFunction(() => !document.querySelector('[data-before]'))
}

const on = (it) => it.tag === 'button' && it.value === 'on'
const top = (page) => page.evaluate(() => scrollTo(0, 0))
const about = (page) => page.evaluate(() => document.querySelector('[name=about]')?.value)

/** Chooses a radio as the keyboard does: to the group, then along it with the arrows. */
async function choose(page, field, value) {
  await tabTo(page, (it) => it.field === field, field)
  const count = await page.locator(`[name="${field}"]`).count()
  await page.keyboard.press('Space')
  for (let steps = 0; steps < count; steps++) {
    if (await page.locator(`[name="${field}"][value="${value}"]`).isChecked()) return
    await page.keyboard.press('ArrowDown')
  }
  throw new Error(`${field} has no ${value}`)
}

async function day(page, field, [year, month, date]) {
  await write(page, `${field}_day`, date)
  await write(page, `${field}_month`, month)
  await write(page, `${field}_year`, year)
}

async function answer(page, fact) {
  if (fact === 'children') {
    await day(page, 'v0', ['2021', '5', '3'])
    await day(page, 'v1', ['2024', '2', '10'])
    return
  }
  const value = answers[fact]
  const rows = (await page.inputValue('[name=rows]')).split(',')
  for (const row of rows) {
    const field = `v${row}`
    const kind = await page.evaluate((name) => { const it = document.querySelector(`[name="${name}"]`); return it.tagName === 'SELECT' ? 'select' : it.type }, field)
    if (value === undefined) return false
    if (kind === 'radio') await choose(page, field, value)
    else if (kind === 'select') {
      await toField(page, field)
      await page.selectOption(`[name="${field}"]`, value)
    } else await write(page, field, value)
  }
  return true
}

await errand(async (somebody) => {
  const page = await somebody()
  // A conversation is open, so that there is somebody to hand the result to.
  await begin(page, (says[told.lang] ?? says.da).hard)
  await page.goto(`${told.address}/${told.lang}/rights`)
  await look(page, 'rights-start')
  await step(page, (it) => (it.fields.state ?? '').includes('"alone"'), 'I am alone with children')

  if (page.script) {
    // The way from a mistake to its field stays on the page.
    const fact = await about(page)
    await step(page, on, 'go on without an answer')
    await page.locator('.error-summary a').first().click()
    await page.waitForFunction(() => document.activeElement?.name === 'v0')
    assert.equal(await about(page), fact)
    page.problems.length = 0
  }
  let asked = 0
  for (let fact = await about(page); fact; fact = await about(page)) {
    assert.ok(++asked <= most, `${asked} questions are too many`)
    if (asked <= 3) await look(page, `rights-question-${asked}`)
    const known = await answer(page, fact)
    await step(page, known === false ? (it) => it.value === 'skip' : on, known === false ? 'skip' : 'go on')
    assert.equal(new URL(page.url()).search, '', 'no address holds an answer')
  }
  console.log(`asked ${asked} questions`)
  assert.ok((await page.locator('.card.sure').count()) >= 4, 'several things are certain')
  await look(page, 'rights-result')

  await step(page, (it) => it.action.endsWith('/rights/what-if'), 'what if')
  if (page.script) {
    // The picture follows the slider; nothing is sent that the history would hold.
    const before = await page.evaluate(() => history.length)
    await toField(page, 'what_pay')
    await page.keyboard.press('Tab')
    assert.equal(await page.evaluate(() => document.activeElement.dataset.slides), 'what_pay', 'the slider follows its field')
    await page.keyboard.press('End')
    assert.equal(await page.inputValue('[name=what_pay]'), '60000')
    await page.waitForFunction(() => document.querySelectorAll('polyline').length === 2)
    assert.equal(await page.evaluate(() => history.length), before)
  } else assert.equal(await page.locator('.slider:visible').count(), 0, 'nothing that does nothing')
  await write(page, 'what_pay', '46000')
  await step(page, (it) => it.value === 'show', 'show')
  assert.equal(await page.locator('polyline').count(), 2, 'as now, and as it would be')
  await top(page)
  await look(page, 'rights-what-if')
  await step(page, (it) => it.value === 'result', 'back to the result')

  if (page.script) {
    // Back shows the page before without asking the server, and nothing in the history can be sent again.
    await page.goBack()
    await page.waitForFunction(() => document.querySelector('.what-if'))
    await page.goForward()
    await page.waitForFunction(() => document.querySelector('.card.sure'))
    // Closed by mistake: what was told is in this tab yet.
    await page.reload()
    await step(page, (it) => it.value === 'next', 'go on where I left off')
    assert.ok((await page.locator('.card.sure').count()) >= 4, 'the result is there again')
    // A lost connection loses no answer.
    await page.context().setOffline(true)
    await press(page, (it) => it.action.endsWith('/rights/what-if'), 'what if, without connection')
    await page.waitForSelector('[data-lost]')
    await page.context().setOffline(false)
    page.problems.length = 0
    await top(page)
  }
  await submit(page, (it) => it.action.endsWith('/conversation/rights'), 'hand it over')
  assert.match(page.url(), /\/conversation$/)
  const title = await page.evaluate(() => document.title)
  console.log(`handed over: ${title}`)

  const sara = await somebody({ width: 'desk' })
  await signIn(sara)
  await take(sara)
  await tabTo(sara, (it) => /\/rights\/\d+$/.test(it.href), 'the whole result', 300)
  // Without script the link stands in a frame and opens in the whole window.
  await sara.keyboard.press('Enter')
  await sara.waitForURL(/\/rights\/\d+$/)
  await hears(sara, '§')
  assert.ok((await sara.locator('.why li').count()) > 5, 'the counsellor sees reasons')
  await look(sara, 'rights-counsellor')
  expectQuiet(page)
  expectQuiet(sara)
  console.log('seen with every reason')
})
