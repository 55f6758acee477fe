/** One aggregation group: its alerts, its slots with claims and decisions, and the next message as it would be sent. */
import {html} from '../core/dom.js';
import {useData} from '../core/api.js';
import {absolute, address} from '../core/router.js';
import {AlertTable, silenceAddress} from '../parts/alert-rows.js';
import {Clock, Copy, Duration, Facts, Heading, Labels, Loaded, Menu, reasonText, Table, Time} from '../parts/basics.js';

export function GroupPage({route: {segments}}) {
  const id = encodeURIComponent(segments[1]);
  const loaded = useData(`groups/${id}`, ['alerts', 'silences', 'sent', 'config', 'members']);
  const group = loaded.data;
  return html`
    <${Heading} title=${group ? `Group of ${group.receiver}` : 'Group'}>
      ${group && html`<a class="button strong" aria-keyshortcuts="s" href=${silenceAddress(silenceLabels(group), '1h')}>silence 1 h</a>
      <a class="button" aria-keyshortcuts="a" href=${silenceAddress(silenceLabels(group), '15m', 'acknowledged')}>acknowledge 15 m</a>`}
      <a class="button" href=${address('notifications', {group: segments[1]})}>its notifications</a>
      <${Menu}><${Copy} name="link" shortcut="c" text=${() => absolute(`groups/${id}`)} />
        ${group && html`<${Copy} name="group key" text=${group.groupKey} />`}</${Menu}>
    </${Heading}>
    <${Loaded} of=${loaded} subject="The group">${group && html`
      <${GroupFacts} group=${group} />
      <h2>Alerts <span class="count">${group.alerts.length}</span></h2>
      <${AlertTable} name="alerts of the group" alerts=${group.alerts} shared=${group.labels} />
      <h2>What each integration was told</h2>
      <${Slots} slots=${group.slots ?? []} />
      <h2>The next message</h2>
      ${(group.preview ?? []).map((preview) => html`<${Preview} key=${preview.integration + preview.index} preview=${preview} />`)}
      ${!group.preview?.length && html`<p class="empty">There is no message to show.</p>`}`}</${Loaded}>`;
}

// A group without labels has all alerts of its route: the labels of its first alert say more.
function silenceLabels(group) {
  return Object.keys(group.labels).length > 0 ? group.labels : group.alerts[0]?.labels ?? {};
}

function GroupFacts({group}) {
  const {route} = group;
  return html`<${Facts} rows=${[
    ['receiver', html`<a href="routing">${group.receiver}</a>`],
    ['labels', Object.keys(group.labels).length > 0 ? html`<${Labels} labels=${group.labels} />`
      : 'none: all alerts of the route are one group'],
    ['route', route?.path?.join(' › ')],
    ['timing', route && html`group_wait <${Duration} seconds=${route.groupWaitSeconds} />, group_interval <${Duration}
      seconds=${route.groupIntervalSeconds} />,
      repeat_interval <${Duration} seconds=${route.repeatIntervalSeconds} />`],
    ['next flush', group.nextFlush && html`<${Time} at=${group.nextFlush} past="due" />`],
    ['group key', html`<code>${group.groupKey}</code>`],
  ]} />`;
}

function Slots({slots}) {
  return html`<${Table} columns=${['integration', 'last told', 'now', 'claim', 'turn']}>${slots.map((slot) => html`
    <tr data-row key=${slot.integration + slot.index}><td>${slot.integration}<span class="dim"> ${slot.index}</span></td>
      <td>${slot.told ? html`<${Clock} at=${slot.told.at} />, ${reasonText(slot.told.reason)}, by ${slot.told.instance}:${' '}
        ${slot.told.firing} firing, ${slot.told.resolved} resolved${slot.told.isolated && html` <span
          class="state warn">isolated</span>`}` : 'never'}</td>
      <td class="wrap">${slot.decision?.sentence ?? ''}
        ${slot.refusal && html` <span class="state bad">✗ ${slot.refusal.reason}</span>${slot.refusal.retryAt && html`, again <${Time}
          at=${slot.refusal.retryAt} />`}`}</td>
      <td>${slot.holder ? html`${slot.holder.instance}, until <${Clock} at=${slot.holder.liveUntil} />` : 'free'}</td>
      <td class="dim">${(slot.order ?? []).join(', ')}</td></tr>`)}</${Table}>`;
}

/** JSON with a line for each field; other texts as they are. */
function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

function Preview({preview}) {
  return html`<section><h3>${preview.integration} <span class="dim">${preview.index}</span></h3>
    ${preview.problem ? html`<p class="state bad">✗ ${preview.problem}</p>` : html`<pre tabindex="0" role="region"
      aria-label=${`message of ${preview.integration}`}>${pretty(preview.content)}</pre>`}</section>`;
}
