// axe-core over a whole page. One finding is one too many.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** WCAG 2.2 A and AA, and axe's own good practice. */
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** The findings on the page as it stands, as readable lines. */
export async function findings(page) {
  // Without script axe's promises never end. The same page is looked at with script.
  if (!page.script) throw new Error('axe needs a page with script')
  // The page keeps it until it is left, so the second look is cheaper.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(source)
  const result = await page.evaluate((tags) => globalThis.axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] }), rules)
  return result.violations.flatMap((violation) => violation.nodes.map((node) => `${violation.id} (${violation.help}): ${node.target.join(' ')}: ${node.failureSummary?.split('\n').slice(1).join(';').trim() ?? ''}`))
}

/** Fails on any finding, and on a page that scrolls sideways on a phone. */
export async function expectAccessible(page) {
  const found = await findings(page)
  if (found.length) throw new Error(`${page.url()} (${page.who}):\n  ${found.join('\n  ')}`)
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  if (wide > 0) throw new Error(`${page.url()} (${page.who}) is ${wide} px too wide for its screen`)
}
