// SPDX-License-Identifier: GPL-3.0-or-later
/** The published JSON Schema of case files, as the page's forms and its door for files use it. */
import schemaFile from '../../../data/case.schema.json'
import type { Lang, Words } from './words'

export interface Node {
  type?: string | string[]
  title?: string
  description?: string
  'x-en'?: { title: string; description?: string }
  'x-choices'?: Record<string, Words>
  'x-minimum'?: string
  'x-maximum'?: string
  enum?: (string | number)[]
  properties?: Record<string, Node>
  additionalProperties?: boolean | Node
  required?: string[]
  items?: Node
  format?: string
  pattern?: string
  minimum?: number
  maximum?: number
  maxLength?: number
}

export const ROOT = schemaFile as unknown as Node

export const isType = (node: Node, type: string): boolean => [node.type].flat().includes(type)

/** The schema of a field of the case: "supplier.size.users"; items of an array count as its members ("buyers.request"). */
export function schemaOf(path: string): Node | undefined {
  return path.split('.').reduce<Node | undefined>((at, key) => (at?.items ?? at)?.properties?.[key], ROOT)
}

export function titleOf(node: Node, lang: Lang): string {
  return (lang === 'en' ? node['x-en']?.title : node.title) ?? ''
}

export function helpOf(node: Node, lang: Lang): string | undefined {
  const text = lang === 'en' ? node['x-en']?.description : node.description
  return text ?? (node['x-minimum'] === undefined ? undefined : `${node['x-minimum']} … ${node['x-maximum']}`)
}

/** Sentences of the program name a field by its path in the file; on the page it has a title. */
export function withTitles(text: string, lang: Lang): string {
  return text.replace(/[a-z][a-z_]*(?:\[\d*\])?(?:\.[a-z][a-z_]*(?:\[\d*\])?)+/g, path => {
    const node = schemaOf(path.replace(/\[\d*\]/g, ''))
    return node && titleOf(node, lang) ? (lang === 'ja' ? `「${titleOf(node, lang)}」` : `"${titleOf(node, lang)}"`) : path
  })
}

function kindOf(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value
}

/**
 * Are the shapes those of a case, so that the page can hold it? Values and what is missing are the program's to judge and to
 * explain; this only keeps a text where a list belongs from the page's own code.
 */
export function fits(value: unknown, node: Node = ROOT): boolean {
  if (value === null) return true
  const kinds = [node.type].flat().map(t => (t === 'integer' ? 'number' : t))
  if (node.type && !kinds.includes(kindOf(value))) return false
  if (node.enum && kindOf(value) === 'object') return false
  if (node.items) return (value as unknown[]).every(v => fits(v, node.items))
  if (node.properties) return Object.entries(value as object).every(([key, v]) => !Object.hasOwn(node.properties!, key) || fits(v, node.properties![key]))
  return true
}
