// SPDX-License-Identifier: GPL-3.0-or-later
// The case's types from the published JSON Schema: types.mjs SCHEMA.json OUT.ts
import fs from 'node:fs'
import path from 'node:path'

const [from, to] = process.argv.slice(2)
const schema = JSON.parse(fs.readFileSync(from, 'utf8'))

const quoted = key => (/^\w+$/.test(key) ? key : JSON.stringify(key))
const choice = values => values.map(v => JSON.stringify(v)).join(' | ')

function typeOf(node, indent) {
  if (node.$ref) return 'Status'
  if (node.enum) return choice(node.enum)
  if (node.anyOf) return node.anyOf.map(n => typeOf(n, indent)).join(' | ')
  if (node.properties) return members(node, indent)
  const types = [node.type].flat()
  return types.map(t => {
    if (t === 'array') return `(${typeOf(node.items, indent)})[]`
    if (t === 'object') return `Record<string, ${node.additionalProperties ? typeOf(node.additionalProperties, indent) : 'unknown'}>`
    return t === 'integer' ? 'number' : t
  }).join(' | ')
}

function members(node, indent) {
  const must = new Set(node.required ?? [])
  const rows = Object.entries(node.properties).map(([key, of]) => {
    const title = of['x-en']?.title
    return `${title ? `${indent}  /** ${title} */\n` : ''}${indent}  ${quoted(key)}${must.has(key) ? '' : '?'}: ${typeOf(of, indent + '  ')}`
  })
  return `{\n${rows.join('\n')}\n${indent}}`
}

const text = `// Made by build/types.mjs from data/case.schema.json: change that, not this.
export type Status = ${choice(schema.$defs.status.enum)}
export interface CaseFile ${members(schema, '')}
`
fs.mkdirSync(path.dirname(to), { recursive: true })
fs.writeFileSync(to, text)
