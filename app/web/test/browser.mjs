// SPDX-License-Identifier: GPL-3.0-or-later
// Headless Chromium with the page in it, and what every test of the page does: open a door, settle, drop files.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { chromium } from 'playwright-core'

export const root = path.resolve(import.meta.dirname, '../../..')
export const examples = path.join(root, 'data/examples')
export const url = 'file://' + path.resolve(process.env.PAGE)
export const native = path.resolve(process.env.NATIVE)
export const SLOW = { timeout: 60_000 }

export const launch = () => chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
})

/** As in a browser without File System Access: saving is a download. */
export const withoutPickers = () => {
  delete window.showOpenFilePicker
  delete window.showSaveFilePicker
}

/** A new window with the page; `heard` gets every request and every error. */
export async function opened(browser, heard = { requests: [], errors: [] }, options = {}, script = withoutPickers, address = url) {
  const context = await browser.newContext({ locale: 'ja-JP', acceptDownloads: true, ...options })
  const made = await context.newPage()
  made.setDefaultTimeout(30_000)
  made.on('request', r => heard.requests.push(r.url()))
  made.on('console', m => m.type() === 'error' && heard.errors.push(m.text()))
  made.on('pageerror', e => heard.errors.push(String(e.stack)))
  await made.addInitScript(script)
  await made.goto(address)
  await made.waitForSelector('body[data-ready]', SLOW)
  return made
}

export const door = on => on.locator('main > div:not([hidden])')
export const settled = on => on.waitForFunction(() => !document.querySelector('[aria-busy="true"]'), undefined, SLOW)
export const folder = name => fs.mkdtempSync(path.join(os.tmpdir(), `hoshiwari-${name}-`))

/** Files (or a folder) dropped on a place, as the browser does it with those of the desk. */
export async function dropped(place, files) {
  const on = place.page()
  await place.scrollIntoViewIfNeeded()
  const box = await place.boundingBox()
  const cdp = await on.context().newCDPSession(on)
  const data = { items: [], files, dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop']) await cdp.send('Input.dispatchDragEvent', { type, x: box.x + 20, y: box.y + 10, data })
  await cdp.detach()
}
