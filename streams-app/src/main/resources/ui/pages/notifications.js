/** The delivery log: who was told of what, when, by which instance and why. */
import {html} from '../core/dom.js';
import {useData} from '../core/api.js';
import {absolute as fullAddress, address, setParams} from '../core/router.js';
import {milliseconds} from '../core/time.js';
import {Clock, Copy, Heading, Labels, Loaded, Menu, Paging, reasonText, State, Table} from '../parts/basics.js';
import {Bars} from '../parts/charts.js';
import {ChoiceParam, FilterBox, filtersOf, TextParam} from '../parts/filter.js';
import {RangeParams, rangeOf} from '../parts/range.js';
import {useSettled, Waiting} from '../parts/settled.js';

const REASONS = ['first_notification', 'new_alerts_added', 'some_alerts_resolved', 'all_alerts_resolved', 'repeat_interval_elapsed'];
const TONES = {sent: 'good', failed: 'bad'};
const FURTHER_TONES = ['one', 'two', 'three', 'four'];

export function NotificationsPage({route: {params}}) {
  const {from, to} = rangeOf(params, '24h');
  const filters = {
    ...Object.fromEntries(['receiver', 'integration', 'outcome', 'reason', 'instance', 'group', 'fingerprint'].map((name) => [name,
      params.get(name)])),
    filter: filtersOf(params), from, to,
  };
  const path = address('notifications', {...filters, cursor: params.get('cursor')});
  const loaded = useData(path, ['sent']);
  const by = params.get('by') || 'outcome';
  const counts = useData(address('notifications/counts', {...filters, buckets: 60, by}), ['sent']);
  const settled = useSettled(loaded.data?.rows, (row) => row.id, path);
  return html`
    <${Heading} title="Notifications" count=${loaded.data?.total}>
      <${Waiting} settled=${settled} />
      <${Menu}><${Copy} name="link" shortcut="c" text=${() => fullAddress(location.href)} /></${Menu}>
    </${Heading}>
    <div class="filterline"><${FilterBox} placeholder="filter by labels of the group" />
      <${TextParam} name="receiver" label="receiver" size="12" /><${TextParam} name="instance" label="instance" size="10" />
      <${ChoiceParam} name="outcome" label="outcome" options=${[['', 'any'], ['sent', 'sent'], ['failed', 'failed']]} />
      <${ChoiceParam} name="reason" label="reason" options=${[['', 'any'], ...REASONS.map((reason) => [reason, reasonText(reason)])]} />
      <${RangeParams} byDefault="24h" />
      <${ChoiceParam} name="by" label="chart by" options=${[['', 'outcome'], ['receiver', 'receiver'], ['instance', 'instance']]} />
      ${['group', 'fingerprint'].map((name) => params.get(name) && html`<button key=${name} class="token"
        onClick=${() => setParams({[name]: undefined})}>${name} ${params.get(name)} ×</button>`)}</div>
    ${counts.data && html`<${Bars} label="notifications over time" from=${Date.parse(counts.data.from)} to=${Date.parse(counts.data.to)}
      series=${counts.data.series.map((one, index) => ({...one, tone: TONES[one.name] ?? FURTHER_TONES[index % FURTHER_TONES.length]}))} />
      ${by !== 'outcome' && html`<p class="legend">${counts.data.series.map((one, index) => html`<span key=${one.name}
        class=${`key ${FURTHER_TONES[index % FURTHER_TONES.length]}`}>${one.name}</span>`)}</p>`}`}
    <${Loaded} of=${loaded} subject="The notifications">${loaded.data && (settled.rows.length === 0 ? html`<${Empty}
      data=${loaded.data} />` : html`
      <${Table} columns=${['time:when', 'outcome', 'receiver', 'group', 'firing:number', 'resolved:number', 'reason', 'by',
        'attempts:number', 'took:number']}>${settled.rows.map((row) => html`<${Row} key=${row.id} row=${row} />`)}</${Table}>
      <${Paging} next=${loaded.data.next} shown=${loaded.data.rows.length} total=${loaded.data.total} noun="notifications" />
      ${loaded.data.since && html`<p class="dim">Kept here since <${Clock} at=${loaded.data.since} />.</p>`}`)}</${Loaded}>`;
}

function Row({row}) {
  return html`<tr data-row>
    <td class="when"><a data-open href=${`notifications/${encodeURIComponent(row.id)}`}><${Clock} at=${row.at} /></a></td>
    <td class="state-cell"><${State} state=${row.outcome} />${row.isolated && html` <span class="state warn">isolated</span>`}</td>
    <td>${row.receiver}<span class="dim"> ${row.integration}</span></td>
    <td class="wrap"><a href=${`groups/${row.group}`}>${Object.keys(row.groupLabels ?? {}).length > 0 ? html`<${Labels}
      labels=${row.groupLabels} />` : 'all'}</a>
      ${row.error && html`<span class="summary state bad">${row.error}</span>`}</td>
    <td class="number">${row.firing}</td><td class="number">${row.resolved}</td><td>${reasonText(row.reason)}</td><td>${row.instance}</td>
    <td class="number">${row.attempts || ''}</td><td class="number">${row.durationSeconds > 0 ? milliseconds(row.durationSeconds)
      : ''}</td></tr>`;
}

function Empty({data}) {
  return html`<div class="empty"><p>No notification matches in this time.</p>
    <p>${['24h', '7d'].map((range) => html`<a key=${range} class="button" href=${address('notifications', {range})}>
      all of the last ${range}</a> `)}</p>
    ${data.since && html`<p class="dim">Kept here since <${Clock} at=${data.since} />; the archive has older ones.</p>`}</div>`;
}
