// SPDX-License-Identifier: GPL-3.0-or-later
// The page's times beside the native program's and beside an empty page of the same size (no pass or fail).
//   PAGE=build-page/hoshiwari.html NATIVE=build/app/hoshiwari node app/web/test/bench.mjs
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { chromium } from 'playwright-core'

const page = path.resolve(process.env.PAGE), native = path.resolve(process.env.NATIVE)
const kase = path.resolve(import.meta.dirname, '../../../data/examples/kanto-seimitsu/case.json')
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'hoshiwari-bench-'))
const median = list => list.sort((a, b) => a - b)[list.length >> 1]
const repeat = async (n, job) => {
  const times = []
  for (let i = 0; i < n; i++) {
    const began = performance.now()
    await job()
    times.push(performance.now() - began)
  }
  return median(times)
}
const run = (...args) => spawnSync(native, args, { cwd: work })
const tell = (what, mine, theirs, wanted) => console.log(`${what}: page ${mine.toFixed(0)} ms, beside ${theirs.toFixed(0)} ms, ratio ${(mine / theirs).toFixed(2)} (wanted: at most ${wanted})`)

const empty = path.join(work, 'empty.html')
fs.writeFileSync(empty, `<!DOCTYPE html><meta charset="utf-8"><title>empty</title><body data-ready="0"><p>empty</p><script type="text/plain">${'x'.repeat(fs.statSync(page).size - 100)}</script>`)
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] })
const open = (file, then) => repeat(5, async () => {
  const tab = await browser.newPage()
  await tab.goto('file://' + file)
  await tab.waitForSelector('body[data-ready]')
  await then?.(tab)
  await tab.close()
})
tell('opening, to where it takes input', await open(page), await open(empty), '2')

const tab = await browser.newPage()
await tab.addInitScript(() => delete window.showOpenFilePicker)
await tab.goto('file://' + page)
await tab.waitForSelector('body[data-ready]')
await tab.getByRole('button', { name: /^受注側/ }).click()
await tab.locator('input[type=file]').first().setInputFiles(kase)
await tab.locator('.answer').waitFor()
await tab.getByRole('button', { name: '3 選ぶ' }).click()
await tab.waitForTimeout(3000)
const slider = tab.getByLabel('自社で負担する割合')
let part = 0
const again = await repeat(7, async () => {
  const old = await tab.locator('.answer').innerText()
  await slider.fill(String((part += 5)))
  await tab.waitForFunction(t => document.querySelector('.answer').innerText !== t, old, { polling: 10 })
})
tell('a recalculation on the screen (two estimates and more)', again, await repeat(7, () => run('estimate', kase, '--json')), '3')

run('portfolio', '--generate', '3000', '--seed', '7', '-o', 'list.csv')
await tab.getByRole('button', { name: '発注側' }).click()
const many = await repeat(1, async () => {
  await tab.locator('main > div:not([hidden]) input[type=file]').first().setInputFiles(path.join(work, 'list.csv'))
  await tab.getByText('3000行のうち').waitFor({ timeout: 300_000 })
})
const both = await repeat(1, () => (run('portfolio', 'list.csv', '-o', 'r.hsr'), run('portfolio', '--merge', 'r.hsr', '--json')))
tell('3,000 suppliers', many, both, '3')
await browser.close()
fs.rmSync(work, { recursive: true, force: true })
