// SPDX-License-Identifier: GPL-3.0-or-later
// The page in headless Chromium from file://: three jobs from the empty page to the last file, by mouse and by keyboard, both
// languages, narrow and enlarged; no request; accessible; the native program's bytes.
//   PAGE=build-page/hoshiwari.html NATIVE=build/app/hoshiwari [SHOTS=DIR] node --test app/web/test/page.test.mjs
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import axe from 'axe-core'
import { chromium } from 'playwright-core'
import { workbook } from './workbook.mjs'

const root = path.resolve(import.meta.dirname, '../../..')
const examples = path.join(root, 'data/examples')
const url = 'file://' + path.resolve(process.env.PAGE), native = path.resolve(process.env.NATIVE)
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'hoshiwari-page-'))
const SLOW = { timeout: 60_000 }
const requests = [], errors = []
let browser, page

async function opened(options = {}, script) {
  const context = await browser.newContext({ locale: 'ja-JP', acceptDownloads: true, ...options })
  const made = await context.newPage()
  made.setDefaultTimeout(30_000)
  made.on('request', r => requests.push(r.url()))
  made.on('console', m => m.type() === 'error' && errors.push(m.text()))
  made.on('pageerror', e => errors.push(String(e.stack)))
  await made.addInitScript(script ?? (() => {
    // As in a browser without File System Access: saving is a download.
    delete window.showOpenFilePicker
    delete window.showSaveFilePicker
  }))
  await made.goto(url)
  await made.waitForSelector('body[data-ready]', SLOW)
  return made
}

before(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })
  page = await opened()
})
after(async () => {
  await browser?.close()
  fs.rmSync(work, { recursive: true, force: true })
})

const shot = async (name, on = page) => process.env.SHOTS && on.screenshot({ path: path.join(process.env.SHOTS, name + '.png'), fullPage: true })
const door = (on = page) => on.locator('main > div:not([hidden])')
const step = (name, on = page) => door(on).getByRole('button', { name }).first().click()
const settled = (on = page) => on.waitForFunction(() => !document.querySelector('[aria-busy="true"]'), undefined, SLOW)
const headline = () => page.locator('.headline strong').innerText()

async function taken(press, on = page) {
  const [download] = await Promise.all([on.waitForEvent('download', SLOW), press()])
  const place = path.join(work, `${fs.readdirSync(work).length}-${download.suggestedFilename()}`)
  await download.saveAs(place)
  return place
}

async function accessible(where, on = page) {
  await on.evaluate(axe.source)
  const found = await on.evaluate(async () => (await window.axe.run()).violations.map(v => `${v.id}: ${v.nodes.map(n => n.target).join(' ')}`))
  assert.deepEqual(found, [], where)
}

function run(...args) {
  const done = spawnSync(native, args, { cwd: work, env: { LANG: 'ja_JP.UTF-8', TZ: 'UTC' }, maxBuffer: 1 << 28 })
  assert.equal(done.status, 0, String(done.stderr))
  return done.stdout.toString()
}

const same = (a, b) => assert.equal(Buffer.compare(fs.readFileSync(a), fs.readFileSync(b)), 0, `${a} and ${b}`)

/** Everything typed is a text: no element comes of it. */
const HOSTILE = '<img src=x onerror="document.title=\'taken\'">'

test('supplier: from the empty page to a first answer', async () => {
  await shot('welcome')
  await accessible('welcome')
  await page.getByRole('button', { name: /^受注側/ }).click()
  await page.getByLabel('会社名').fill('みほし板金' + HOSTILE)
  await page.getByLabel('従業員数').first().fill('２８')
  await page.getByLabel('年間売上高（円）').first().fill('4,2000,0000')
  await page.getByLabel('名前', { exact: true }).first().fill('東雲製作所')
  await page.getByLabel('その会社への年間の売上（円）').fill('159600000')
  await page.getByLabel('主な品目の単価（円）').fill('1250')
  await page.getByLabel('その年間数量').fill('100000')
  await page.getByRole('button', { name: '見積もる' }).press('Enter')
  await page.locator('.answer').waitFor(SLOW)
  assert.match(await headline(), /[\d,]+円 – [\d,]+円/)
  assert.match(await page.locator('.answer').innerText(), /東雲製作所（1個あたり）\s+\+[\d.]+円/)
  await shot('answer')
  await accessible('answer')
  assert.match(await page.locator('.answer .command').innerText(), /命令/)
})

