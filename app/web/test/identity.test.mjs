// SPDX-License-Identifier: GPL-3.0-or-later
// The same bytes from the module as from the native program: every example × verb × language.
//   NATIVE=build/app/hoshiwari MODULE=build-page/app/hoshiwari [ONLY=REGEX] node --test app/web/test/identity.test.mjs
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { build } from 'esbuild'
import { workbook } from './workbook.mjs'

const root = path.resolve(import.meta.dirname, '../../..')
const native = path.resolve(process.env.NATIVE), place = path.resolve(process.env.MODULE)
const examples = path.join(root, 'data/examples')
delete globalThis.fetch // the glue would take node for a browser

const work = fs.mkdtempSync(path.join(os.tmpdir(), 'hoshiwari-page-'))
await build({ entryPoints: [path.join(root, 'app/web/src/engine.ts')], outfile: path.join(work, 'engine.mjs'), bundle: true, format: 'esm' })
const { execute } = await import(path.join(work, 'engine.mjs'))
const factory = createRequire(import.meta.url)(place + '.js')
const module = await WebAssembly.compile(fs.readFileSync(place + '.wasm'))

function tree(folder, at = '', found = {}) {
  for (const entry of fs.readdirSync(path.join(folder, at), { withFileTypes: true }))
    if (entry.isDirectory()) tree(folder, path.join(at, entry.name), found)
    else found[path.join(at, entry.name)] = new Uint8Array(fs.readFileSync(path.join(folder, at, entry.name)))
  return found
}
const given = tree(examples)
const text = value => new Uint8Array(Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)))
Object.assign(given, {
  'requests/keep': new Uint8Array(), // the folder that quote-request writes into
  'game.json': text({ hoshiwari_game: 1, unit: 'yen', players: ['A', 'B', 'C'], costs: [['A'], ['B'], ['C'], ['A', 'B'], ['A', 'C'], ['B', 'C'], ['A', 'B', 'C']].map((members, i) => ({ members, cost: 100 + 37 * i })) }),
  'lines.json': text({ hoshiwari_lines: 1, distribution: 'triangular', lines: [1, 2, 3].map(i => ({ id: `l${i}`, low: i, likely: 2 * i, high: 5 * i, factor: 'market' })), factors: { market: [0.95, 1, 1.1] } }),
  'cp932.csv': new Uint8Array([...Buffer.from('id,'), 0x89, 0xef, 0x8e, 0xd0, 0x96, 0xbc, ...Buffer.from(',level,PCs\n1,'), 0x8d, 0x62, ...Buffer.from(',3,12\n2,'), 0x89, 0xb3, ...Buffer.from(',4,x\n')]),
})

/** Files that one command writes and another reads: made by the native program. */
function prepared(...args) {
  const folder = fs.mkdtempSync(path.join(work, 'made-'))
  for (const [file, data] of Object.entries(given)) {
    fs.mkdirSync(path.join(folder, path.dirname(file)), { recursive: true })
    fs.writeFileSync(path.join(folder, file), data)
  }
  const done = spawnSync(native, args, { cwd: folder, env: { LANG: 'ja_JP.UTF-8', TZ: 'UTC' } })
  assert.equal(done.status, 0, String(done.stderr))
  const made = Object.fromEntries(Object.entries(tree(folder)).filter(([f]) => !given[f]))
  fs.rmSync(folder, { recursive: true })
  return made
}

// Numbers on papers need qpdf and Cairo, which the page has not: it says so with the words of a program without its module.
const bare = path.join(work, 'bare-hoshiwari')
fs.copyFileSync(native, bare)

const only = new RegExp(process.env.ONLY ?? '')

async function both(name, args, env = { LANG: 'ja_JP.UTF-8' }, program = native) {
  if (!only.test(name)) return
  await test(name, async () => {
    const folder = fs.mkdtempSync(path.join(work, 'run-'))
    for (const [file, data] of Object.entries(given)) {
      fs.mkdirSync(path.join(folder, path.dirname(file)), { recursive: true })
      fs.writeFileSync(path.join(folder, file), data)
    }
    const mine = spawnSync(program, args, { cwd: folder, env: { ...env, TZ: 'UTC' }, maxBuffer: 1 << 28 })
    const theirs = await execute(module, factory, { args, files: given, lang: env.LANG.startsWith('ja') ? 'ja' : 'en' })
    assert.equal(theirs.exit, mine.status, theirs.err)
    assert.equal(theirs.out, mine.stdout.toString())
    assert.equal(theirs.err, mine.stderr.toString())
    const made = Object.fromEntries(Object.entries(tree(folder)).filter(([f, d]) => !given[f] || Buffer.compare(given[f], d)))
    assert.deepEqual(Object.keys(theirs.files).sort(), Object.keys(made).sort())
    for (const [file, data] of Object.entries(made)) assert.equal(Buffer.compare(Buffer.from(theirs.files[file]), Buffer.from(data)), 0, file)
    fs.rmSync(folder, { recursive: true })
  })
}

