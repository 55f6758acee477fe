/** One notification: its alerts, what changed since the one before, its claim. */
import {html} from '../core/dom.js';
import {useData} from '../core/api.js';
import {absolute as fullAddress} from '../core/router.js';
import {milliseconds} from '../core/time.js';
import {silenceAddress} from '../parts/alert-rows.js';
import {Clock, Copy, Facts, Heading, Labels, Loaded, Menu, reasonText, State, Table} from '../parts/basics.js';

export function NotificationPage({route: {segments}}) {
  const id = encodeURIComponent(segments[1]);
  const loaded = useData(`notifications/${id}`, ['sent']);
  const row = loaded.data;
  const to = (other) => `notifications/${encodeURIComponent(other)}`;
  return html`
    <${Heading} title="Notification">
      ${row && html`
        ${row.before ? html`<a class="button" aria-keyshortcuts="[" href=${to(row.before)}>[ before</a>` : ''}
        ${row.after ? html`<a class="button" aria-keyshortcuts="]" href=${to(row.after)}>after ]</a>` : ''}
        <a class="button" href=${`groups/${row.group}`}>the group now</a>
        <a class="button" aria-keyshortcuts="s" href=${silenceAddress(row.groupLabels)}>silence group</a>`}
      <${Menu}><${Copy} name="link" shortcut="c" text=${() => fullAddress(to(segments[1]))} />
        ${row?.idempotencyKey && html`<${Copy} name="idempotency key" text=${row.idempotencyKey} />`}</${Menu}>
    </${Heading}>
    <${Loaded} of=${loaded} subject="The notification">${row && html`
      ${row.error && html`<div class="notice bad"><b>Not delivered.</b> ${row.error}</div>`}
      <${Facts} rows=${[
        ['outcome', html`<${State} state=${row.outcome} />${row.isolated && html` <span
          class="state warn">isolated: sent without a claim, because the log was out of reach</span>`}`],
        ['time', html`<${Clock} at=${row.at} withMillis />`],
        ['receiver', `${row.receiver}, ${row.integration} ${row.index}`],
        ['group', html`<a href=${`groups/${row.group}`}>
          <${Labels} labels=${row.groupLabels} />${isEmpty(row.groupLabels) ? 'all alerts of the route' : ''}</a>`],
        ['reason', reasonText(row.reason)],
        ['by', row.instance],
        ['attempts', row.attempts],
        ['took', row.durationSeconds > 0 && milliseconds(row.durationSeconds)],
        ['claim', row.claimId && html`<code>${row.claimId}</code>`],
        ['idempotency key', row.idempotencyKey && html`<code>${row.idempotencyKey}</code>`],
        ['log', row.offset > 0 && `#${row.offset}`],
      ]} />
      <h2>Alerts in it</h2>${row.alertsKnown === false
        ? html`<p class="empty">They are not kept any more.</p>` : html`<${Alerts} row=${row} />`}
      ${row.moreAlerts > 0 && html`<p class="dim">${row.moreAlerts} more.</p>`}
      ${row.claims?.length > 0 && html`<h2>Claims</h2><${Claims} claims=${row.claims} />`}`}</${Loaded}>`;
}

function isEmpty(labels) {
  return Object.keys(labels ?? {}).length === 0;
}

function Alerts({row}) {
  const added = new Set(row.changed?.added ?? []);
  const gone = row.changed?.gone ?? [];
  const all = [...(row.firing ?? []).map((alert) => ({...alert, state: 'firing'})), ...(row.resolved ?? []).map((alert) => ({...alert,
    state: 'resolved'}))];
  return html`<${Table} columns=${['state', 'alert', 'since:when', 'since the one before']}>
    ${all.map((alert) => html`<tr data-row key=${alert.fingerprint + alert.state}><td class="state-cell"><${State} state=${alert.state} />
      </td>
      <td class="wrap"><a data-open href=${`alerts/${alert.fingerprint}`}>${alert.labels ? html`<${Labels}
        labels=${alert.labels} />` : html`<code>${alert.fingerprint}</code>`}</a></td>
      <td class="when"><${Clock} at=${alert.startsAt} /></td><td>${added.has(alert.fingerprint) ? '+ new' : ''}</td></tr>`)}
    ${gone.map((fingerprint) => html`<tr data-row class="dim" key=${fingerprint}><td></td><td><a data-open href=${`alerts/${fingerprint}`}>
      <code>${fingerprint}</code></a></td><td></td><td>− no longer in it</td></tr>`)}
  </${Table}>`;
}

/** Claims in the order of the log. */
export function Claims({claims}) {
  return html`<${Table} columns=${['time:when', 'outcome', 'by', 'slot', 'took:number', 'reason', 'log:number']}>
    ${claims.map((claim) => html`<tr data-row key=${claim.offset}><td class="when"><${Clock} at=${claim.at} withMillis /></td><td
      class="state-cell"><${State} state=${claim.outcome} /></td>
      <td>${claim.instance}</td><td class="wrap">${claim.slot?.id ? html`<a data-open
        href=${`groups/${claim.slot.id}`}>${claim.slot.receiver}</a>` : claim.slot?.receiver ?? ''}
        <span class="dim"> ${claim.slot?.integration} ${claim.slot?.index}</span> <${Labels} labels=${claim.slot?.labels} /></td>
      <td class="number">${claim.durationSeconds > 0 ? milliseconds(claim.durationSeconds) : ''}</td><td
        class="wrap">${reasonText(claim.reason)}</td><td class="number dim">#${claim.offset}</td></tr>`)}
  </${Table}>`;
}
