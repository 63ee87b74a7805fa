// A browser as a person has it: one width, one language, with or without script.
// Every request to another origin than the one under test fails the errand.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'

const flags = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
// Chromium's sandbox cannot be set up by root, which is who CI often is.
if (process.getuid?.() === 0) flags.push('--no-sandbox')

export const widths = { phone: { width: 360, height: 740 }, desk: { width: 1280, height: 800 } }

export async function openBrowser() {
  // A browser that hangs must fail as an errand, with its name, and not as a silence.
  setTimeout(() => {
    console.error('the errand took more than four minutes')
    process.exit(1)
  }, 240_000).unref()
  return chromium.launch({ executablePath: process.env.FAVN_CHROMIUM ?? '/usr/bin/chromium', args: flags })
}

/**
 * One person's browser: a context of its own, so her cookies are nobody else's.
 * Returns the page; `page.foreign` lists requests to other origins, and `page.problems`
 * what the page's script or console complained about.
 */
export async function person(browser, { address, neutral, lang = 'da', width = 'phone', script = true, dark = false, contrast = false, agent, forwarded, node }) {
  const context = await browser.newContext({
    viewport: widths[width],
    locale: { da: 'da-DK', en: 'en-GB', ar: 'ar', uk: 'uk-UA' }[lang] ?? lang,
    timezoneId: 'Europe/Copenhagen',
    colorScheme: dark ? 'dark' : 'light',
    contrast: contrast ? 'more' : 'no-preference',
    reducedMotion: 'reduce',
    javaScriptEnabled: script,
    userAgent: agent,
    extraHTTPHeaders: {
      ...(forwarded && { 'X-Forwarded-For': forwarded, 'X-Real-IP': forwarded }),
      // Which node the errand's own proxy asks first.
      ...(node !== undefined && { 'X-Errand-Node': String(node) }),
    },
  })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  page.foreign = []
  page.problems = []
  page.address = address
  await context.route('**/*', (route) => {
    const url = route.request().url()
    const ours = url.startsWith(page.address + '/') || url.startsWith('data:') || (neutral && url.startsWith(neutral))
    if (ours) return route.continue()
    page.foreign.push(url)
    return route.abort()
  })
  page.on('pageerror', (error) => page.problems.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') page.problems.push(message.text())
  })
  page.lang = lang
  page.node = node
  page.script = script
  page.who = [lang, width, script ? 'script' : 'no-script', dark ? 'dark' : 'light'].join('-')
  return page
}

/** Fails when the page asked anybody else for anything, or complained. */
export function expectQuiet(page) {
  if (page.foreign.length) throw new Error(`requests left for others: ${page.foreign.join(', ')}`)
  if (page.problems.length) throw new Error(`the page complained: ${page.problems.join('\n')}`)
}

/** A picture, when FAVN_PICTURES names a folder. */
export async function picture(page, name) {
  const folder = process.env.FAVN_PICTURES
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}-${page.who}.png`), animations: 'disabled' })
}
