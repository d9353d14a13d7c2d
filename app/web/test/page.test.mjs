// SPDX-License-Identifier: GPL-3.0-or-later
// The page in headless Chromium from file://: doors by keyboard and mouse, no request, accessible, the native program's bytes.
//   PAGE=build-page/hoshiwari.html NATIVE=build/app/hoshiwari [SHOTS=DIR] node --test app/web/test/page.test.mjs
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import axe from 'axe-core'
import { chromium } from 'playwright-core'

const root = path.resolve(import.meta.dirname, '../../..')
const url = 'file://' + path.resolve(process.env.PAGE), native = path.resolve(process.env.NATIVE)
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'hoshiwari-page-'))
const SLOW = { timeout: 120_000 }
let browser, page
const requests = [], errors = []

before(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })
  page = await (await browser.newContext({ locale: 'ja-JP', acceptDownloads: true })).newPage()
  page.on('request', r => requests.push(r.url()))
  page.on('console', m => m.type() === 'error' && errors.push(m.text()))
  page.on('pageerror', e => errors.push(String(e)))
  await page.goto(url)
  await page.waitForSelector('body[data-ready]', SLOW)
})
after(async () => {
  await browser?.close()
  fs.rmSync(work, { recursive: true, force: true })
})

const shot = async name => process.env.SHOTS && page.screenshot({ path: path.join(process.env.SHOTS, name + '.png'), fullPage: true })
const open = async (door, files) => page.locator(`main > div:not([hidden]) input[type=file]`).setInputFiles(files)
async function taken(press) {
  const [download] = await Promise.all([page.waitForEvent('download', SLOW), press()])
  const place = path.join(work, download.suggestedFilename())
  await download.saveAs(place)
  return place
}

async function accessible(where) {
  await page.evaluate(axe.source)
  const found = await page.evaluate(async () => (await window.axe.run()).violations.map(v => `${v.id}: ${v.nodes.map(n => n.target).join(' ')}`))
  assert.deepEqual(found, [], where)
}

test('supplier: from the empty page to a first answer', async () => {
  await page.getByLabel('会社名').fill('みほし板金')
  await page.getByLabel('従業員数').fill('２８')
  await page.getByLabel('年間売上高（円）').fill('4,2000万'.replace('万', '0000'))
  await page.getByLabel('名前', { exact: true }).fill('東雲製作所')
  await page.getByLabel('年間の売上（円）').fill('159600000')
  await page.getByLabel('主な品目の単価（円）').fill('1250')
  await page.getByLabel('その年間数量').fill('100000')
  await page.getByRole('button', { name: '見積もる' }).press('Enter')
  await page.getByText('項目が未回答です').waitFor(SLOW)
  assert.match(await page.getByRole('table').first().innerText(), /\d円/)
  await shot('supplier')
  await accessible('supplier')
})

test('an answer changes the band', async () => {
  const before = await page.getByRole('table').first().innerText()
  await page.getByText('3. 対策の状況を答える').click()
  await page.locator('.questions select').first().selectOption('unmet')
  await page.waitForFunction(old => document.querySelector('table').innerText !== old, before, SLOW)
})

test('the case comes back, and its workbook is the native one', async () => {
  const kase = await taken(() => page.getByRole('button', { name: 'ケースを保存' }).click())
  const book = await taken(() => page.getByRole('button', { name: '東雲製作所に渡す Excel' }).click())
  const mine = path.join(work, 'native.xlsx')
  const done = spawnSync(native, ['worksheet', kase, '--view', 'for:A', '-o', mine, '--lang', 'ja'], { env: { LANG: 'ja_JP.UTF-8', TZ: 'UTC' } })
  assert.equal(done.status, 0, String(done.stderr))
  assert.equal(Buffer.compare(fs.readFileSync(book), fs.readFileSync(mine)), 0)
  const letter = await taken(() => page.getByRole('button', { name: '東雲製作所への協議申入書' }).click())
  assert.equal(fs.readFileSync(letter).subarray(0, 2).toString(), 'PK')
})

test('a wrong file is answered in words', async () => {
  const bad = path.join(work, 'bad.xlsx')
  fs.writeFileSync(bad, 'no workbook')
  await open('supplier', bad)
  await page.getByRole('alert').waitFor(SLOW)
  assert.match(await page.getByRole('alert').innerText(), /HW-/)
})

test('buyer: list in, report and workbook out', async () => {
  await page.getByRole('button', { name: '発注側' }).click()
  await page.getByLabel('年間の予算（円）').fill('40000000')
  await open('buyer', path.join(root, 'data/examples/portfolio/suppliers.csv'))
  await page.locator('main > div:not([hidden]) .said').first().waitFor(SLOW)
  assert.equal(await page.getByLabel('年間の予算（円）').inputValue(), '40000000')
  assert.match(await page.locator('main > div:not([hidden]) .said').innerText(), /12/)
  const book = await taken(() => page.getByRole('button', { name: '予算の Excel' }).click())
  assert.equal(fs.readFileSync(book).subarray(0, 2).toString(), 'PK')
  await shot('buyer')
  await accessible('buyer')
})

test('adviser: an entry is recorded and listed', async () => {
  await page.getByRole('button', { name: '助言者' }).click()
  await open('adviser', path.join(root, 'data/examples/kanto-seimitsu/case.json'))
  await page.locator('main > div:not([hidden])').getByLabel('日付').fill('2026-10-05')
  await page.locator('main > div:not([hidden])').getByLabel('内容').fill('価格協議を申し入れた')
  await page.getByRole('button', { name: '記録する' }).click()
  await page.getByText('価格協議を申し入れた').waitFor(SLOW)
  await shot('adviser')
  await accessible('adviser')
})

test('English, narrow, and nothing was sent', async () => {
  await page.getByRole('button', { name: 'English' }).click()
  await page.setViewportSize({ width: 360, height: 800 })
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 361), 'no sideways scrolling at 360 px')
  await shot('narrow')
  await accessible('English')
  assert.equal(await page.evaluate(() => fetch('https://example.com/').then(() => 'went', () => 'blocked')), 'blocked')
  assert.deepEqual(requests.filter(r => !/^(file|blob):/.test(r) && r !== 'https://example.com/'), [])
  assert.deepEqual(errors.filter(e => !/example\.com/.test(e)), [])
})