test('questions come by the yen, and each answer moves the band', async () => {
  await step('2 質問')
  const stakes = await page.evaluate(() => [document.querySelector('.stake strong'), ...document.querySelectorAll('.work ol li')].map(e => Number(/([\d,]+)円/.exec(e.textContent)[1].replaceAll(',', ''))))
  assert.ok(stakes.length > 20 && stakes[0] > 0)
  assert.deepEqual(stakes, [...stakes].sort((a, b) => b - a))
  const first = await headline(), asked = await page.locator('.card h4').innerText()
  await page.locator('.card').getByRole('button', { name: 'できている', exact: true }).click()
  await page.waitForFunction(old => document.querySelector('.headline strong').textContent !== old, first, SLOW)
  await settled()
  assert.notEqual(await page.locator('.card h4').innerText(), asked, 'the next question is on the card')
  assert.match(await page.locator('.answer figure table').textContent(), /一つ前/)
  await page.locator('.card').getByRole('button', { name: '一部できている' }).click()
  await settled()
  await shot('questions')
  await accessible('questions')
})

test('undo takes an answer back, redo gives it again', async () => {
  const count = () => page.locator('.work [role=status]').innerText()
  const now = await count()
  await page.getByRole('button', { name: '元に戻す' }).click()
  await settled()
  await page.waitForFunction(old => document.querySelector('.work [role=status]').innerText !== old, now, SLOW)
  await page.getByRole('button', { name: 'やり直す' }).click()
  await page.waitForFunction(old => document.querySelector('.work [role=status]').innerText === old, now, SLOW)
})

test('a slider moves the price of a piece', async () => {
  await step('3 選ぶ')
  const price = () => page.locator('.answer tbody').first().innerText()
  const before = await price()
  const slider = page.getByLabel('自社で負担する割合')
  await slider.focus()
  for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowRight')
  await page.waitForFunction(old => document.querySelector('.answer tbody').innerText !== old, before, SLOW)
  assert.equal(await slider.inputValue(), '20')
  await page.getByText('その値上げで賄える額').first().waitFor(SLOW)
  await settled()
  await shot('choices')
  await accessible('choices')
})

test('a quotation takes the place of the estimate', async () => {
  await step('4 見積書')
  const before = await headline()
  await page.getByRole('button', { name: /^見積を入れる/ }).first().click()
  await page.getByLabel('見積額（円）').fill('990000')
  await page.getByLabel('見積元').first().fill('甲通信')
  await page.getByRole('button', { name: '見積に入れる' }).click()
  await page.getByText('甲通信').waitFor()
  await page.waitForFunction(old => document.querySelector('.headline strong').textContent !== old, before, SLOW)
  await shot('quotations')
  await accessible('quotations')
})

