// SPDX-License-Identifier: GPL-3.0-or-later
/** Words of the page in two languages. Figures and sentences of results come from the program. */
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'

export type Lang = 'ja' | 'en'
/** A text in both languages, as the program's JSON gives it. */
export type Words = Record<Lang, string>
export type Say = (ja: string, en: string) => string

export const LangContext = createContext<Lang>('ja')

export function useLang(): Lang {
  return useContext(LangContext)
}

/** say('日本語', 'English') in the language of the page. */
export function useSay(): Say {
  const lang = useLang()
  return (ja, en) => (lang === 'ja' ? ja : en)
}

export function yen(lang: Lang, amount: number): string {
  const text = amount.toLocaleString('ja-JP')
  return lang === 'ja' ? `${text}円` : `${text} yen`
}

/** Axis of a chart: yen as 万円. For drawing only. */
export const inMan = (amount: number): string => (amount / 10_000).toLocaleString('ja-JP', { maximumFractionDigits: 0 })
