/** Who changed what: silences, rules, configuration, test messages, refused requests. */
import {html} from '../core/dom.js';
import {useData} from '../core/api.js';
import {address} from '../core/router.js';
import {Clock, Heading, Loaded, Paging, Table} from '../parts/basics.js';
import {TextParam} from '../parts/filter.js';
import {RangeParams, rangeOf} from '../parts/range.js';

export function AuditPage({route: {params}}) {
  const {from} = rangeOf(params, '7d');
  const loaded = useData(address('audit', {who: params.get('who'), what: params.get('what'), from, cursor: params.get('cursor')}),
    ['silences', 'rules', 'config']);
  const data = loaded.data;
  return html`<${Heading} title="Audit" count=${data?.rows?.length} />
    <div class="filterline"><${TextParam} name="who" label="who" shortcut="/" /><${TextParam} name="what" label="what" />
      <${RangeParams} byDefault="7d" /></div>
    <${Loaded} of=${loaded} subject="The audit">${data && (data.available === false ? html`<div class="empty">
      <p>This instance does not hold the audit.</p><p>${data.hint}</p></div>`
      : data.rows.length === 0 ? html`<p class="empty">No action in this time.</p>` : html`
      <${Table} columns=${['time:when', 'who', 'from', 'action', 'of', 'outcome', 'detail']}>${data.rows.map((row) => html`
        <tr data-row key=${row.id}><td class="when"><${Clock} at=${row.at} /></td><td>${row.who || row.how}</td><td>${row.address}</td>
        <td>${row.action}</td><td class="wrap"><code>${row.object}</code></td>
        <td>${row.outcome}</td><td class="wrap">${row.reason}<${Change} row=${row} /></td></tr>`)}</${Table}>
      <${Paging} next=${data.next} shown=${data.rows.length} total=${data.total ?? ''} noun="actions" />`)}</${Loaded}>`;
}

function Change({row}) {
  return (row.before || row.after) && html`<details><summary>before and after</summary>
    <pre tabindex="0">${row.before}</pre><pre tabindex="0">${row.after}</pre></details>`;
}