for (const example of ['kanto-seimitsu', 'itoguchi-sekkei', 'hibari-butsuryu']) {
  const kase = `${example}/case.json`
  const parsed = JSON.parse(fs.readFileSync(path.join(examples, kase), 'utf8'))
  const buyers = parsed.buyers.map(b => b.id)
  given[`${example}/other.json`] = text({ ...parsed, target_level: parsed.target_level === 3 ? 4 : 3, horizon_years: 5 })
  Object.assign(given, prepared('worksheet', kase, '--view', 'for:' + buyers[0], '-o', `${example}/received.xlsx`), prepared('worksheet', kase, '-o', `${example}/own.xlsx`))
  for (const lang of ['ja', 'en']) {
    const name = `${example} ${lang}: `
    const more = ['--lang', lang]
    await both(name + 'estimate', ['estimate', kase, ...more])
    await both(name + 'check', ['check', kase, ...more])
    await both(name + 'quotations to get', ['quote-request', kase, ...more])
    await both(name + 'request for quotation', ['quote-request', kase, '-o', 'x.docx', ...more])
    await both(name + 'the three to send first', ['quote-request', kase, '-o', 'requests', ...more])
    await both(name + 'two cases', ['compare', kase, `${example}/other.json`, ...more])
    await both(name + 'a received workbook beside the case', ['compare', `${example}/received.xlsx`, kase, '--buyer', buyers[0], ...more])
    await both(name + 'a received workbook read', ['import', `${example}/received.xlsx`, ...more])
    await both(name + 'the own workbook comes back', ['import', `${example}/own.xlsx`, '-o', kase, '--talks', 'talks-typed.json', ...more])
    await both(name + 'the list an expert signs', ['catalog', '--audit', kase, ...more])
    await both(name + 'notice', ['letter', kase, '--kind', 'notice', '-o', 'x.docx', ...more])
    await both(name + 'own workbook', ['worksheet', kase, '-o', 'x.xlsx', ...more])
    await both(name + 'survey', ['questionnaire', '--edition', 'survey', '--level', '3', '-o', 'x.xlsx', ...more])
    await both(name + 'questionnaire', ['questionnaire', '--level', '4', '--case', kase, '-o', 'x.xlsx', ...more])
    for (const id of buyers) {
      await both(name + 'workbook for ' + id, ['worksheet', kase, '--view', 'for:' + id, '-o', 'x.xlsx', ...more])
      await both(`${name}as the buyer ${id} looks at itself`, ['check', kase, '--view', 'buyer', '--buyer', id, ...more])
      for (const kind of ['request', 'reply', 'memo', 'mail']) await both(`${name}${kind} to ${id}`, ['letter', kase, '--buyer', id, '--kind', kind, '-o', 'x.docx', ...more])
      await both(name + 'dossier about ' + id, ['dossier', kase, '--buyer', id, '-o', 'x.xlsx', ...more])
      await both(name + 'filing set about ' + id, ['dossier', kase, '--buyer', id, '-o', 'x.docx', ...more])
      await both(name + 'set to work with about ' + id, ['dossier', kase, '--buyer', id, '--set', 'work', '-o', 'x.xlsx', ...more])
      await both(name + 'exhibits about ' + id, ['dossier', kase, '--buyer', id, '--attach', `${example}/README.md`, '--exhibits', 'exhibits', '-o', 'x.xlsx', ...more], undefined, bare)
    }
  }
  await both(example + ': json', ['estimate', kase, '--json', '--per-piece', '3'])
  await both(example + ': check json', ['check', kase, '--json'])
  for (const engine of ['cos', 'grid', 'mc']) await both(`${example}: ${engine}`, ['estimate', kase, '--json', '--engine', engine, '--draws', '20000'])
  await both(example + ': comparison json', ['compare', kase, `${example}/other.json`, '--json'])
}

