// SPDX-License-Identifier: GPL-3.0-or-later
// One HTML file with everything in it and a policy that lets nothing out: page.mjs MODULE OUT.html
// MODULE is the path of the compiled program without ending (MODULE.js, MODULE.wasm). The same inputs give the same bytes.
import { build } from 'esbuild'
import crypto from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import zlib from 'node:zlib'

const [module, out] = process.argv.slice(2)
const web = path.resolve(import.meta.dirname, '..')

async function bundle(entry, more = {}) {
  const made = await build({
    entryPoints: [path.join(web, 'src', entry)], bundle: true, minify: true, write: false, format: 'iife', target: 'es2022',
    jsx: 'automatic', jsxImportSource: 'preact', loader: { '.csv': 'text' }, charset: 'utf8', legalComments: 'none', absWorkingDir: web, ...more,
  })
  return made.outputFiles[0].text
}

/** Every package in the bundle with its licence, from what npm installed. */
function licences(metafile) {
  const packages = new Map()
  for (const file of Object.keys(metafile.inputs)) {
    const name = /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1]
    if (!name || packages.has(name)) continue
    const folder = path.join(web, 'node_modules', name)
    const about = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'))
    const text = fs.readdirSync(folder).filter(f => /^licen[cs]e/i.test(f)).map(f => fs.readFileSync(path.join(folder, f), 'utf8').trim())
    packages.set(name, `${name} ${about.version} (${about.license})\n${text[0] ?? ''}`)
  }
  return [...packages.entries()].sort().map(x => x[1])
}

const libraries = `cJSON (MIT), Expat (MIT), GLPK (GPL-3.0-or-later), GNU Scientific Library (GPL-3.0-or-later), libxlsxwriter (BSD-2-Clause),
libzip (BSD-3-Clause), minizip and zlib (Zlib), SQLite (public domain), utf8proc (MIT), musl and Emscripten (MIT): as packaged by Debian 12.
The source of this page is the source of hoshiwari, which comes with it under GPL-3.0-or-later.`

const page = await build({ entryPoints: [path.join(web, 'src/main.tsx')], bundle: true, write: false, metafile: true, jsx: 'automatic', jsxImportSource: 'preact', loader: { '.csv': 'text' }, absWorkingDir: web })
const script = await bundle('main.tsx')
const worker = fs.readFileSync(module + '.js', 'utf8') + '\n' + (await bundle('worker.ts'))
const style = (await build({ entryPoints: [path.join(web, 'src/page.css')], minify: true, write: false, charset: 'utf8' })).outputFiles[0].text
const wasm = zlib.gzipSync(fs.readFileSync(module + '.wasm'), { level: 9 })
wasm.writeUInt32LE(0, 4) // no time
const sha = text => `'sha256-${crypto.createHash('sha256').update(text, 'utf8').digest('base64')}'`
for (const text of [script, worker]) if (/<\/script/i.test(text)) throw new Error('</script in a bundle')
for (const word of ['RTCPeerConnection', 'window.open(']) if (script.includes(word)) throw new Error(word + ' in the page')
const policy = `default-src 'none'; script-src ${sha(script)} 'wasm-unsafe-eval'; style-src ${sha(style)}; worker-src blob:; ` +
  "connect-src 'none'; form-action 'none'; base-uri 'none'; img-src data:"
const escape = text => text.replace(/&/g, '&amp;').replace(/</g, '&lt;')
const html = `<!DOCTYPE html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath d='M8 1l2 5 5 .4-4 3.300 1.300 5L8 11.800 3.700 14.700 5 9.700 1 6.400 6 6z' fill='%231e3a5f'/%3E%3C/svg%3E">
<title>星割（hoshiwari）</title>
<style>${style}</style>
</head>
<body>
<div id="app">準備しています… Loading…</div>
<noscript>このページには JavaScript が必要です。 This page needs JavaScript.</noscript>
<script type="text/plain" id="licences">${escape(libraries + '\n\n' + licences(page.metafile).join('\n\n'))}</script>
<script type="text/plain" id="worker">${worker}</script>
<script type="text/plain" id="wasm">${wasm.toString('base64')}</script>
<script>${script}</script>
</body>
</html>
`
fs.writeFileSync(out, html)
console.log(`${out}: ${Buffer.byteLength(html)} bytes, sha256 ${crypto.createHash('sha256').update(html).digest('hex')}`)
