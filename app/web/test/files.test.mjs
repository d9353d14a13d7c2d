// SPDX-License-Identifier: GPL-3.0-or-later
// Files at the doors, in headless Chromium: a wrong one dropped on every place ends in words; what older versions saved opens,
// what a newer one saved is told; the page served over http works as from the disk.
//   PAGE=build-page/hoshiwari.html NATIVE=build/app/hoshiwari node --test app/web/test/files.test.mjs
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { door, dropped, examples, folder, launch, native, opened, root, settled, SLOW } from './browser.mjs'

const work = folder('files')
const kept = path.join(import.meta.dirname, 'kept')
let browser
before(async () => {
  browser = await launch()
})
after(async () => {
  await browser?.close()
  fs.rmSync(work, { recursive: true, force: true })
})

const made = (name, data) => (fs.writeFileSync(path.join(work, name), data), path.join(work, name))
/** A zip of these parts; a number stands for so many spaces. */
function archive(name, parts) {
  const done = spawnSync('python3', ['-c', 'import json, sys, zipfile\nwith zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as z:\n  for k, v in json.loads(sys.argv[2]).items(): z.writestr(k, v if isinstance(v, str) else b" " * v)', path.join(work, name), JSON.stringify(parts)])
  assert.equal(done.status, 0, String(done.stderr))
  return path.join(work, name)
}
const example = name => path.join(examples, name)
function run(...args) {
  const done = spawnSync(native, args, { cwd: work, env: { LANG: 'ja_JP.UTF-8', TZ: 'UTC' } })
  assert.equal(done.status, 0, String(done.stderr))
}

// ---- a wrong file on every place ----

const text = { '[Content_Types].xml': '<Types/>', 'xl/workbook.xml': '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheets/></workbook>' }
/** What is told wherever none of the kind is taken; the file's own name shows that the words are about this file. */
const WRONG = [
  { files: [made('見積.pdf', '%PDF-1.7\n')], words: /「見積\.pdf」はPDF/ },
  { files: [made('表.csv', '\ufeff<!DOCTYPE html><table><tr><td>会社名</td></tr></table>')], words: /「表\.csv」はウェブのページ/ },
  { files: [made('昔の.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'))], words: /「昔の\.xls」は古い形式/ },
  { files: [made('鍵付き.xlsx', Buffer.from('d0cf11e0a1b11ae1', 'hex'))], words: /「鍵付き\.xlsx」は古い形式（\.xls）かパスワード/ },
  { files: [made('空.csv', '')], words: /「空\.csv」は空のファイル/ },
  { files: [made('空.json', '')], words: /「空\.json」は空のファイル/ },
  { files: [made('画像.png', Buffer.from('89504e47', 'hex'))], words: /「画像\.png」はこのページで使わない/ },
  { files: [made('送付状.docx', Buffer.from('PK\u0003\u0004....word/document.xml'))], words: /「送付状\.docx」はWord/ },
  { files: [archive('まとめ.zip', { 'a.txt': 'x' })], words: /「まとめ\.zip」は圧縮/ },
  { files: [(fs.mkdirSync(path.join(work, '資料フォルダ')), path.join(work, '資料フォルダ'))], words: /フォルダーは置けません/ },
]
/** Files of this program's kinds: told on the places that take none of the kind. */
const KINDS = {
  case: { file: example('kanto-seimitsu/case.json'), words: /「case\.json」はケース.*「受注側」か「助言者」/ },
  talks: { file: example('kanto-seimitsu/talks.json'), words: /「talks\.json」は記録の一覧.*まとめて記録する/ },
  settings: { file: made('設定.json', '{"hoshiwari_list_settings":1}'), words: /「設定\.json」は一覧の設定.*一覧と一緒に/ },
  store: { file: path.join(work, '記録.db'), words: /「記録\.db」は協議の記録.*「受注側」か「助言者」/ },
  result: { file: path.join(work, '結果.hsr'), words: /「結果\.hsr」は一覧を計算した結果.*一覧と一緒に/ },
  table: { file: example('hibari-butsuryu/answers.xlsx'), words: /「answers\.xlsx」は表.*「発注側」/ },
}
/** Tables that are hostile, broken, or of another place: the program refuses them and the page says where they belong. */
const TABLES = {
  bomb: { file: archive('爆弾.xlsx', { ...text, 'xl/worksheets/sheet1.xml': 300 << 20 }), words: /爆弾\.xlsx/ },
  empty: { file: archive('シートなし.xlsx', text), words: /シートなし\.xlsx/ },
  none: { file: made('中身なし.xlsx', 'no workbook'), words: /中身なし\.xlsx/ },
  list: { file: example('portfolio/suppliers.csv'), words: /suppliers\.csv.*このページでは: 取引先の一覧は「発注側」/s },
  answers: { file: example('hibari-butsuryu/answers.xlsx'), words: /answers\.xlsx.*このページでは: .*「受注側」の「ファイルを開く」か「調査票と回答」/s },
}

