// SPDX-License-Identifier: GPL-3.0-or-later
// What the page's own code decides, without a browser: cases, undo, lists, files, forms, formats of cells.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import zlib from 'node:zlib'
import { build } from 'esbuild'

const src = path.resolve(import.meta.dirname, '../src')
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'hoshiwari-unit-'))
after(() => fs.rmSync(work, { recursive: true, force: true }))

async function load(name) {
  const outfile = path.join(work, name.replace(/\W/g, '_') + '.mjs')
  await build({ entryPoints: [path.join(src, name)], outfile, bundle: true, format: 'esm', jsx: 'automatic', jsxImportSource: 'preact', loader: { '.csv': 'text' }, logLevel: 'error', nodePaths: [path.resolve(src, '../node_modules')] })
  return import(outfile)
}

const c = await load('case.ts'), h = await load('history.ts'), csv = await load('csv.ts'), corrections = await load('corrections.ts'), files = await load('files.ts'), schema = await load('schema.ts'), office = await load('office.ts')
const start = { hoshiwari_case: 1, target_level: 3, supplier: { name: '例', capital_yen: 1, annual_sales_yen: 2, size: { users: 20, endpoints: 23 } }, gap: { catalog: 'x', answers: { a: 'unanswered', b: { status: 'unanswered', note: 'n' } } }, buyers: [{ id: 'A' }] }

test('what nobody typed is not in the case', () => {
  const made = c.withFacts(c.blank(start), { ...c.EMPTY, name: '甲', employees: 5 })
  assert.deepEqual(Object.keys(made.supplier).sort(), ['employees_regular', 'name', 'size'])
  assert.deepEqual(made.supplier.size, { users: 20 })
  assert.deepEqual(made.buyers, [{ id: 'A', requested_level: 3 }])
})

test('facts keep what they do not show', () => {
  const old = { ...start, buyers: [{ id: 'A', department: '調達部', items: [{ code: 'P', name: '軸', unit_price_yen: '1', units_per_year: 2 }, { code: 'Q', unit_price_yen: '3', units_per_year: 4 }] }] }
  const facts = c.factsOf(old)
  assert.deepEqual(c.withFacts(old, facts).buyers, old.buyers)
  facts.buyers[0].price = '9'
  const [buyer] = c.withFacts(old, facts).buyers
  assert.equal(buyer.department, '調達部')
  assert.deepEqual(buyer.items.map(i => [i.code, i.unit_price_yen]), [['P', '9'], ['Q', '3']])
})