const kanto = 'kanto-seimitsu/case.json'
Object.assign(given, prepared('log', kanto, 'add', 'kanto-seimitsu/talks.json', '--db', 'talks.db'))
Object.assign(given, prepared('log', kanto, 'export', '--format', 'json', '--db', 'talks.db', '-o', 'talks-out.json'))
for (const lang of ['ja', 'en']) {
  const more = ['--db', 'talks.db', '--lang', lang]
  for (const args of [['list'], ['list', '--json'], ['list', '--party', 'A'], ['verify'], ['export', '-o', 'x.csv'], ['export', '--format', 'json', '-o', 'x.json'], ['versions'], ['runs'], ['quotations']]) await both(`log ${args.join(' ')} ${lang}`, ['log', kanto, ...args, ...more])
  await both(`an exported log proved ${lang}`, ['log', 'verify', '--file', 'talks-out.json', '--lang', lang])
  await both(`an entry that is refused ${lang}`, ['log', kanto, 'add', '--kind', 'refusal', '--date', '2026-13-01', '--party', 'Z', ...more])
}
const day = ['--as-of', '2026-11-22']
const faulty = fs.readFileSync(path.join(examples, 'portfolio/suppliers.csv'), 'utf8').split(/\r?\n/)
given['faulty.csv'] = text([...faulty.slice(0, 2), faulty[2].replace(/,\d+,/, ',たくさん,'), faulty[3].replace(/\d{4}-\d{2}-\d{2}/, 'そのうち'), ...faulty.slice(4)].join('\r\n'))
for (const [name, file] of [['last.hsr', 'portfolio/suppliers.csv'], ['this.hsr', 'faulty.csv']]) Object.assign(given, prepared('portfolio', file, ...day, '--budget', '40000000', '-o', name))
Object.assign(given, prepared('portfolio', 'faulty.csv', ...day, '-o', 'result.csv'))
const corrections = Object.keys(given).find(f => /corrections/.test(f))
for (const lang of ['ja', 'en']) {
  const list = ['portfolio', 'portfolio/suppliers.csv', ...day, '--buyer', 'あさなぎ重機', '--budget', '40000000', '--lang', lang]
  await both(`portfolio report ${lang}`, list)
  await both(`portfolio json ${lang}`, [...list, '--json'])
  await both(`portfolio workbook ${lang}`, [...list, '-o', 'x.xlsx'])
  await both(`budget list ${lang}`, [...list, '-o', 'x.csv'])
  await both(`budget of each year, carried over ${lang}`, ['portfolio', 'portfolio/suppliers.csv', ...day, '--budget-years', '20000000/30000000/10000000', '--carry-over', '--lang', lang])
  await both(`a list with faults, and what is to correct ${lang}`, ['portfolio', 'faulty.csv', ...day, '-o', 'y.csv', '--lang', lang])
  await both(`the corrections come back ${lang}`, ['portfolio', 'faulty.csv', ...day, '--corrections', corrections, '-o', 'y.xlsx', '--lang', lang])
  await both(`what moved since the last run ${lang}`, ['portfolio', 'portfolio/suppliers.csv', ...day, '--against', 'this.hsr', '-o', 'y.xlsx', '--lang', lang])
  await both(`two runs ${lang}`, ['compare', 'last.hsr', 'this.hsr', '--lang', lang])
  await both(`empty list ${lang}`, ['portfolio', '--template', 'x.xlsx', '--level', '4', '--lang', lang])
}
for (const i of [1, 2]) await both(`part ${i} of a list`, ['portfolio', 'portfolio/suppliers.csv', ...day, '--shard', `${i}/2`, '-o', 'x.hsr'])
const book = workbook([['取引先コード', '会社名', '★', '従業員数', '年間購入額（千円）'], ['A', '甲', '3', 12, 480], ['B', '乙', '4', 40, 2500], ['C', '丙', '3', -1, 90]])
Object.assign(given, { 'list.xlsx': book, 'answers/A.xlsx': given['hibari-butsuryu/answers.xlsx'], 'surveys/keep': new Uint8Array() })
Object.assign(given, prepared('portfolio', 'list.xlsx', ...day, '-o', 'book.hsr'))
Object.assign(given, prepared('portfolio', '--merge', 'book.hsr', ...day, '--budget', '9000000', '-o', 'decided.xlsx'))
for (const lang of ['ja', 'en']) {
  const more = [...day, '--lang', lang]
  await both(`a list that is a workbook ${lang}`, ['portfolio', 'list.xlsx', ...more, '-o', 'y.hsr'])
  await both(`answers joined to a list, and whom to ask again ${lang}`, ['portfolio', 'list.xlsx', ...more, '--answers', 'answers', '--ask-again', 'ask.csv', '-o', 'y.csv'])
  await both(`decisions read back ${lang}`, ['portfolio', '--merge', 'book.hsr', ...more, '--budget', '9000000', '--decisions', 'decided.xlsx', '-o', 'y.xlsx'])
  await both(`a survey for each of a list ${lang}`, ['questionnaire', '--edition', 'survey', '--list', 'list.xlsx', '--level', '3', '--buyer', '北斗', '-o', 'surveys', '--lang', lang])
}
await both('faults of a list in a result file', ['portfolio', 'faulty.csv', ...day, '-o', 'x.hsr'])
await both('a run put together', ['portfolio', '--merge', 'last.hsr', ...day, '--json'])
await both('list in CP932 with a fault', ['portfolio', 'cp932.csv', ...day, '--json'])
await both('invented suppliers', ['portfolio', '--generate', '200', '--seed', '3', '-o', 'x.csv'])
await both('share', ['share', 'game.json'])
for (const engine of ['cos', 'grid', 'mc']) await both(`simulate ${engine}`, ['simulate', 'lines.json', '--engine', engine])
await both('names', ['catalog', '--json'])
await both('import of a sheet', ['import', 'hibari-butsuryu/answers.xlsx', '-o', 'case.json'])
await both('import of a list', ['import', 'itoguchi-sekkei/answers.csv', '-o', 'case.json'])
await both('rules', ['rules'])
await both('prices', ['prices', '--csv'])
await both('new', ['new', '--level', '4', '--employees', '45'])
await both('schema', ['new', '--schema'])
await both('wrong use', ['worksheet', 'none.json', '-o', 'x.xlsx'], { LANG: 'en_US.UTF-8' })
process.on('exit', () => fs.rmSync(work, { recursive: true, force: true }))
