/** Transitions of alerts: what fired, when, for how long, and what was never told. */
import {html} from '../core/dom.js';
import {useData} from '../core/api.js';
import {equals} from '../core/matchers.js';
import {absolute as fullAddress, address, setParams} from '../core/router.js';
import {duration} from '../core/time.js';
import {formatValue} from '../parts/alert-rows.js';
import {Clock, Copy, Heading, Labels, Loaded, Menu, Paging, State, Table} from '../parts/basics.js';
import {ChoiceParam, FilterBox, filtersOf} from '../parts/filter.js';
import {RangeParams, rangeOf} from '../parts/range.js';
import {useSettled, Waiting} from '../parts/settled.js';

export function HistoryPage({route: {params}}) {
  const path = address('history', {filter: filtersOf(params), state: params.get('state'), ...rangeOf(params, '24h'),
    cursor: params.get('cursor')});
  const loaded = useData(path, ['alerts']);
  const data = loaded.data;
  const settled = useSettled(data?.rows, (row) => row.id, path);
  return html`
    <${Heading} title="History" count=${data?.total}><${Waiting} settled=${settled} />
      <${Menu}><${Copy} name="link" shortcut="c" text=${() => fullAddress(location.href)} />
        ${data && html`<${Copy} name="JSON" text=${() => JSON.stringify(data.rows, null, 2)} /><${Copy} name="CSV"
          text=${() => csv(data.rows)} />`}</${Menu}></${Heading}>
    <div class="filterline"><${FilterBox} />
      <${ChoiceParam} name="state" label="state" options=${[['', 'any'], ['firing', 'firing'], ['pending', 'pending'], ['resolved',
        'resolved']]} />
      <${RangeParams} byDefault="24h" /></div>
    <${Loaded} of=${loaded} subject="The history">${data && (settled.rows.length === 0 ? html`<${Empty} data=${data} />` : html`
      ${data.noisiest?.length > 0 && html`<details><summary>What fired most</summary><${Noisiest} rows=${data.noisiest} /></details>`}
      <${Table} name="transitions" columns=${['time:when', 'state', 'alert',
        'value:number']}>${settled.rows.map((row) => html`<tr data-row key=${row.id}><td class="when">
        <${Clock} at=${row.at} /></td><td class="state-cell"><${State} state=${row.state} /></td>
        <td class="wrap"><a data-open href=${`alerts/${row.fingerprint}`}>${row.name}</a> <${Labels} labels=${row.labels}
          without=${{alertname: ''}} isFilter /></td><td class="number">${formatValue(row.value)}</td></tr>`)}</${Table}>
      <${Paging} next=${data.next} shown=${data.rows.length} total=${data.total} noun="transitions" />
      ${data.since && html`<p class="dim">Kept here since <${Clock} at=${data.since} />.</p>`}`)}</${Loaded}>`;
}

function Noisiest({rows}) {
  return html`<${Table} columns=${['alert', 'episodes:number', 'firing in all:number', 'mean:number', 'never told:number']}>
    ${rows.map((row) => {
      const {name} = row;
      return html`<tr data-row key=${name + row.ruleGroup}>
        <td><a data-open href=${address('history', {filter: equals('alertname', name)})}>${name}</a></td>
        <td class="number">${row.episodes}</td>
        <td class="number">${duration(row.firingSeconds)}</td><td class="number">${row.episodes > 0
          ? duration(row.firingSeconds / row.episodes) : ''}</td><td class="number">${row.neverTold ?? '?'}</td></tr>`;
    })}</${Table}>`;
}

function Empty({data}) {
  return html`<div class="empty"><p>Nothing fired or ended in this time.</p><p><button
    onClick=${() => setParams({range: '7d', from: undefined, to: undefined, filter: [], state: undefined})}>all of the last 7d</button></p>
    ${data.since && html`<p class="dim">Kept here since <${Clock} at=${data.since} />; the archive has older transitions.</p>`}</div>`;
}

function csv(rows) {
  const cell = (value) => `"${String(value ?? '').replace(/"/g, '""')}"`;
  const lines = rows.map((row) => [row.at, row.state, row.name, JSON.stringify(row.labels), row.value].map(cell).join(','));
  return ['at,state,name,labels,value', ...lines].join('\n');
}
