// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Which files a place takes, and what is said of any other: what it is, and at which door it is right. What a file of the
 * right kind holds is the program's to judge.
 */
import type { Opened, Role } from './files'
import type { Say } from './words'

/** The most files of each role that a place takes at once; undefined: any file, whatever it is. */
export type Takes = Partial<Record<Role, number>>

type Pair = [ja: string, en: string]

interface Kind {
  /** What the file is. */
  is: Pair
  /** Where it is right, or what to do with it; a whole sentence. */
  goes: Pair
}

const OPEN: Pair = ['「受注側」か「助言者」の「ファイルを開く」で開きます。', 'Open it at "Supplier" or "Adviser" under "Open a file".']
const ENCLOSE: Pair = ['証拠や添える文書なら、「記録を加える」の「添えるファイル」か「資料一式」に置きます。', 'To keep it as evidence put it under "Record an entry" or "Dossier".']
const WITH_LIST: Pair = ['「発注側」の「取引先の一覧を開く」で、一覧と一緒に選びます。', 'Choose it at "Buyer" together with the list of suppliers.']

/** Kinds that have a role. */
const ROLES: Record<Exclude<Role, 'json' | 'other'>, Kind> = {
  case: { is: ['ケース（.json）', 'a case (.json)'], goes: OPEN },
  store: { is: ['協議の記録（.db）', 'a record of the talks (.db)'], goes: OPEN },
  talks: { is: ['記録の一覧（.json）', 'a list of entries (.json)'], goes: ['「記録を加える」の下の「まとめて記録する」で読みます。', 'Read it under "Record many at once", below "Record an entry".'] },
  answers: { is: ['回答のファイル（.json）', 'a file of answers (.json)'], goes: ['「受注側」の「ファイルを開く」で、ケースと一緒に選びます。', 'Choose it at "Supplier" under "Open a file", with its case.'] },
  table: {
    is: ['表（.xlsx .ods .csv）', 'a table (.xlsx, .ods, .csv)'],
    goes: ['取引先の一覧と届いた調査票・資料は「発注側」、自社の質問票・公式のシートは「受注側」の「ファイルを開く」に置きます。', 'Lists of suppliers, surveys and papers received belong to "Buyer"; your own questionnaire or the official sheet to "Supplier".'],
  },
  result: { is: ['一覧を計算した結果（.hsr）', 'a result of a list (.hsr)'], goes: WITH_LIST },
  settings: { is: ['一覧の設定（.json）', 'settings of a list (.json)'], goes: WITH_LIST },
}

const UNKNOWN: Kind = { is: ['このページで使わない種類のファイル', 'of a kind this page does not use'], goes: ENCLOSE }

const text = (data: Uint8Array, most: number): string => new TextDecoder('latin1').decode(data.subarray(0, most))

/** What a file without a role is, by its first bytes; the first row that is so counts. */
const OTHERS: [is: (f: Opened, head: string) => boolean, Kind][] = [
  [f => f.saved.length === 0, { is: ['空のファイル（0バイト）', 'empty (0 bytes)'], goes: ['もとのファイルを開いて中身を確かめ、保存し直します。', 'Look into the original and save it again.'] }],
  [f => f.role === 'json', { is: ['星割のファイルではない JSON', 'JSON, but none of this program’s files'], goes: ['このページが保存したファイルかどうかを確かめます。', 'Make sure that it is a file this page saved.'] }],
  [(_, head) => head.startsWith('%PDF'), { is: ['PDF', 'a PDF'], goes: ['表は PDF から読めません。もとの Excel か CSV を選びます。' + ENCLOSE[0], 'No table can be read from a PDF: choose the workbook or CSV it was made from. ' + ENCLOSE[1]] }],
  [(_, head) => head.startsWith('\u00d0\u00cf\u0011\u00e0'), { is: ['古い形式（.xls）かパスワードの付いた Excel', 'a workbook of the old kind (.xls) or with a password'], goes: ['Excel で開き、パスワードを外して「名前を付けて保存」で .xlsx にします。', 'Open it in Excel and save it as .xlsx without a password.'] }],
  [(f, head) => /\.docx?$/i.test(f.name) || (head.startsWith('PK') && text(f.saved, 4096).includes('word/')), { is: ['Word の文書', 'a Word document'], goes: ENCLOSE }],
  [(_, head) => /^\s*<|^\u00ef\u00bb\u00bf\s*</.test(head), { is: ['ウェブのページ（HTML や XML）', 'a web page (HTML or XML)'], goes: ['表があれば Excel で開き、.xlsx か .csv で保存し直します。', 'Open it in Excel and save the table as .xlsx or .csv.'] }],
  [(f, head) => f.role === 'other' && head.startsWith('PK'), { is: ['圧縮されたファイル（zip）', 'an archive (zip)'], goes: ['展開し、中のファイルを選びます。', 'Unpack it and choose the file inside.'] }],
  [f => /\.(eml|msg)$/i.test(f.name), { is: ['メール', 'a mail'], goes: ENCLOSE }],
]

function kindOf(file: Opened): Kind {
  const head = text(file.saved, 64)
  return OTHERS.find(([is]) => is(file, head))?.[1] ?? (file.role === 'json' || file.role === 'other' ? UNKNOWN : ROLES[file.role])
}

/** The file as the place takes it: JSON of no known kind counts as what belongs there, so that the program says what is wrong with it. */
function taken(file: Opened, takes: Takes): Opened | undefined {
  if (file.saved.length === 0) return undefined
  if (takes[file.role]) return file
  const role = file.role === 'json' ? (['case', 'talks', 'settings'] as const).find(r => takes[r]) : undefined
  return role && { ...file, role }
}

/** The files when the place takes all of them, else in words what is wrong; nothing is taken then. */
export function sorted(files: Opened[], takes: Takes | undefined, say: Say): { files: Opened[] } | { fault: string } {
  if (!takes) return { files }
  const good = files.flatMap(f => taken(f, takes) ?? [])
  const wrong = files.filter(f => !taken(f, takes)).map(f => {
    const kind = kindOf(f)
    return say(`「${f.name}」は${kind.is[0]}です。${kind.goes[0]}`, `"${f.name}" is ${kind.is[1]}. ${kind.goes[1]}`)
  })
  const roles = Object.keys(takes) as (keyof typeof ROLES)[]
  const many = roles.filter(r => good.filter(f => f.role === r).length > takes[r]!)
  if (!wrong.length && !many.length) return { files: good }
  const over = many.map(r => say(`${ROLES[r].is[0]}は、ここでは一度に${takes[r]}つまでです。`, `No more than ${takes[r]} of this kind at once here: ${ROLES[r].is[1]}.`))
  const here = say(`ここで開けるもの: ${roles.map(r => ROLES[r].is[0]).join('、')}。どのファイルも開いていません。`, `This place takes: ${roles.map(r => ROLES[r].is[1]).join('; ')}. Nothing was opened.`)
  return { fault: [...wrong, ...over, here].join('\n') }
}

const ENDINGS: Record<Role, string> = { case: '.json', settings: '.json', talks: '.json', answers: '.json', json: '.json', store: '.db', table: '.xlsx,.ods,.csv,.tsv,.txt', result: '.hsr', other: '' }

/** What the browser's dialog offers first. */
export const acceptOf = (takes: Takes | undefined): string => [...new Set(Object.keys(takes ?? {}).map(r => ENDINGS[r as Role]))].join(',')