let kase
test('what a buyer will see is seen before, and is the native file', async () => {
  kase = await taken(() => page.getByRole('button', { name: /^ケースを保存/ }).click())
  await step('5 資料')
  await page.getByRole('button', { name: '見る: 東雲製作所: 費用の資料（Excel）' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.locator('table').first().waitFor(SLOW)
  const seen = await dialog.innerText()
  assert.match(seen, /東雲製作所に見えるもの/)
  assert.match(seen, /御中/)
  await shot('preview')
  await accessible('preview')
  const book = await taken(() => dialog.getByRole('button', { name: 'このファイルを保存' }).click())
  await page.keyboard.press('Escape')
  run('worksheet', kase, '--view', 'for:A', '--disclose', 'category', '--lang', 'ja', '-o', 'native.xlsx')
  same(book, path.join(work, 'native.xlsx'))
  const letter = await taken(() => page.getByRole('button', { name: '保存: 東雲製作所: 協議申入書（Word）' }).click())
  run('letter', kase, '--buyer', 'A', '--kind', 'request', '--lang', 'ja', '-o', 'native.docx')
  same(letter, path.join(work, 'native.docx'))
  await page.getByRole('button', { name: '見る: 東雲製作所: 協議申入書（Word）' }).click()
  await dialog.locator('.letter').waitFor(SLOW)
  await shot('letter')
  await page.keyboard.press('Escape')
  const own = await taken(() => page.getByRole('button', { name: /^保存: 社内用の Excel/ }).click())
  run('worksheet', kase, '--lang', 'ja', '-o', 'own.xlsx')
  same(own, path.join(work, 'own.xlsx'))
  const requests = await taken(() => page.getByRole('button', { name: /^保存: 先に取る三つ/ }).click())
  assert.equal(JSON.parse(spawnSync('python3', ['-c', 'import sys, zipfile, json; print(json.dumps(zipfile.ZipFile(sys.argv[1]).namelist()))', requests]).stdout).length >= 1, true)
  await page.getByLabel('前に保存したケース（.json）と比べる').first().setInputFiles(kase)
  await door().getByText(/変わった|違い|同じ/).first().waitFor(SLOW)
  await shot('papers')
  await accessible('papers')
})

let store
test('the record: an entry is added, listed, proved and saved', async () => {
  await step('6 記録')
  await door().getByLabel('日付').first().fill('2026-10-05')
  await door().getByLabel('言われたこと・内容').fill('価格協議を申し入れた' + HOSTILE)
  await door().getByRole('button', { name: '記録する' }).click()
  await page.locator('.entries').getByText('価格協議を申し入れた').waitFor(SLOW)
  const form = door().locator('form').last()
  await form.getByLabel('種類').selectOption('price_change')
  await form.getByLabel('日付').first().fill('2026-11-01')
  assert.equal(await form.getByRole('button', { name: '記録する' }).getAttribute('aria-disabled'), 'true', 'a change of prices needs an item')
  await form.getByText('品目と単価を加えてください').waitFor()
  await form.getByRole('button', { name: '品目と単価を加える' }).click()
  await form.getByLabel('品番').fill('1')
  await form.getByLabel('後の単価（円）').fill('１,２６０')
  await form.getByLabel('数量').fill('500')
  await form.getByLabel('価格の決め方').selectOption('buyer')
  await form.getByLabel('適用の日').fill('2027-04-01')
  await form.getByRole('button', { name: '記録する' }).click()
  await page.locator('.entries').getByText('1: 1250.00 → 1260.00（500個）').waitFor(SLOW)
  await page.locator('.entries').getByText('価格の決め方: 発注側が決めた').waitFor()
  await form.getByLabel('種類').selectOption('reply')
  await form.getByLabel('日付').first().fill('2026-10-20')
  await form.getByLabel('どの記録への返事か').selectOption('1')
  await form.getByLabel('言われたこと・内容').fill('検討する')
  await form.getByRole('button', { name: '記録する' }).click()
  await page.locator('.entries').getByText('1番への返事').waitFor(SLOW)
  await page.getByText('書き換えられていないことを確かめる').click()
  await page.getByRole('button', { name: '確かめる', exact: true }).click()
  await page.getByText(/食い違いはありません/).first().waitFor(SLOW)
  await shot('record')
  await accessible('record')
  store = await taken(() => page.getByRole('button', { name: /^記録を保存/ }).click())
  assert.match(run('log', kase, 'list', '--db', store), /価格協議を申し入れた/)
  assert.equal(await page.title(), '星割（hoshiwari）', 'user text made no element')
})

test('a case and its record come back on another machine', async () => {
  const other = await opened()
  await other.getByRole('button', { name: /^助言者/ }).click()
  await door(other).locator('input[type=file]').first().setInputFiles([kase, store])
  await other.locator('.entries').getByText('価格協議を申し入れた').waitFor(SLOW)
  assert.equal(await other.getByRole('button', { name: '未保存' }).count(), 0, 'nothing is unsaved after opening')
  await other.context().close()
})

test('wrong files are answered in words', async () => {
  const bad = (name, text) => (fs.writeFileSync(path.join(work, name), text), path.join(work, name))
  const files = [
    bad('bad.xlsx', 'no workbook'), bad('bad.json', '{'), bad('deep.json', '{"hoshiwari_case":1,"supplier":[],"buyers":"x","target_level":3,"gap":{"answers":{}}}'),
    bad('bad.csv', 'a,b\n1,2\n'), bad('bad.db', 'SQLite format 3\0nonsense'),
  ]
  const other = await opened()
  await other.getByRole('button', { name: /^受注側/ }).click()
  for (const file of files.slice(0, 4)) {
    await door(other).locator('input[type=file]').first().setInputFiles(file)
    await other.getByRole('alert').first().waitFor(SLOW)
    assert.match(await other.getByRole('alert').first().innerText(), /HW-|ありません/, file)
  }
  await door(other).locator('input[type=file]').first().setInputFiles(files[4]) // a record alone is opened at once
  await door(other).getByText('HW-721').waitFor(SLOW)
  await other.getByRole('button', { name: '発注側' }).click()
  for (const [file, words] of [[files[0], 'HW-'], [bad('bad.hsr', 'no result'), 'HW-642'], [files[1], '設定のファイルが読めません']]) {
    await door(other).locator('input[type=file]').first().setInputFiles(file)
    await door(other).getByRole('alert').getByText(words).first().waitFor(SLOW)
  }
  await door(other).locator('input[type=file]').first().setInputFiles(bad('settings.json', '{"hoshiwari_list_settings":1,"settings":{"name":{"x":1},"years":"<b>"},"reading":7,"money":{"years":{}}}'))
  await door(other).getByText('次に取引先の一覧を開くと使います').waitFor(SLOW)
  await other.getByRole('button', { name: '助言者' }).click()
  await door(other).locator('input[type=file]').first().setInputFiles([path.join(examples, 'kanto-seimitsu/case.json'), files[4]])
  await door(other).getByRole('alert').first().waitFor(SLOW)
  assert.match(await door(other).getByRole('alert').first().innerText(), /HW-/)
  await other.context().close()
})

/** The worker's source is spoilt before it starts. */
const spoilt = text => `(() => {
  delete window.showOpenFilePicker
  delete window.showSaveFilePicker
  window.spoil = ${JSON.stringify(text)}
  const Whole = Blob
  window.Blob = class extends Whole { constructor(parts, o) { super(o?.type === 'text/javascript' ? [window.spoil, ...parts] : parts, o) } }
})()`

test('an engine that cannot start, cannot instantiate or dies is told in words, and nothing waits for ever', async () => {
  for (const [spoil, words] of [
    ['throw new Error("no worker");', '始められませんでした'],
    ['WebAssembly.compile = () => Promise.reject(new WebAssembly.CompileError("refused by policy"));', '始められませんでした'],
    ['WebAssembly.instantiate = () => Promise.reject(new RangeError("out of memory"));', '計算が途中で止まりました'],
  ]) {
    const other = await opened({}, { content: spoilt(spoil) })
    await other.getByRole('alert').first().waitFor(SLOW)
    assert.match(await other.getByRole('alert').first().innerText(), new RegExp(words), spoil)
    await other.getByRole('button', { name: /^受注側/ }).click()
    await other.getByLabel('会社名').fill('甲')
    await other.getByRole('button', { name: '見積もる' }).click()
    await door(other).getByRole('alert').first().waitFor(SLOW)
    if (words.startsWith('始め')) await shot('engine-fault', other)
    await other.evaluate(() => (window.spoil = '')) // the browser has recovered
    await other.getByRole('button', { name: '見積もる' }).click()
    await other.locator('.answer').waitFor(SLOW)
    await other.context().close()
  }
  errors.length = 0
})

test('a page that was cut short says so', async () => {
  const cut = path.join(work, 'cut.html')
  const whole = fs.readFileSync(path.resolve(process.env.PAGE), 'utf8')
  const at = whole.indexOf('id="wasm">')
  fs.writeFileSync(cut, whole.slice(0, at + 200_000) + whole.slice(whole.indexOf('</script>', at)))
  const context = await browser.newContext()
  const other = await context.newPage()
  await other.goto('file://' + cut)
  await other.getByText('もう一度入手してください').waitFor(SLOW)
  await context.close()
})

test('leaving with unsaved work is told, and not after saving', async () => {
  const other = await opened()
  const asked = async () => {
    let told = false
    other.once('dialog', d => ((told = d.type() === 'beforeunload'), void d.dismiss()))
    await other.close({ runBeforeUnload: true })
    await new Promise(done => setTimeout(done, 1500))
    return told
  }
  await other.getByRole('button', { name: /^受注側/ }).click()
  await other.getByLabel('会社名').fill('甲')
  await other.getByRole('button', { name: '見積もる' }).click()
  await other.locator('.answer').waitFor(SLOW)
  assert.ok(await asked(), 'unsaved')
  await taken(() => other.getByRole('button', { name: /^ケースを保存/ }).click(), other)
  assert.ok(!(await asked()), 'saved')
  await other.context().close()
})

/** A disk in memory behind File System Access, so that no dialog of the system is needed. */
const disk = () => {
  window.disk = {}
  const handle = name => ({
    kind: 'file', name, getFile: async () => new File([window.disk[name]], name),
    createWritable: async () => {
      let data
      return { write: async d => void (data = d.slice()), close: async () => void (window.disk[name] = data) }
    },
  })
  window.showSaveFilePicker = async o => handle(o.suggestedName)
  window.showOpenFilePicker = async () => window.asked.map(handle)
}

test('a file is written through, and not over what something else changed', async () => {
  const other = await opened({}, disk)
  await other.evaluate(text => ((window.disk['my case.json'] = new TextEncoder().encode(text)), (window.asked = ['my case.json'])), fs.readFileSync(path.join(examples, 'itoguchi-sekkei/case.json'), 'utf8').replace(/"gap": \{[^]*?"file"[^}]*\}/, '"gap": { "answers": {} }'))
  await other.getByRole('button', { name: /^受注側/ }).click()
  await door(other).getByRole('button', { name: /^ファイルを選ぶ/ }).first().click()
  await other.locator('.answer').waitFor(SLOW)
  const name = other.getByLabel('会社名', { exact: true }).first()
  const save = () => other.getByRole('button', { name: /^ケースを保存/ }).click()
  await name.fill('改めた名前')
  await settled(other)
  await save()
  await other.getByText('保存しました。').waitFor()
  assert.match(await other.evaluate(() => new TextDecoder().decode(window.disk['my case.json'])), /改めた名前/)
  await other.evaluate(() => (window.disk['my case.json'] = new TextEncoder().encode('{ "hoshiwari_case": 1, "theirs": 1 }')))
  await name.fill('もう一度')
  await settled(other)
  await save()
  await other.getByText('上書きしていません').waitFor()
  assert.match(await other.evaluate(() => new TextDecoder().decode(window.disk['my case.json'])), /theirs/)
  await other.context().close()
})

let last
test('buyer: faults of a list are corrected in place, the budget slides, workbook out', async () => {
  await page.getByRole('button', { name: /^発注側/ }).click()
  const rows = fs.readFileSync(path.join(examples, 'portfolio/suppliers.csv'), 'utf8').split(/\r?\n/).filter(Boolean)
  const cells = rows[3].split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/)
  cells[rows[0].split(',').indexOf('パソコン台数')] = 'たくさん'
  const list = path.join(work, '取引先.csv')
  fs.writeFileSync(list, [...rows.slice(0, 3), cells.join(','), ...rows.slice(4)].join('\r\n') + '\r\n')
  await door().getByLabel('基準日').fill('2026-11-22')
  await door().locator('input[type=file]').first().setInputFiles(list)
  await page.getByText('除いたのは 1行').waitFor(SLOW)
  await shot('list-faulty')
  await accessible('list')
  const cell = door().getByLabel(/^4行 パソコン台数 正しい値/)
  assert.match(await door().getByRole('row', { name: /^4/ }).innerText(), /たくさん/)
  await cell.fill('31')
  await page.getByRole('button', { name: '直した内容で計算し直す' }).click()
  await page.getByText('除いたのは 0行').waitFor(SLOW)
  const corrections = await taken(() => page.getByRole('button', { name: '訂正表を保存（CSV）' }).click())
  assert.equal(JSON.parse(run('portfolio', list, '--corrections', corrections, '--as-of', '2026-11-22', '--json', '--totals')).rows.left_out, 0)
  await step('2 予算')
  await door().getByLabel('各年の予算（円）').fill('40000000')
  const slider = door().getByRole('slider', { name: '各年の予算' })
  await slider.waitFor(SLOW)
  await page.locator('.chart svg').last().waitFor(SLOW)
  const funded = () => door().locator('p[role=status]').last().innerText()
  const before = await funded()
  await slider.fill(String(Math.round(Number(await slider.getAttribute('max')) * 0.25)))
  await page.waitForFunction(old => [...document.querySelectorAll('main > div:not([hidden]) p[role=status]')].at(-1).innerText !== old, before, SLOW)
  await door().locator('td button').first().click()
  await page.locator('.card').getByText('P80').first().waitFor()
  await shot('budget')
  await accessible('budget')
  const at = await door().getByLabel('各年の予算（円）').inputValue()
  await step('3 資料')
  const book = await taken(() => page.getByRole('button', { name: '保存: 予算の資料（Excel）' }).click())
  last = await taken(() => page.getByRole('button', { name: /^保存: この結果/ }).click())
  run('portfolio', '--merge', last, '--as-of', '2026-11-22', '--budget', at.replaceAll(',', ''), '--lang', 'ja', '-o', 'budget.xlsx')
  same(book, path.join(work, 'budget.xlsx'))
  await page.getByRole('button', { name: '見る: 予算の資料（Excel）' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '概要' }).click()
  await page.getByRole('dialog').locator('figure .chart svg').nth(2).waitFor(SLOW)
  await shot('budget-charts')
  await accessible('budget workbook')
  await page.keyboard.press('Escape')
  const table = await taken(() => page.getByRole('button', { name: '保存: 取引先ごとの結果（CSV）' }).click())
  assert.match(fs.readFileSync(table, 'utf8'), /みなと鋳造/)
  await shot('buyer-papers')
  await step('調査票と回答')
  await taken(() => page.getByRole('button', { name: /^保存: ★3 の調査票/ }).click())
  await door().getByLabel('記入された調査票（.xlsx .csv）を読む').first().setInputFiles(path.join(examples, 'itoguchi-sekkei/answers.csv'))
  await door().getByText('評価基準の回答').first().waitFor(SLOW)
  await page.getByRole('button', { name: '読んだ回答 1社で計算する' }).click()
  await page.getByText('会社の規模が分かりません').first().waitFor(SLOW) // answers alone state no size, which is told
})

