// The policy officer asks what a reform would do, and takes the brief away: as PDF, and as a page
// that this browser prints. How many pages each has, the test counts.
import assert from 'node:assert/strict'
import { copyFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expectQuiet } from '../harness/browser.mjs'
import { errand } from '../harness/errand.mjs'
import { tabTo } from '../harness/keyboard.mjs'
import { look, signIn } from '../harness/people.mjs'

const folder = process.env.FAVN_BRIEFS
const reforms = process.env.FAVN_REFORMS.split(' ')
/** Families are made up while she waits, by a program that is not optimised. */
const patience = { timeout: 60_000 }

/** Presses the button that holds the focus, and waits for what comes of it. */
async function pressed(page, event) {
  const came = page.waitForEvent(event, patience)
  came.catch(() => {})
  await page.keyboard.press('Enter')
  return came
}

async function simulate(page, reform) {
  await page.goto(`${page.address}/${page.lang}/simulation`)
  await tabTo(page, (it) => it.field === 'which', 'the reforms')
  for (let steps = 0; steps < 5 && !(await page.isChecked(`[value="${reform}"]`)); steps++) await page.keyboard.press('ArrowDown')
  await tabTo(page, (it) => it.tag === 'button' && 'which' in it.fields && !it.field, 'work it out')
  await pressed(page, 'load')
}

/** Where the browser keeps the file that this button gives. */
async function taken(page, file) {
  await tabTo(page, (it) => it.tag === 'button' && it.value === file, `the button for ${file}`, 300)
  return (await pressed(page, 'download')).path()
}

await errand(async (somebody) => {
  const page = await somebody()
  await signIn(page, 'policy_officer')
  assert.match(page.url(), /\/simulation$/, 'her day begins at her own page')
  await look(page, 'simulation')
  for (const [number, reform] of reforms.entries()) {
    await simulate(page, reform)
    await look(page, `simulation-${number}`)
    copyFileSync(await taken(page, 'brief.pdf'), join(folder, `${number}-set.pdf`))
    const paper = await page.context().newPage()
    await paper.setContent(readFileSync(await taken(page, 'brief.html'), 'utf8'))
    await paper.pdf({ path: join(folder, `${number}-printed.pdf`), preferCSSPageSize: true })
    await paper.close()
  }
  expectQuiet(page)
  console.log(`took ${reforms.length} briefs`)
})
