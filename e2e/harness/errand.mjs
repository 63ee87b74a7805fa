// One errand: what it is told, a browser, and an end that says what happened.
import { openBrowser, person } from './browser.mjs'

/** What the test in Rust said. */
export const told = {
  address: process.env.FAVN_ADDRESS,
  neutral: process.env.FAVN_NEUTRAL,
  lang: process.env.FAVN_LANG ?? 'da',
  width: process.env.FAVN_WIDTH ?? 'phone',
  script: process.env.FAVN_SCRIPT !== 'false',
}

/** Runs the errand with a browser; `somebody` opens the browser of one more person. */
export async function errand(act) {
  const browser = await openBrowser()
  const people = []
  try {
    await act(async (about = {}) => {
      const page = await person(browser, { ...told, ...about })
      people.push(page)
      return page
    })
  } catch (error) {
    for (const page of people) await say(page)
    throw error
  } finally {
    await browser.close()
  }
}

/** Where somebody was when it went wrong, and what the page said there. */
async function say(page) {
  const texts = page.frames().map((frame) => frame.evaluate(() => document.body?.innerText ?? '').catch(() => '(no page)'))
  const text = (await Promise.all(texts)).join('\n(frame)\n')
  console.error(`--- ${page.who} at ${page.url()}\n${text.slice(0, 3000)}\n--- complaints: ${page.problems.join('\n') || 'none'}`)
}

/**
 * Where the messages are: without script they stand in a frame that refreshes itself, so that what
 * she is writing stays.
 */
export const room = (page) => page.frames().find((frame) => frame.url().replace(/#.*/, '').endsWith('/log')) ?? page.mainFrame()

/** Waits until the page says this. */
export async function hears(page, words, { seconds = 20 } = {}) {
  await until(page, `“${words}”`, seconds, (text) => document.body.innerText.includes(text), words)
}

/** Waits until something holds in the page or a frame of it; without script the page is read anew, as F5 does. */
export async function until(page, what, seconds, holds, argument) {
  const end = Date.now() + seconds * 1000
  for (;;) {
    // A page that is just being left cannot be asked; the next one can.
    const now = page.frames().map((frame) => frame.evaluate(holds, argument).catch(() => false))
    if ((await Promise.all(now)).some(Boolean)) return
    if (Date.now() > end) throw new Error(`${page.who} waited ${seconds} s for ${what} at ${page.url()}`)
    if (page.script) await new Promise((on) => setTimeout(on, 50))
    else {
      await new Promise((on) => setTimeout(on, 400))
      await page.reload().catch(() => {})
    }
  }
}

/** Waits until the page's address matches. */
export async function arrives(page, where) {
  await page.waitForURL((url) => where.test(url.pathname), { waitUntil: 'load' })
}
