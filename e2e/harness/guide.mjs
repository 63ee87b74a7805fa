// Answering the guide to rights by keyboard, as a family or as a counsellor beside her work.
import { press, submit, tabTo, toField, write } from './keyboard.mjs'

/** What this family answers, by fact; of several children the same. */
export const answers = {
  'home.couple': 'no', 'adult.loen': '28.000', 'home.kommune': '630', 'child.deling': 'alene', 'child.bidrag_status': 'intet_aftalt',
  'home.lejer': 'yes', 'home.husleje': '7500', 'home.areal': '75', 'child.plads': 'boernehave', 'adult.brug_for_kontanthjaelp': 'no',
}

/**
 * Presses a button that leads on: with script in place, without it to another page. `where` is the
 * frame that the guide stands in, when it does.
 */
export async function step(page, wanted, what, where = page) {
  if (!page.script) return submit(page, wanted, what)
  await where.evaluate(() => { document.querySelector('main h1').dataset.before = '1' })
  await press(page, wanted, what)
  await where.waitForFunction(() => !document.querySelector('[data-before]'))
}

export const on = (it) => it.tag === 'button' && it.value === 'on'
export const about = (page) => page.evaluate(() => document.querySelector('[name=about]')?.value)

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

/** Answers a question as `known` has it; false where it does not. */
export async function answer(page, fact, known = answers) {
  if (fact === 'children') {
    await day(page, 'v0', ['2021', '5', '3'])
    await day(page, 'v1', ['2024', '2', '10'])
    return true
  }
  const value = known[fact]
  if (value === undefined) return false
  const rows = (await page.inputValue('[name=rows]')).split(',')
  for (const row of rows) {
    const field = `v${row}`
    const kind = await page.evaluate((name) => { const it = document.querySelector(`[name="${name}"]`); return it.tagName === 'SELECT' ? 'select' : it.type }, field)
    if (kind === 'radio') await choose(page, field, value)
    else if (kind === 'select') {
      await toField(page, field)
      await page.selectOption(`[name="${field}"]`, value)
    } else await write(page, field, value)
  }
  return true
}

/** Answers until the result is there, skipping what is not known. Returns how many questions it was. */
export async function walk(page, known, each = async () => {}) {
  let asked = 0
  for (let fact = await about(page); fact; fact = await about(page)) {
    await each(++asked)
    const told = await answer(page, fact, known)
    await step(page, told ? on : (it) => it.value === 'skip', told ? 'go on' : 'skip')
  }
  return asked
}
