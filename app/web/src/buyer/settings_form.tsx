// SPDX-License-Identifier: GPL-3.0-or-later
/** What the department says of itself and of its plan. */
import { Field, NumberInput, Select, TextInput } from '../parts'
import { useSay } from '../words'
import type { Settings } from './settings'

export function SettingsForm(props: { settings: Settings; onChange: (change: Partial<Settings>) => void }) {
  const say = useSay()
  const { settings, onChange: put } = props
  return (
    <div class="row">
      <Field label={say('自社の名前', 'Your company')}>{id => <TextInput id={id} value={settings.name} onChange={name => put({ name })} />}</Field>
      <Field label={say('基準日', 'As of')} hint={say('価格と制度の表をこの日で見ます', 'the day of prices and of the scheme')}>{(id, hint) => <TextInput id={id} type="date" describedBy={hint} value={settings.asOf} onChange={asOf => put({ asOf })} />}</Field>
      <Field label={say('計画の年数', 'Years planned')}>{id => <NumberInput id={id} required value={settings.years} onChange={years => put({ years })} />}</Field>
      <Field label={say('★の書かれていない行', 'Rows without a star')}>
        {id => <Select id={id} value={settings.level} choices={[['', say('除いて知らせる', 'left out and told')], ['3', '★3'], ['4', '★4']] as [Settings['level'], string][]} onChange={level => put({ level })} />}
      </Field>
      <Field label={say('自社の資本金（円）', 'Your capital, yen')} hint={say('取適法の対象かの目安に使います', 'to see whether the 取適法 (law on subcontracting) may apply')}>{(id, hint) => <NumberInput id={id} money describedBy={hint} value={settings.capital} onChange={capital => put({ capital })} />}</Field>
      <Field label={say('自社の従業員数', 'Your regular employees')}>{id => <NumberInput id={id} value={settings.employees} onChange={employees => put({ employees })} />}</Field>
    </div>
  )
}
