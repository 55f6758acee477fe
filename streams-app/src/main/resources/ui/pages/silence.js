/** One silence: what it mutes, what it has stopped, its edits. */
import {html} from '../core/dom.js';
import {instanceUrl, useData} from '../core/api.js';
import {amtoolSilence, curlSilence} from '../core/matchers.js';
import {absolute, address} from '../core/router.js';
import {duration} from '../core/time.js';
import {Clock, Copy, Facts, Heading, Labels, Loaded, Menu, SilenceState, Table, Time} from '../parts/basics.js';
import {bodyOf, expire, extend} from '../parts/silence-actions.js';

export function SilencePage({route: {segments}}) {
  const id = encodeURIComponent(segments[1]);
  const loaded = useData(`silences/${id}`, ['silences', 'alerts', 'sent']);
  const silence = loaded.data;
  const isOver = silence?.state === 'expired';
  return html`
    <${Heading} title="Silence">
      ${silence && !isOver && html`
        <button onClick=${() => extend(silence, 3_600).then(loaded.reload)}>extend 1 h</button>
        <button onClick=${() => extend(silence, 86_400).then(loaded.reload)}>extend 1 d</button>
        <a class="button" href=${`silences/${id}/edit`}>edit</a>
        <button class="danger" onClick=${() => expire(silence).then(loaded.reload)}>expire now</button>`}
      ${isOver && html`<a class="button strong" 
        href=${address('silences/new', {filter: silence.matchers, comment: silence.comment})}>create again</a>`}
      <${Menu}><${Copy} name="link" shortcut="c" text=${() => absolute(`silences/${id}`)} />
        ${silence && html`
        <${Copy} name="amtool command" text=${() => amtoolSilence(silence.matchers, {...silence, duration: lengthOf(silence),
          author: silence.createdBy}, instanceUrl())} />
        <${Copy} name="curl command" text=${() => curlSilence(bodyOf(silence), instanceUrl())} />
        <${Copy} name="JSON" text=${() => JSON.stringify(bodyOf(silence), null, 2)} />`}</${Menu}>
    </${Heading}>
    <${Loaded} of=${loaded} subject="The silence">${silence && html`
      <${SilenceFacts} silence=${silence} />
      <h2>Alerts that it matches now</h2>
      <p><a href=${address('alerts', {filter: silence.matchers, state: 'active,pending,silenced,inhibited,muted',
        group: 'none'})}>${silence.mutesNow} alerts</a></p>
      <h2>Firing periods of alerts that it muted <span class="count">${silence.stoppedTotal}</span></h2>
      <${Stopped} rows=${silence.stopped ?? []} />
      ${silence.edited?.length > 0 && html`<h2>Edits</h2><${Chain} chain=${silence.edited} />`}`}</${Loaded}>`;
}

// amtool's duration is that of the silence from its start.
function lengthOf(silence) {
  return duration((Date.parse(silence.endsAt) - Date.parse(silence.startsAt)) / 1000);
}

function SilenceFacts({silence}) {
  return html`<${Facts} rows=${[
    ['state', html`<${SilenceState} state=${silence.state} />`],
    ['matchers', html`<ul class="plain">${silence.matchers.map((matcher) => html`<li key=${matcher}><code>${matcher}</code></li>`)}</ul>`],
    ['starts', html`<${Clock} at=${silence.startsAt} />`],
    ['ends', html`<${Clock} at=${silence.endsAt} /> (<${Time} at=${silence.endsAt} />)${silence.expire
      && ` or ${duration(silence.expireGraceSeconds ?? 0)} after its alerts have ended`}`],
    ['by', silence.createdBy],
    ['comment', silence.comment],
    ...Object.entries(silence.annotations ?? {}),
    ['last matched', silence.lastMatched && html`<${Time} at=${silence.lastMatched} />`],
    ['unused', silence.unusedSince && html`<span class="state warn">◇ no alert matches since <${Clock} at=${silence.unusedSince} />
      </span>`],
    ['replaces', silence.replaces && html`<a href=${`silences/${encodeURIComponent(silence.replaces)}`}>${silence.replaces}</a>`],
    ['replaced by', silence.replacedBy && html`<a href=${`silences/${encodeURIComponent(silence.replacedBy)}`}>${silence.replacedBy}</a>`],
    ['id', html`<code>${silence.id}</code>`],
  ]} />`;
}

function Stopped({rows}) {
  return rows.length === 0 ? html`<p class="empty">None that is recorded.</p>`
    : html`<${Table} columns=${['fired:when', 'ended:when', 'alert']}>${rows.map((row) => html`
      <tr data-row key=${row.fingerprint + row.startsAt}><td class="when"><${Clock} at=${row.startsAt} /></td>
        <td class="when"><${Clock} at=${row.endsAt} empty="still firing" /></td>
        <td class="wrap"><a data-open href=${`alerts/${row.fingerprint}`}>${row.name}</a> <${Labels}
          labels=${row.labels} without=${{alertname: ''}} /></td></tr>`)}</${Table}>`;
}

function Chain({chain}) {
  return html`<${Table} columns=${['time:when', 'state', 'by', 'matchers', 'until', 'comment']}>
    ${chain.map((edit, index) => html`<tr data-row key=${index}><td class="when"><${Clock} at=${edit.updatedAt} /></td>
      <td class="state-cell"><${SilenceState} state=${edit.state} /></td><td>${edit.createdBy}</td><td class="wrap">
        <code>${(edit.matchers ?? []).join(', ')}</code></td>
      <td><${Clock} at=${edit.endsAt} /></td><td class="wrap">${edit.comment}</td></tr>`)}</${Table}>`;
}