const kanto = example('kanto-seimitsu/case.json')
const into = (on, name) => on.getByRole('button', { name }).first().click()
const stepOf = (on, name) => door(on).getByRole('button', { name }).first().click()
async function withCase(on, at, step) {
  await into(on, at)
  await dropped(door(on).locator('.drop').first(), [kanto])
  await on.getByRole('button', { name: 'ケースを保存' }).waitFor(SLOW)
  await settled(on)
  if (step) await stepOf(on, step)
}
async function withList(on) {
  await into(on, '発注側')
  await dropped(door(on).locator('.drop').first(), [example('portfolio/suppliers.csv')])
  await on.getByText('12社を計算しました').waitFor(SLOW)
  await stepOf(on, '2 予算')
  await on.getByText('決めた内容を読み戻す').click()
}

/** Every place that takes files, how one gets there, which kinds it takes and which tables are none of its own. */
const PLACES = [
  { name: 'supplier: open', label: '続きのケース', go: on => into(on, '受注側'), takes: ['case', 'store', 'table'], refuses: ['bomb', 'empty', 'none', 'list'], most: [kanto, example('itoguchi-sekkei/case.json')] },
  { name: 'supplier: an earlier case', label: '前に保存したケース', go: on => withCase(on, '受注側', '5 資料'), takes: ['case'], refuses: [], most: [kanto, example('itoguchi-sekkei/case.json'), example('hibari-butsuryu/case.json')] },
  { name: 'record: many at once', label: '記録のファイル', go: async on => (await withCase(on, '助言者'), await on.getByText('まとめて記録する').click()), takes: ['talks'], refuses: [] },
  { name: 'buyer: the list', label: '取引先の一覧', go: on => into(on, '発注側'), takes: ['table', 'result', 'settings'], refuses: ['bomb', 'empty', 'none', 'answers'], most: [example('portfolio/suppliers.csv'), example('itoguchi-sekkei/answers.csv'), example('hibari-butsuryu/answers.xlsx')] },
  { name: 'buyer: decisions', label: '採否・開始年', go: withList, takes: ['table'], refuses: ['bomb', 'empty', 'none'], most: [example('portfolio/suppliers.csv'), example('itoguchi-sekkei/answers.csv')] },
  { name: 'buyer: surveys', label: '記入された調査票', go: async on => (await into(on, '発注側'), await stepOf(on, '調査票と回答')), takes: ['table'], refuses: ['bomb', 'empty', 'none', 'list'] },
  { name: 'buyer: a workbook received', label: '届いた資料', go: async on => (await into(on, '発注側'), await stepOf(on, '調査票と回答')), takes: ['table', 'case'], refuses: ['bomb', 'empty', 'none'], most: [example('mizuho-shika/6_for_A.xlsx'), example('mizuho-shika/10_for_A_next.xlsx')] },
  { name: 'buyer: own conduct', label: '取引先のケース', go: async on => (await into(on, '発注側'), await stepOf(on, '調査票と回答')), takes: ['case', 'store', 'table'], refuses: [], most: [kanto, example('itoguchi-sekkei/case.json')] },
  { name: 'adviser: open', label: 'ケース（.json）と協議の記録', go: on => into(on, '助言者'), takes: ['case', 'store', 'table'], refuses: [], most: [kanto, example('itoguchi-sekkei/case.json')] },
]

for (const place of PLACES)
  test(`a wrong file: ${place.name}`, async () => {
    const heard = { requests: [], errors: [] }
    const on = await opened(browser, heard)
    await place.go(on)
    const drop = door(on).locator('.drop').filter({ hasText: place.label }).first()
    const told = async (files, words) => {
      await dropped(drop, files)
      await door(on).getByRole('alert').filter({ hasText: words }).first().waitFor({ timeout: 20_000 }).catch(async () => assert.fail(`${files}: ${words} in ${await door(on).getByRole('alert').allInnerTexts()}`))
    }
    for (const { files, words } of WRONG) await told(files, words)
    for (const [kind, { file, words }] of Object.entries(KINDS)) if (!place.takes.includes(kind)) await told([file], words)
    for (const name of place.refuses) await told([TABLES[name].file], TABLES[name].words)
    if (place.most) await told(place.most, /一度に|一つ選んで/)
    await told([WRONG[0].files[0], kanto, example('portfolio/suppliers.csv')], /「見積\.pdf」はPDF.*どのファイルも開いていません/s)
    assert.deepEqual(heard.errors, [])
    await on.context().close()
  })

test('a file to enclose may be any; a folder is told, and two of one name both stay', async () => {
  const on = await opened(browser)
  await withCase(on, '助言者')
  const drop = door(on).locator('.drop').filter({ hasText: '添えるファイル' }).first()
  await dropped(drop, WRONG.at(-1).files)
  await door(on).getByRole('alert').filter({ hasText: 'フォルダーは置けません' }).waitFor()
  for (let i = 0; i < 2; i++) await dropped(drop, WRONG[0].files)
  await door(on).getByRole('listitem').filter({ hasText: '見積 (2).pdf' }).waitFor()
  await on.context().close()
})

// ---- older and newer versions ----