test('buyer: corrections and last year come with the list; what moved is shown', async () => {
  const other = await opened()
  await other.getByRole('button', { name: /^発注側/ }).click()
  await door(other).getByLabel('基準日').fill('2026-11-22')
  await door(other).locator('input[type=file]').first().setInputFiles([path.join(examples, 'portfolio/suppliers.csv'), last])
  await other.getByText(/^前回（.*）との違い/).waitFor(SLOW)
  await shot('against', other)
  await accessible('against', other)
  await other.getByText('一覧の読み方を決める').click()
  await door(other).getByLabel('読まない列（1行に見出し一つ）').fill('売上高（百万円）')
  await other.getByRole('button', { name: '計算し直す', exact: true }).click()
  await other.getByText(/読まなかった列:.*売上高/).waitFor(SLOW)
  await other.context().close()
})

test('buyer: a workbook received is checked, compared and seen; the own conduct is looked at and answered', async () => {
  const other = await opened()
  const kanto = path.join(examples, 'kanto-seimitsu/case.json')
  run('worksheet', kanto, '--view', 'for:A', '-o', 'received.xlsx')
  await other.getByRole('button', { name: /^発注側/ }).click()
  await step('調査票と回答', other)
  await door(other).getByLabel('届いた資料（.xlsx）を見る').first().setInputFiles([path.join(work, 'received.xlsx'), kanto])
  await other.getByText('自社の見積との違い').waitFor(SLOW)
  assert.equal(await door(other).locator('pre.said').nth(1).innerText(), run('compare', 'received.xlsx', kanto, '--buyer', 'A', '--lang', 'ja').trim())
  await other.getByRole('button', { name: 'received.xlsx の中身を見る' }).click()
  await other.getByRole('dialog').locator('figure .chart svg').first().waitFor(SLOW)
  await shot('received', other)
  await other.keyboard.press('Escape')
  await door(other).getByLabel('取引先のケース（.json）を開く').first().setInputFiles(kanto)
  await door(other).getByText('発注者の立場から').waitFor(SLOW)
  await shot('own-conduct', other)
  await accessible('surveys', other)
  const reply = await taken(() => other.getByRole('button', { name: '保存: 回答書（Word）' }).click(), other)
  assert.equal(fs.readFileSync(reply).subarray(0, 2).toString(), 'PK')
  await other.context().close()
})

