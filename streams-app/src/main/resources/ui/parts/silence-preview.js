/** What a silence would do: alerts muted now, receivers that go quiet, episodes of the past that it would have muted. */
import {html} from '../core/dom.js';
import {useData} from '../core/api.js';
import {formatMatcher} from '../core/matchers.js';
import {duration} from '../core/time.js';
import {AlertTable} from './alert-rows.js';
import {Clock, Labels, Loaded, Table, useDebounced} from './basics.js';

/** @param {{body: {matchers: object[], startsAt: string, endsAt: string}}} props */
export function SilencePreview({body}) {
  // The times of a silence that starts now change with each key press; minutes are exact enough for a preview.
  const minutes = {...body, startsAt: body.startsAt.slice(0, 16) + ':00.000Z', endsAt: body.endsAt.slice(0, 16) + ':00.000Z'};
  const settled = useDebounced(JSON.stringify(minutes), 250);
  const request = JSON.parse(settled);
  const loaded = useData(request.matchers.length > 0 ? 'silences/preview' : null, ['alerts', 'silences'], request);
  return html`<section class="preview" aria-label="effect of the silence"><h2>Effect</h2>${request.matchers.length === 0
    ? html`<p class="empty">Name a label, and the alerts that it mutes are shown here.</p>`
    : html`<${Loaded} of=${loaded} subject="The effect">${loaded.data && html`<${Effect} effect=${loaded.data}
      matchers=${request.matchers} />`}</${Loaded}>`}</section>`;
}

/** @param {number} seconds that the history reaches back */
function pastTitle(seconds) {
  return seconds < 60 ? 'In the history, which begins now' : `In the last ${duration(seconds)} of history`;
}

function Effect({effect, matchers}) {
  const receivers = (effect.receivers ?? []).filter((receiver) => receiver.muted > 0);
  return html`
    ${(effect.warnings ?? []).map((warning) => html`<p key=${warning} class="notice warn">${warning}</p>`)}
    <p aria-live="polite"><b>${effect.alerts}</b> firing alerts muted now (${Math.round((effect.share ?? 0) * 100)} % of all that fire)${
      effect.pending > 0 && html`, <b>${effect.pending}</b> pending ones`}.</p>
    ${effect.receiversQuiet?.length > 0 && html`<p>Receivers that go quiet: <b>${effect.receiversQuiet.join(', ')}</b>.</p>`}
    ${receivers.length > 0
      && html`<p class="dim">${receivers.map((receiver) => `${receiver.name}: ${receiver.muted} of ${receiver.of}`).join('; ')}</p>`}
    ${matchers.length > 1 && effect.perMatcher && html`<p class="dim">Alone: ${matchers.map((matcher, index) => html`<span key=${index}>
      <code>${formatMatcher(matcher)}</code> ${effect.perMatcher[index]} </span>`)}</p>`}
    ${effect.rows?.length > 0 && html`<${AlertTable} name="alerts that it mutes" alerts=${effect.rows} hasActions=${false} />`}
    ${effect.past && html`<h3>${pastTitle(effect.past.days * 86_400)}</h3>
      <p>It would have muted <b>${effect.past.episodes}</b> episodes.</p>
      ${effect.past.rows?.length > 0
        && html`<${Table} columns=${['fired:when', 'ended:when', 'alert']}>${effect.past.rows.map((row, index) => html`<tr key=${index}>
        <td class="when"><${Clock} at=${row.startsAt ?? row.at} /></td><td class="when"><${Clock} at=${row.endsAt} /></td>
          <td class="wrap"><${Labels} labels=${row.labels} /></td></tr>`)}</${Table}>`}`}`;
}