test('what the first versions saved opens', async () => {
  const on = await opened(browser)
  await into(on, '助言者')
  await dropped(door(on).locator('.drop').first(), [made('case_1.json', JSON.stringify({ ...JSON.parse(fs.readFileSync(path.join(kept, 'case_1.json'), 'utf8')), case_id: 'fixture' })), path.join(root, 'tests/fixtures/store_v1.db')])
  await door(on).locator('.entries li').first().waitFor(SLOW)
  await into(on, '発注側')
  await dropped(door(on).locator('.drop').first(), [example('portfolio/suppliers.csv'), path.join(kept, 'list_settings_1.json')])
  await on.getByText('12社を計算しました').waitFor(SLOW)
  assert.equal(await door(on).getByLabel('自社の名前').inputValue(), '北斗ユニット工業')
  assert.equal(await door(on).getByLabel('計画の年数').inputValue(), '5')
  await on.context().close()
})

test('what a newer version saved is told, and what is open stays', async () => {
  const on = await opened(browser)
  const newer = (name, from, change) => made(name, JSON.stringify({ ...JSON.parse(fs.readFileSync(from, 'utf8')), ...change }))
  await withCase(on, '助言者')
  const first = door(on).locator('.drop').first()
  await on.getByText('ファイルを開く', { exact: true }).locator('visible=true').first().click()
  for (const [file, words] of [[newer('新しいケース.json', kanto, { hoshiwari_case: 2 }), /新しい版の星割で保存したケース.*新しいケース\.json/], [path.join(work, '新しい記録.db'), /HW-722/]]) {
    await dropped(first, [file])
    await door(on).getByRole('alert').filter({ hasText: words }).waitFor(SLOW)
  }
  assert.match(await door(on).getByLabel('どの取引先について').innerText(), /あさなぎ重機/)
  await into(on, '発注側')
  for (const [file, words] of [
    [newer('新しい設定.json', path.join(kept, 'list_settings_1.json'), { hoshiwari_list_settings: 2 }), /新しい版の星割で保存した設定/],
    [path.join(work, '新しい結果.hsr'), /HW-653.*前回の一覧をこのページで計算し直し/s], [path.join(work, '古い結果.hsr'), /HW-653.*前回の一覧をこのページで計算し直し/s],
  ]) {
    await dropped(door(on).locator('.drop').first(), [file])
    await door(on).getByRole('alert').filter({ hasText: words }).waitFor(SLOW)
  }
  await on.context().close()
})

/** A record and results of other versions: the number of the format stands in the file's head. */
before(() => {
  fs.copyFileSync(kanto, path.join(work, 'case.json'))
  run('log', 'case.json', 'add', example('kanto-seimitsu/talks.json'), '--db', '記録.db')
  run('portfolio', example('portfolio/suppliers.csv'), '-o', '結果.hsr')
  const patched = (from, name, at, bytes) => {
    const data = fs.readFileSync(path.join(work, from))
    Buffer.from(bytes).copy(data, at)
    fs.writeFileSync(path.join(work, name), data)
  }
  patched('記録.db', '新しい記録.db', 60, [0, 0, 0, 99]) // user_version of SQLite
  const format = fs.readFileSync(path.join(work, '結果.hsr'))[12]
  patched('結果.hsr', '新しい結果.hsr', 12, [format + 1])
  patched('結果.hsr', '古い結果.hsr', 12, [format - 1])
})

// ---- over http ----

test('served over http it works as from the disk, and asks for nothing but itself', async () => {
  const asked = []
  const server = http.createServer((request, answer) => {
    asked.push(request.url)
    answer.setHeader('Content-Type', 'text/html; charset=utf-8')
    answer.end(request.url === '/hoshiwari.html' ? fs.readFileSync(process.env.PAGE) : '')
  })
  await new Promise(ready => server.listen(0, '127.0.0.1', ready))
  const heard = { requests: [], errors: [] }
  const on = await opened(browser, heard, {}, undefined, `http://127.0.0.1:${server.address().port}/hoshiwari.html`)
  await into(on, '受注側')
  await dropped(door(on).locator('.drop').first(), [kanto])
  await on.locator('.answer').waitFor(SLOW)
  await stepOf(on, '5 資料')
  const [download] = await Promise.all([on.waitForEvent('download', SLOW), on.getByRole('button', { name: /^保存: 社内用の Excel/ }).click()])
  await download.saveAs(path.join(work, 'http.xlsx'))
  run('worksheet', kanto, '--lang', 'ja', '-o', 'own.xlsx')
  assert.equal(Buffer.compare(fs.readFileSync(path.join(work, 'http.xlsx')), fs.readFileSync(path.join(work, 'own.xlsx'))), 0)
  assert.equal(await on.evaluate(() => fetch('/other').then(() => 'went', () => 'blocked')), 'blocked')
  assert.equal(await on.evaluate(async () => [localStorage.length, (await indexedDB.databases()).length, document.cookie].join()), '0,0,')
  await on.context().close()
  server.close()
  assert.deepEqual(asked, ['/hoshiwari.html'])
  assert.deepEqual(heard.requests.filter(r => !/^(blob|data):|hoshiwari\.html$|\/other$/.test(r)), [])
})