test('a long list by two workers, and a list that is a workbook', async () => {
  const other = await opened()
  await other.getByRole('button', { name: /^発注側/ }).click()
  const made = path.join(work, 'list.csv')
  run('portfolio', '--generate', '400', '--seed', '7', '-o', made)
  await door(other).locator('input[type=file]').first().setInputFiles(made)
  await other.getByText('400行のうち 400社').waitFor(SLOW)
  const book = path.join(work, 'list.xlsx')
  fs.writeFileSync(book, workbook([['取引先コード', '会社名', '★', '従業員数', '年間購入額（千円）'], ['A', '甲', '3', 12, 480], ['B', '乙', '4', 40, 2500]]))
  await door(other).locator('input[type=file]').first().setInputFiles(book)
  await other.getByText('2行のうち 2社').waitFor(SLOW)
  run('portfolio', '--template', 'template.xlsx')
  await door(other).locator('input[type=file]').first().setInputFiles(path.join(work, 'template.xlsx'))
  await door(other).getByRole('alert').first().waitFor(SLOW) // an empty list is told
  await other.context().close()
})

test('adviser: timeline, findings, a missing fact stated in place, dossier', async () => {
  const kanto = path.join(examples, 'kanto-seimitsu')
  await page.getByRole('button', { name: '助言者' }).click()
  run('log', path.join(kanto, 'case.json'), 'add', path.join(kanto, 'talks.json'), '--db', 'talks.db')
  await door().locator('input[type=file]').first().setInputFiles([path.join(kanto, 'case.json'), path.join(work, 'talks.db')])
  await page.locator('.entries li').nth(6).waitFor(SLOW)
  await door().locator('figure .chart svg').waitFor(SLOW)
  await shot('adviser-acts')
  await accessible('adviser acts')
  await step('2 確認')
  await door().locator('.finding').first().waitFor(SLOW)
  await shot('adviser-checks')
  await accessible('adviser checks')
  await step('3 足りない事実')
  const count = async () => Number(/(\d+)件/.exec(await door().getByRole('heading', { name: /足りない事実/ }).innerText())[1])
  const before = await count()
  await door().locator('.missing select').first().selectOption({ index: 1 })
  await page.waitForFunction(n => Number(/(\d+)件/.exec([...document.querySelectorAll('main > div:not([hidden]) h3')].map(h => h.textContent).join())?.[1]) !== n, before, SLOW)
  await shot('adviser-missing')
  await accessible('adviser missing')
  await step('4 資料一式')
  await door().getByLabel('作成者の名前').fill('山田')
  await page.getByRole('button', { name: '見る: 提出用（Word）' }).click()
  await page.getByRole('dialog').locator('.letter').waitFor(SLOW)
  await shot('dossier')
  await page.keyboard.press('Escape')
  const copies = await taken(() => page.getByRole('button', { name: /^保存: 証拠の写し一式/ }).click())
  assert.match(spawnSync('python3', ['-c', 'import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).namelist())', copies]).stdout.toString(), /証拠説明書/)
  const book = await taken(() => page.getByRole('button', { name: /^保存: 提出用（Excel/ }).click())
  assert.equal(fs.readFileSync(book).subarray(0, 2).toString(), 'PK')
})

