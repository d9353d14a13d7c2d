// SPDX-License-Identifier: GPL-3.0-or-later
// The page in headless Firefox from file://: a first answer, an answer, a paper looked at, a list, a record.
//   PAGE=build-page/hoshiwari.html node --test app/web/test/firefox.test.mjs
import assert from 'node:assert/strict'
import path from 'node:path'
import { after, before, test } from 'node:test'
import puppeteer from 'puppeteer-core'

const root = path.resolve(import.meta.dirname, '../../..')
const url = 'file://' + path.resolve(process.env.PAGE)
let browser, page
const requests = [], errors = []

before(async () => {
  browser = await puppeteer.launch({ browser: 'firefox', executablePath: process.env.FIREFOX ?? '/usr/bin/firefox-esr', headless: true, timeout: 120_000 })
  page = await browser.newPage()
  page.setDefaultTimeout(90_000)
  page.on('request', r => requests.push(r.url()))
  page.on('console', m => m.type() === 'error' && errors.push(m.text()))
  page.on('pageerror', e => errors.push(String(e)))
  await page.goto(url)
  await page.waitForSelector('body[data-ready]')
})
after(() => browser?.close())

const button = (text, at = 'main > div:not([hidden]) ') => page.evaluate(([t, a]) => [...document.querySelectorAll(`${a}button`)].find(b => b.textContent.startsWith(t) || b.getAttribute('aria-label')?.startsWith(t)).click(), [text, at])
const text = selector => page.$eval(selector, e => e.innerText)
async function fill(label, value) {
  const id = await page.evaluate(l => [...document.querySelectorAll('main > div:not([hidden]) label')].find(x => x.textContent.startsWith(l)).htmlFor, label)
  await page.type(`[id="${id}"]`, value)
}
const give = async (...files) => (await page.$('main > div:not([hidden]) input[type=file]')).uploadFile(...files)

test('supplier: first answer, an answer that moves it, a paper', async () => {
  await button('受注側', '')
  await fill('会社名', 'みほし板金')
  await fill('年間売上高', '420000000')
  await fill('その会社への年間の売上', '159600000')
  await button('見積もる')
  await page.waitForSelector('.answer')
  const first = await text('.headline strong')
  assert.match(first, /[\d,]+円/)
  await button('2 質問')
  await button('できている', '.card ')
  await page.waitForFunction(old => document.querySelector('.headline strong').innerText !== old, {}, first)
  await button('5 資料')
  await button('見る: A: 費用の資料')
  await page.waitForSelector('dialog table td')
  await button('閉じる', 'dialog ')
})

test('buyer: a list is read', async () => {
  await button('発注側', '')
  await give(path.join(root, 'data/examples/portfolio/suppliers.csv'))
  await page.waitForFunction(() => /12社を計算しました/.test(document.body.innerText))
})

test('adviser: a case is opened and an entry recorded', async () => {
  await button('助言者', '')
  await give(path.join(root, 'data/examples/kanto-seimitsu/case.json'))
  await page.waitForFunction(() => document.querySelector('main > div:not([hidden]) textarea'))
  await page.$eval('main > div:not([hidden]) input[type=date]', e => ((e.value = '2026-10-05'), e.dispatchEvent(new Event('input', { bubbles: true }))))
  await fill('言われたこと・内容', '価格協議を申し入れた')
  await button('記録する')
  await page.waitForSelector('.entries li')
})

test('nothing was sent', async () => {
  assert.equal(await page.evaluate(() => fetch('https://example.com/').then(() => 'went', () => 'blocked')), 'blocked')
  assert.deepEqual(requests.filter(r => !/^(file|blob|data):/.test(r) && !r.startsWith('https://example.com/')), [])
  assert.deepEqual(errors.filter(e => !/example\.com|Content-Security-Policy/.test(e)), [])
})
