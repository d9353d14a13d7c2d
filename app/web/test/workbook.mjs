// SPDX-License-Identifier: GPL-3.0-or-later
/** A workbook of one sheet as another program writes it, from rows of texts and numbers; through the page's own zip. */
import { transform } from 'esbuild'
import fs from 'node:fs'
import path from 'node:path'

const source = fs.readFileSync(path.resolve(import.meta.dirname, '../src/zip.ts'), 'utf8')
const { code } = await transform(source, { loader: 'ts', format: 'esm' })
const { zip } = await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`)

const escaped = text => text.replace(/[&<>]/g, c => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c])
const cell = v => (typeof v === 'number' ? `<c><v>${v}</v></c>` : `<c t="inlineStr"><is><t>${escaped(v)}</t></is></c>`)
const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006', OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006', SHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

export function workbook(rows) {
  const parts = {
    '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${OFFICE}/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${SHEET}" xmlns:r="${OFFICE}/relationships"><sheets><sheet name="一覧" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${OFFICE}/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${SHEET}"><sheetData>${rows.map(r => `<row>${r.map(cell).join('')}</row>`).join('')}</sheetData></worksheet>`,
  }
  return zip(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, new TextEncoder().encode(HEAD + text)])))
}