/**
 * A page worked by keyboard alone: Tab until the control of that name has the focus, from wherever the last key left it. The
 * focus is never lost to the page itself: whatever was pressed, the next thing is reached from there.
 */
async function keyboard() {
  const on = await opened()
  const press = key => on.keyboard.press(key)
  const held = () => on.evaluate(() => document.activeElement !== document.body)
  const reach = async (name, back = false) => {
    for (let i = 0; i < 120; i++) {
      await press(back ? 'Shift+Tab' : 'Tab')
      const label = await on.evaluate(() => {
        const e = document.activeElement
        return (e.labels?.[0]?.textContent ?? e.getAttribute('aria-label') ?? e.textContent).trim()
      })
      if (label.startsWith(name)) return
    }
    assert.fail(`${name} is not reached by Tab`)
  }
  const enter = async (name, back) => {
    await reach(name, back)
    await press('Enter')
  }
  const type = async (name, text, back) => {
    await reach(name, back)
    await press('Control+a')
    await on.keyboard.type(text)
  }
  const choose = async (name, word) => {
    await reach(name)
    const at = await on.evaluate(w => [...document.activeElement.options].findIndex(o => o.textContent.startsWith(w)) - document.activeElement.selectedIndex, word)
    for (let i = 0; i < Math.abs(at); i++) await press(at > 0 ? 'ArrowDown' : 'ArrowUp')
  }
  /** The system's dialog is the browser's own; what is chosen in it comes to the page. */
  const file = async (name, files) => {
    const [chooser] = await Promise.all([on.waitForEvent('filechooser', SLOW), enter(name)])
    await chooser.setFiles(files)
  }
  return { on, press, held, reach, enter, type, choose, file, saved: name => taken(() => enter(name), on) }
}

