// SPDX-License-Identifier: GPL-3.0-or-later
/** Forms made from the published JSON Schema of case files: its titles, its help, its types, its limits. */
import { NumberInput, Select, TextInput, Field } from './parts'
import { useCatalog } from './program'
import { helpOf, isType as is, type Node, schemaOf, titleOf } from './schema'
import { useLang, useSay } from './words'

const LONG = 300

type Value = Record<string, unknown>

interface FieldProps {
  name: string
  node: Node
  value: unknown
  onChange: (value: unknown) => void
}

/** The schema says "string or null" where a measure of the table is named. */
function MeasureSelect(props: FieldProps & { id: string }) {
  const say = useSay()
  const lang = useLang()
  const measures = useCatalog()?.measures ?? []
  const choices: [string, string][] = [['', say('なし', 'none')], ...measures.map(m => [m.id, m.name[lang]] as [string, string])]
  return <Select id={props.id} value={(props.value as string | undefined) ?? ''} choices={choices} onChange={v => props.onChange(v || undefined)} />
}

function Input(props: FieldProps & { id: string; describedBy?: string }) {
  const say = useSay()
  const lang = useLang()
  const { node, value, onChange, id, describedBy } = props
  if (is(node, 'boolean')) {
    const choices: [string, string][] = [['', say('わからない・未記入', 'not known')], ['yes', say('はい', 'yes')], ['no', say('いいえ', 'no')]]
    return <Select id={id} value={value === true ? 'yes' : value === false ? 'no' : ''} choices={choices} onChange={v => onChange(v === '' ? undefined : v === 'yes')} />
  }
  if (node.enum) {
    const word = (c: string | number): string => node['x-choices']?.[c]?.[lang] ?? (typeof c === 'number' ? `★${c}` : c)
    const choices = [['', say('未記入', 'not stated')], ...node.enum.map(c => [c, word(c)])] as [string | number, string][]
    return <Select id={id} value={(value as string | number | undefined) ?? ''} choices={choices} onChange={v => onChange(v === '' ? undefined : v)} />
  }
  if (is(node, 'string') && is(node, 'null')) return <MeasureSelect {...props} />
  if (is(node, 'integer')) return <NumberInput id={id} money={/_yen$/.test(props.name)} describedBy={describedBy} value={(value as number | undefined) ?? null} onChange={v => onChange(v ?? undefined)} />
  const type = node.format === 'date' ? 'date' : node.pattern?.includes('{4}-') ? 'month' : 'text'
  return <TextInput id={id} type={type} describedBy={describedBy} long={(node.maxLength ?? 0) > LONG} value={(value as string | undefined) ?? ''} onChange={v => onChange(v === '' ? undefined : v)} />
}

/** Kinds that a form cannot hold: ids of tables, free objects. They have places of their own on the page. */
function simple(node: Node): boolean {
  return node.enum !== undefined || ['string', 'integer', 'boolean'].some(t => is(node, t))
}

function List(props: FieldProps) {
  const say = useSay()
  const lang = useLang()
  const items = (props.value as Value[] | undefined) ?? []
  const put = (next: Value[]): void => props.onChange(next.length ? next : undefined)
  return (
    <fieldset>
      <legend>{titleOf(props.node, lang)}</legend>
      {items.map((item, i) => (
        <fieldset key={i}>
          <legend>{`${titleOf(props.node, lang)} ${i + 1}`}</legend>
          <SchemaForm node={props.node.items!} value={item} onChange={v => put(items.map((x, k) => (k === i ? v : x)))} />
          <button type="button" onClick={() => put(items.filter((_, k) => k !== i))}>{say('取り除く', 'Remove')}</button>
        </fieldset>
      ))}
      <button type="button" onClick={() => put([...items, {}])}>{say('加える', 'Add')}</button>
    </fieldset>
  )
}

/** All fields of an object; groups within it fold. `only` and `leave` choose among its own fields. */
export function SchemaForm(props: { node: Node; value: unknown; only?: string[]; leave?: string[]; onChange: (value: Value) => void }) {
  const lang = useLang()
  const value = (props.value ?? {}) as Value
  const put = (key: string, next: unknown): void => {
    const { [key]: _old, ...rest } = value
    props.onChange(next === undefined ? rest : { ...value, [key]: next })
  }
  const fields = Object.entries(props.node.properties ?? {}).filter(([key]) => (props.only?.includes(key) ?? true) && !props.leave?.includes(key))
  return (
    <>
      <div class="row">
        {fields.filter(([, n]) => simple(n)).map(([key, node]) => (
          <Field key={key} label={titleOf(node, lang)} hint={helpOf(node, lang)}>
            {(id, describedBy) => <Input id={id} describedBy={describedBy} name={key} node={node} value={value[key]} onChange={v => put(key, v)} />}
          </Field>
        ))}
      </div>
      {fields.filter(([, n]) => n.properties).map(([key, node]) => (
        <details key={key}>
          <summary>{titleOf(node, lang)}</summary>
          {helpOf(node, lang) && <p class="help">{helpOf(node, lang)}</p>}
          <SchemaForm node={node} value={value[key]} onChange={v => put(key, Object.keys(v).length ? v : undefined)} />
        </details>
      ))}
      {fields.filter(([, n]) => n.items?.properties).map(([key, node]) => (
        <List key={key} name={key} node={node} value={value[key]} onChange={v => put(key, v)} />
      ))}
    </>
  )
}

/** One field of the case by its path. */
export function SchemaField(props: { path: string; value: unknown; onChange: (value: unknown) => void }) {
  const lang = useLang()
  const node = schemaOf(props.path)
  if (!node || !simple(node)) return null
  return (
    <Field label={titleOf(node, lang)} hint={helpOf(node, lang)}>
      {(id, describedBy) => <Input id={id} describedBy={describedBy} name={props.path} node={node} value={props.value} onChange={props.onChange} />}
    </Field>
  )
}