test('customers get ids that are free', () => {
  assert.equal(c.newCustomer(['A', 'C']).id, 'B')
  assert.equal(c.newCustomer([...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']).id, 'B26')
})

test('an answer changes one entry, and keeps notes; the share goes with another answer', () => {
  const partly = c.withAnswer(start, 'b', 'partial', 0.25)
  assert.deepEqual(partly.gap.answers.b, { status: 'partial', note: 'n', remaining: 0.25 })
  assert.deepEqual(c.withAnswer(partly, 'b', 'met').gap.answers.b, { status: 'met', note: 'n' })
  assert.equal(c.withAnswer(partly, 'a', 'met').gap.answers.a, 'met')
  assert.equal(start.gap.answers.a, 'unanswered', 'nothing is changed in place')
  assert.deepEqual(c.withOpenUnmet(c.withAnswer(start, 'a', 'met'), ['a', 'b', 'z']).gap.answers, { a: 'met', b: { status: 'unmet', note: 'n' }, z: 'unmet' })
  assert.equal(c.withOpenUnmet(c.withAnswer(start, 'a', 'withheld'), []).gap.answers.a, 'withheld')
  assert.equal(c.withOpenUnmet(c.withAnswer(start, 'a', 'withheld'), ['a']).gap.answers.a, 'unmet', 'what is withheld is open as well')
})

test('values at paths come and go with their groups', () => {
  const made = c.withValue(start, 'sharing.supplier_part', '0.2')
  assert.equal(c.valueAt(made, 'sharing.supplier_part'), '0.2')
  assert.ok(!('sharing' in c.withValue(made, 'sharing.supplier_part', undefined)))
  assert.equal(c.valueAt(start, 'no.such.place'), undefined)
})

test('sales that are not known are told, not guessed', () => {
  assert.deepEqual(c.unknownSales({ ...start, buyers: [{ id: 'A', requested_level: 3 }, { id: 'B' }] }), ['A'])
  assert.deepEqual(c.unknownSales(start), [])
  assert.deepEqual(c.unknownSales({ ...start, sharing: { key: 'hours' }, buyers: [{ id: 'A', requested_level: 3 }] }), [])
})

test('undo, redo; a drag is one step', () => {
  let s = h.begin(1)
  s = h.step(s, 2)
  s = h.step(s, 3, true)
  assert.deepEqual([s.past, s.now], [[1], 3])
  s = h.undo(s)
  assert.equal(s.now, 1)
  assert.equal(h.undo(s), s)
  s = h.redo(s)
  assert.equal(s.now, 3)
  assert.deepEqual(h.step(h.undo(s), 5).future, [])
})

test('lists are read and written as they are', () => {
  const text = 'id,名前,"a ""b"""\r\n1,"二\n行","x,y"\r\n2,三,\r\n'
  const grid = csv.parse(text)
  assert.deepEqual(grid, [['id', '名前', 'a "b"'], ['1', '二\n行', 'x,y'], ['2', '三', '']])
  assert.deepEqual(csv.parse(csv.decode(csv.print(grid)).replace('\ufeff', '')), grid)
  assert.deepEqual(csv.parse('a\tb\n1\t2'), [['a', 'b'], ['1', '2']])
  assert.equal(csv.decode(new Uint8Array([0x8f, 0xe6])), '乗')
})

test('a list to correct is read, joined with the faults, and written as the program reads it', () => {
  const text = '\ufeffセル,行,取引先コード,会社名,見出し,今の値,読み方,理由,正しい値\r\nD2,2,1001,みなと板金,従業員数,約30名,おおよその値 30,,\r\nF4,4,1003,ひろせ,購入額,\'-5,取引先を除外,範囲外,\'=5\r\n'
  const data = new TextEncoder().encode(text)
  const rows = corrections.readCorrections(data)
  assert.ok(corrections.isCorrections(data))
  assert.ok(!corrections.isCorrections(new TextEncoder().encode('会社名,正しい値\r\n')))
  assert.deepEqual(rows.map(r => [r.cell, r.was, r.value]), [['D2', '約30名', ''], ['F4', '-5', '=5']])
  assert.equal(new TextDecoder('utf-8', { ignoreBOM: true }).decode(corrections.printCorrections(rows, 'ja')), text)
  assert.deepEqual(corrections.readCorrections(corrections.printCorrections(rows, 'en')), rows)
  const fault = where => ({ code: 'X', where, found: 'たくさん', allowed: '1', words: { ja: '数でない', en: 'no number' } })
  const found = { rows: { left_out_rows: [{ row: 3, id: '2', name: '乙', faults: 1, fault: [fault('F4 購入額')] }, { row: 7, id: '', name: '合計', faults: 1, fault: [fault('')] }] } }
  assert.deepEqual(corrections.toCorrect(rows, found, 'ja').map(r => [r.cell, r.heading, r.was]), [['D2', '従業員数', '約30名'], ['F4', '購入額', '-5']])
  assert.equal(corrections.toCorrect(rows, found, 'ja')[1].reason, '数でない（使えるもの: 1）', 'what may stand there is told with it')
  assert.deepEqual(corrections.beyondCells(found).map(r => r.row), [7])
})

test('files have roles by what is in them', () => {
  const bytes = t => new TextEncoder().encode(t)
  assert.equal(files.roleOf('x.txt', bytes('SQLite format 3\0')), 'store')
  assert.equal(files.roleOf('x.json', bytes('{ "hoshiwari_log": 1 }')), 'talks')
  assert.equal(files.roleOf('x.json', bytes('{ "hoshiwari_answers": 1 }')), 'answers')
  assert.equal(files.roleOf('x.json', bytes('{ "hoshiwari_case": 1 }')), 'case')
  assert.equal(files.roleOf('x.json', bytes('{')), 'json')
  for (const no of ['%PDF-1.4', '<!DOCTYPE html>', '\ufeff <html>']) assert.equal(files.roleOf('x.csv', bytes(no)), 'other', no)
  assert.equal(files.roleOf('X.CSV', bytes('a')), 'table')
  assert.equal(files.roleOf('mail.eml', bytes('a')), 'other')
})

test('numbers are read as they are typed in Japan, and read back', async () => {
  const parts = await load('parts.tsx')
  const cases = { '２８': '28', '4,2000,0000': '420000000', '12人': '12', '2億3000万円': '230000000', '2億3千万円': '230000000', '2.3億': '230000000', '850百万円': '850000000', '千円': '千', '約50': '約50', '3万5': '30005', '5万3億': '5万3億', '1.5': '1.5' }
  for (const [typed, read] of Object.entries(cases)) assert.equal(parts.digits(typed), read, typed)
  assert.equal(parts.readBack('ja', 230000000), '2億3,000万円')
  assert.equal(parts.readBack('ja', 100005000), '1億5,000円')
  assert.equal(parts.readBack('en', 230000000), '230,000,000 yen')
})

test('names that are taken already get a number', () => {
  assert.equal(files.unlike('返信.eml', ['返信.eml', '返信 (2).eml']), '返信 (3).eml')
  assert.deepEqual(files.withUnlike([{ name: 'a' }], [{ name: 'a' }, { name: 'b' }]).map(f => f.name), ['a', 'a (2)', 'b'])
})

test('shapes that are no case do not come in', () => {
  assert.ok(schema.fits(start))
  assert.ok(!schema.fits({ ...start, buyers: 'x' }))
  assert.ok(!schema.fits({ ...start, buyers: [7] }))
  assert.ok(!schema.fits({ ...start, supplier: [] }))
  assert.equal(schema.titleOf(schema.schemaOf('supplier.size.users'), 'en'), 'Users of computers')
  assert.ok(schema.schemaOf('buyers.request.made_on'))
  assert.equal(schema.withTitles('台数を supplier.size.users に書き、x.json と no.such は残す', 'ja'), `台数を 「${schema.titleOf(schema.schemaOf('supplier.size.users'), 'ja')}」 に書き、x.json と no.such は残す`)
  assert.match(schema.withTitles('state buyers[1].request.made_on first', 'en'), /^state "[^"]+" first$/)
})

test('an archive that lies about its size, and what is none, end in an error', async () => {
  await assert.rejects(office.unzip(new Uint8Array(100)))
  const packed = zlib.deflateRawSync(Buffer.alloc(300 << 20))
  const head = Buffer.alloc(46), end = Buffer.alloc(22), local = Buffer.alloc(30)
  head.writeUInt32LE(0x02014b50, 0), head.writeUInt16LE(8, 10), head.writeUInt32LE(packed.length, 20), head.writeUInt32LE(10, 24)
  end.writeUInt32LE(0x06054b50, 0), end.writeUInt16LE(1, 10), end.writeUInt32LE(local.length + packed.length, 16)
  await assert.rejects(office.unzip(new Uint8Array(Buffer.concat([local, packed, head, end]))), /too large/)
})

test('a folder as an archive is read back as it was', async () => {
  const { zip, crc32 } = await load('zip.ts')
  assert.equal(crc32(new TextEncoder().encode('123456789')), 0xcbf43926)
  const made = { '証拠/甲1.txt': new TextEncoder().encode('一'), 'b': new Uint8Array(0) }
  const back = await office.unzip(zip(made))
  assert.deepEqual([...back.keys()], Object.keys(made))
  assert.deepEqual(new Uint8Array(back.get('証拠/甲1.txt')), made['証拠/甲1.txt'])
  const place = path.join(work, 'x.zip')
  fs.writeFileSync(place, zip(made))
  const check = spawnSync('python3', ['-c', 'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print(z.namelist())', place])
  assert.match(check.stdout.toString(), /証拠\/甲1\.txt/, check.stderr.toString())
})

test('an entry of the record is whole when its kind has what it needs', async () => {
  const record = await load('record.tsx')
  const draft = (kind, option = {}, more = {}) => ({ kind, party: '', option, persons: [], items: [], files: [], ...more })
  const day = { '--date': '2026-10-01' }
  assert.ok(!record.complete(draft('request', day)))
  assert.ok(record.complete(draft('request', { ...day, '--words': 'x' })))
  assert.ok(record.complete(draft('postponement', { ...day, '--until': '2026-12-01' })))
  assert.ok(record.complete(draft('price_change', day, { items: [{ code: 'P', before: '1', after: '2', quantity: '' }] })))
  assert.ok(!record.complete(draft('payment', { ...day, '--words': 'x' })))
  assert.ok(record.complete(draft('payment', { ...day, '--amount': '5' })))
  assert.ok(!record.complete(draft('withdrawal', { ...day, '--words': 'x' })))
  const args = record.entryArgs(draft('price_change', { ...day, '--decided': 'buyer', '--means': 'cash' }, { items: [{ code: 'P', before: '1', after: '', quantity: '' }] }), 'A')
  assert.deepEqual(args, ['--kind', 'price_change', '--date', '2026-10-01', '--party', 'A', '--by', 'buyer', '--decided', 'buyer', '--item', 'P:1'])
})

test('numbers of a workbook are shown as its formats say', () => {
  const cases = [[1234567, '#,##0', '1,234,567'], [-5, '#,##0;-#,##0', '-5'], [0.0205, '0.00%', '2.05%'], [46357, 'yyyy"年"m"月"d"日"', '2026年12月1日'], [12.5, '#,##0.00"円"', '12.50円'], [0, '#,##0;-#,##0;"–"', '–'], [3, 'General', '3'], [46200000, '#,##0.0,,', '46.2'], [1500, '#,##0,', '2']]
  for (const [value, format, text] of cases) assert.equal(office.shown(value, format), text, format)
})

// ---- the engine's failure paths, with workers of the test's own ----

/** Workers that do as `behave` says: it gets the worker and what was posted to it. */
function workers(behave) {
  const made = []
  globalThis.Worker = class {
    ended = false
    constructor() {
      made.push(this)
    }
    postMessage(message) {
      if (!this.ended) setImmediate(() => this.ended || behave(this, message, made.indexOf(this)))
    }
    terminate() {
      this.ended = true
    }
  }
  return made
}
const answer = (worker, data) => worker.onmessage?.({ data })
const crash = worker => worker.onerror({ message: 'crashed', preventDefault() {} })
const outcome = { exit: 0, out: 'x', err: '', files: {}, ms: 1 }
const engine = (client, width = 2, startMs = 60_000) => new client.Engine('', new ArrayBuffer(8), width, startMs)
const client = await load('client.ts')
const started = (worker, message) => 'wasm' in message && (answer(worker, { kind: 'ready', compileMs: 1 }), true)

test('an engine that cannot start tells it, to every command, and is tried again', async () => {
  for (const fail of [crash, w => answer(w, { kind: 'failed', reason: 'CompileError: refused' })]) {
    let broken = true
    workers((w, m) => (broken ? fail(w) : started(w, m) || answer(w, { kind: 'done', outcome })))
    const e = engine(client)
    for (let i = 0; i < 2; i++) await assert.rejects(e.run(['x'], {}, 'ja'), fault => fault instanceof client.Broken && fault.when === 'start')
    broken = false
    assert.equal((await e.run(['x'], {}, 'ja')).out, 'x')
  }
})

test('a worker that never answers is given up', async () => {
  workers(() => undefined)
  await assert.rejects(engine(client, 2, 20).run(['x'], {}, 'ja'), /no answer/)
})

test('a worker that dies takes its command with it, and the next command gets another', async () => {
  const made = workers((w, m) => started(w, m) || (m.run.args[0] === 'die' ? crash(w) : answer(w, { kind: 'done', outcome })))
  const e = engine(client)
  await assert.rejects(e.run(['die'], {}, 'ja'), fault => fault instanceof client.Broken && fault.when === 'run' && /crashed/.test(fault.message))
  assert.equal((await e.run(['live'], {}, 'ja')).exit, 0)
  assert.equal(made.length, 2)
})

test('a worker that is gone without a word is found out by the next command', async () => {
  const made = workers((w, m, n) => started(w, m) || (n ? answer(w, { kind: 'done', outcome }) : undefined))
  const e = engine(client, 2, 20)
  await assert.rejects(e.run(['x'], {}, 'ja'), /no answer/)
  assert.equal((await e.run(['x'], {}, 'ja')).exit, 0)
  assert.equal(made.length, 2)
})

test('a command that has begun may take as long as it needs', async () => {
  workers((w, m) => started(w, m) || (answer(w, { kind: 'begun' }), setTimeout(() => answer(w, { kind: 'done', outcome }), 80)))
  assert.equal((await engine(client, 2, 20).run(['x'], {}, 'ja')).exit, 0)
})

test('a worker that cannot instantiate is a fault of that command alone', async () => {
  workers((w, m, n) => started(w, m) || answer(w, n ? { kind: 'done', outcome } : { kind: 'failed', reason: 'RangeError: out of memory' }))
  const e = engine(client)
  await assert.rejects(e.run(['x'], {}, 'ja'), /out of memory/)
  assert.equal((await e.run(['x'], {}, 'ja')).exit, 0)
})

test('when only a second worker cannot start, its command waits for the first', async () => {
  workers((w, m, n) => (n ? crash(w) : started(w, m) || setTimeout(() => answer(w, { kind: 'done', outcome }), 20)))
  const e = engine(client)
  const both = await Promise.all([e.run(['a'], {}, 'ja'), e.run(['b'], {}, 'ja')])
  assert.deepEqual(both.map(o => o.exit), [0, 0])
})

test('a module that cannot be instantiated rejects, though the glue waits for ever', async () => {
  const { execute } = await load('engine.ts')
  const module = await WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 2, 8, 1, 1, 97, 1, 98, 3, 127, 0])) // imports a.b
  const glue = options => new Promise(() => options.instantiateWasm({}, () => undefined))
  await assert.rejects(execute(module, glue, { args: [], files: {}, lang: 'ja' }), TypeError)
})