test('by keyboard alone: the supplier', async () => {
  const { on, press, held, reach, enter, type, saved } = await keyboard()
  await enter('受注側')
  await type('会社名', '要製作所')
  await type('従業員数', 'まだ分からない')
  await type('年間売上高', '300000000')
  await type('その会社への年間の売上', '90000000')
  await press('Enter')
  assert.match(await on.evaluate(() => document.activeElement.labels[0].textContent), /従業員数/, 'what cannot be read is shown, not computed')
  await on.getByText('数字で書いてください').waitFor()
  await press('Control+a')
  await on.keyboard.type('31')
  await press('Enter')
  await on.locator('.answer').waitFor(SLOW)
  assert.ok(await held())
  await enter('次へ: 質問に答える')
  await on.waitForFunction(() => document.activeElement === document.querySelector('.card h4'), undefined, SLOW)
  const asked = await on.locator('.card h4').innerText()
  await enter('できている')
  await on.waitForFunction(old => document.querySelector('.card h4').innerText !== old && document.activeElement === document.querySelector('.card h4'), asked, SLOW)
  await enter('4 見積書', true)
  await enter('見積を入れる')
  await on.waitForFunction(() => document.activeElement.tagName === 'INPUT', undefined, SLOW)
  await on.keyboard.type('880000')
  await enter('見積に入れる')
  await on.locator('.questions .good').waitFor(SLOW)
  assert.ok(await held())
  await enter('5 資料', true)
  await enter('見る: A: 費用の資料')
  await on.getByRole('dialog').locator('table').first().waitFor(SLOW)
  await press('Escape')
  await reach('見る: A: 協議申入書')
  await saved('保存: A: 協議申入書')
  await saved('保存: 社内用の Excel')
  await saved('ケースを保存')
  await on.context().close()
})

/** As a department keeps it: a title, headings of its own, one unit for all, a second row of one supplier, words for numbers. */
const DEPARTMENT = `仕入先セキュリティ一覧（北斗ユニット工業 購買二課）,,,,,,
,,,,,,（単位：千円）
仕入先CD,仕入先名,要求水準,社員数,年間仕入額,売上高,期限
H001,(株)丘珠スプリング,★3,45,48000,620000,2027年3月
H002,琴似メッキ工業,☆４,約80名,120000,980000,2027/6/30
H003,ＴＯＮＥ発条,星3,12,8200,150000,2027/3/31
H003,TONE発条（第二工場）,星3,12,4100,150000,2027/3/31
H004,白石精密,3,-4,30500,410000,2027-09
H005,厚別ゴム,要相談,25,15000,300000,2027/3/31
,合計,,,225800,,
`

