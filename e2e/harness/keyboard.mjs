// Doing things as somebody without a mouse does: Tab to what has the name, then type or press.
// Nothing here clicks, so a control that the keyboard cannot reach fails the errand.

/** The document that holds the focus: the page's own, or that of a frame in it. */
async function holder(page) {
  let frame = page.mainFrame()
  for (;;) {
    const element = (await frame.evaluateHandle(() => document.activeElement)).asElement()
    const inside = await element?.contentFrame()
    if (!inside) return frame
    frame = inside
  }
}

/** What holds the focus: its accessible name as far as a page of ours gives one, and where it is. */
export async function focused(page) {
  return (await holder(page)).evaluate(() => {
    const it = document.activeElement
    if (!it || it === document.body) return null
    const label = it.labels?.[0]?.textContent ?? ''
    const described = it.getAttribute('aria-labelledby')
    const elsewhere = described ? described.split(/\s+/).map((id) => document.getElementById(id)?.textContent ?? '').join(' ') : ''
    const name = it.getAttribute('aria-label') || elsewhere || label || it.textContent || it.getAttribute('title') || ''
    return { tag: it.tagName.toLowerCase(), id: it.id, field: it.getAttribute('name') ?? '', href: it.getAttribute('href') ?? '', action: it.getAttribute('formaction') ?? it.form?.getAttribute('action') ?? '', value: it.getAttribute('value') ?? '', fields: it.form ? Object.fromEntries([...it.form.elements].filter((one) => one.name).map((one) => [one.name, one.value])) : {}, name: name.replace(/\s+/g, ' ').trim() }
  })
}

/**
 * Presses Tab until `wanted(focused)` holds. Starts where the focus is and goes round once.
 * Fails with the list of what it met, which is also the page's order of reading.
 */
export async function tabTo(page, wanted, what = 'the control', limit = 150) {
  const met = []
  for (let step = 0; step < limit; step++) {
    const now = await focused(page)
    if (now && wanted(now)) return now
    if (now) met.push(`${now.tag}${now.field ? `[${now.field}]` : ''} “${now.name.slice(0, 40)}”`)
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab never reached ${what} on ${page.url()}. It met:\n  ${[...new Set(met)].join('\n  ')}`)
}

export const toField = (page, field) => tabTo(page, (it) => it.field === field && it.tag !== 'button', `the field ${field}`)

/** Types into a field found by its name in the form, replacing what stood there. */
export async function write(page, field, text) {
  await toField(page, field)
  await page.keyboard.press('Control+A')
  await page.keyboard.insertText(text)
}

/**
 * Presses the button of the first form that `wanted(form)` holds for. The form is known by where it
 * posts (`action`) and by what it carries (`fields`): never by its looks or its words.
 */
export async function press(page, wanted, what = wanted.toString()) {
  await tabTo(page, (it) => (it.tag === 'button' || it.tag === 'input') && it.action && wanted(it), `a button: ${what}`)
  await enter(page)
}

/** The same for a form that leads to another page, and waits for that. */
export async function submit(page, wanted, what) {
  const arrived = page.waitForEvent('load')
  // Not awaited before the button is pressed; whoever fails there must not leave this hanging.
  arrived.catch(() => {})
  await press(page, wanted, what)
  await arrived
}

/** Follows the link whose address matches. */
export async function follow(page, href) {
  await tabTo(page, (it) => it.tag === 'a' && href.test(it.href), `a link to ${href}`)
  await enter(page)
}

/** Enter. Without script that always leads to another page, and reading on before it is there would stop it. */
export async function enter(page) {
  const frame = page.script ? null : await holder(page)
  const arrived = frame === page.mainFrame() ? page.waitForEvent('load') : frame?.waitForNavigation({ waitUntil: 'load' })
  await page.keyboard.press('Enter')
  await arrived
}