test('by keyboard alone: the buyer, and again next month', async () => {
  const { on, press, held, reach, enter, type, file, saved } = await keyboard()
  const list = path.join(work, '仕入先.csv')
  fs.writeFileSync(list, DEPARTMENT)
  await enter('発注側')
  await file('ファイルを選ぶ', list)
  await on.getByText('7行のうち 3社').waitFor(SLOW)
  assert.ok(await held())
  await type('自社の名前', '北斗ユニット工業')
  await type('基準日', '')
  await reach('コードが同じ行').catch(() => reach('一覧の読み方を決める', true).then(() => press('Enter')).then(() => reach('コードが同じ行')))
  await press('Space')
  await type('8行 社員数 正しい値', '四')
  await type('9行 要求水準 正しい値', '3')
  await enter('直した内容で計算し直す')
  await on.getByText('4社を計算しました').waitFor(SLOW)
  assert.ok(await held())
  await type('8行 社員数 正しい値', '4', true)
  await enter('直した内容で計算し直す')
  await on.getByText('5社を計算しました').waitFor(SLOW)
  const corrections = await saved('訂正表を保存')
  const settings = await saved('この設定を保存')
  await enter('2 予算')
  await type('各年の予算（円）', '9000000')
  await on.getByRole('slider', { name: '各年の予算' }).waitFor(SLOW)
  await enter('琴似メッキ工業を開く')
  await on.locator('.card').getByText('P80').first().waitFor(SLOW)
  await enter('3 資料', true)
  await saved('保存: 予算の資料')
  await saved('保存: 取引先ごとの結果')
  const result = await saved('保存: この結果')
  await on.context().close()

  const next = await keyboard()
  await next.enter('発注側')
  await next.file('ファイルを選ぶ', [list, corrections, settings, result])
  await next.on.getByText('5社を計算しました').waitFor(SLOW)
  await next.on.getByText(/^前回（.*）との違い/).waitFor(SLOW)
  assert.equal(await next.on.getByLabel('自社の名前').inputValue(), '北斗ユニット工業')
  await next.on.context().close()
})

test('by keyboard alone: the adviser, with an entry corrected and one withdrawn', async () => {
  const { on, held, enter, type, choose, file, saved } = await keyboard()
  const kanto = path.join(examples, 'kanto-seimitsu/case.json')
  const mail = path.join(work, '先方の返事.eml')
  fs.writeFileSync(mail, 'Subject: 価格の件\n\n今期は難しい\n')
  const recorded = async (n, kind, day, words, more) => {
    await choose('種類', kind)
    await on.getByLabel('日付').last().fill(day) // how a date is typed is the browser's
    await type('言われたこと・内容', words)
    await more?.()
    await enter('記録する')
    await on.locator('.entries li').nth(n - 1).waitFor(SLOW)
    assert.ok(await held())
  }
  await enter('助言者')
  await file('ファイルを選ぶ', kanto)
  await on.getByText('まだ記録はありません').waitFor(SLOW)
  await recorded(1, '要請', '2026-07-10', '費用を価格に反映する協議を申し入れた')
  await recorded(2, '断り', '2026-08-20', '今期は難しい', () => file('ファイルを選ぶ', mail))
  await recorded(3, '断り', '2026-08-21', '今期は難しいとメールで返された', async () => {
    await enter('時刻・場所')
    await choose('訂正する記録', '2')
  })
  await recorded(4, 'メモ', '2026-08-25', '別の会社の話', () => choose('取引先', '社内'))
  await recorded(5, '取消', '2026-08-26', '書き間違い', () => choose('取り消す記録', '4'))
  await on.getByText('（5番で訂正済み）').waitFor(SLOW)
  await enter('2 確認', true)
  await on.locator('.finding').first().waitFor(SLOW)
  assert.equal((await door(on).innerText()).includes('buyers['), false, 'no path of the file is shown to a person')
  await enter('4 資料一式', true)
  await type('作成者の名前', '早川')
  await saved('保存: 提出用（Word')
  await saved('保存: 作業用')
  await saved('保存: 証拠の写し一式')
  await saved('記録を保存')
  await on.context().close()
})

test('English, narrow, enlarged, and nothing was sent', async () => {
  await page.getByRole('button', { name: 'English' }).click()
  for (const name of ['Supplier', 'Buyer', 'Adviser']) {
    await page.getByRole('navigation', { name: 'Doors' }).getByRole('button', { name }).click()
    await settled()
    await page.setViewportSize({ width: 360, height: 800 })
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 361), `${name}: no sideways scrolling at 360 px`)
    await shot(`narrow-${name}`)
    await page.setViewportSize({ width: 640, height: 400 }) // 1280 at 200 %
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 641), `${name}: no sideways scrolling at 200 %`)
    await page.setViewportSize({ width: 1280, height: 900 })
    await accessible(`English ${name}`)
    const left = await page.evaluate(() => document.querySelector('main > div:not([hidden])').innerText.split('\n').filter(l => /[ぁ-んァ-ン]/.test(l)))
    await shot(`english-${name}`)
    assert.ok(name !== 'Buyer' || left.length === 0 || left.every(l => /取適法|，|[\u30a0-\u30ff]{2,}|[一-龠]/.test(l)), left.slice(0, 5).join('\n'))
  }
  assert.equal(await page.evaluate(() => fetch('https://example.com/').then(() => 'went', () => 'blocked')), 'blocked')
  assert.deepEqual(requests.filter(r => !/^(file|blob|data):/.test(r) && r !== 'https://example.com/'), [])
  assert.deepEqual(errors.filter(e => !/example\.com/.test(e)), [])
})
