/** One alert: its facts, its timeline, its explanation. */
import {html, useState} from '../core/dom.js';
import {instanceUrl, useData} from '../core/api.js';
import {amtoolSilence, matchersOf} from '../core/matchers.js';
import {absolute, address} from '../core/router.js';
import {now} from '../core/time.js';
import {AlertTable, formatValue, Muters, silenceAddress} from '../parts/alert-rows.js';
import {Clock, Copy, explainAddress, Facts, Heading, Labels, Loaded, Menu, SafeText, State, Table, Time} from '../parts/basics.js';
import {Lanes} from '../parts/charts.js';
import {Explanation} from '../parts/explanation.js';

export function AlertPage({route: {segments}}) {
  const fingerprint = segments[1];
  const id = encodeURIComponent(fingerprint);
  const loaded = useData(`alerts/${id}`, ['alerts', 'silences', 'sent']);
  const timeline = useData(`alerts/${id}/timeline`, ['alerts', 'silences', 'sent']);
  const alert = loaded.data;
  const labels = alert?.labels ?? timeline.data?.labels ?? {};
  return html`
    <${Heading} title=${alert?.name ?? labels.alertname ?? 'Alert'}>
      ${alert && html`<a class="button strong" aria-keyshortcuts="s" href=${silenceAddress(labels, '1h')}>silence 1 h</a>
      <a class="button" aria-keyshortcuts="a" href=${silenceAddress(labels, '15m', 'acknowledged')}>acknowledge 15 m</a>`}
      <a class="button" aria-keyshortcuts="e" href=${explainAddress({fingerprint})}>why?</a>
      <${Menu}><${Copy} name="link" shortcut="c" text=${() => absolute(`alerts/${id}`)} />
        <${Copy} name="labels" text=${() => `{${matchersOf(labels).join(', ')}}`} />
        <${Copy} name="amtool command" text=${() => amtoolSilence(matchersOf(labels), {duration: '1h', comment: '', author: ''},
          instanceUrl())} /></${Menu}>
    </${Heading}>
    <${Loaded} of=${loaded} subject="The alert">${alert && html`<${AlertFacts} alert=${alert} />`}</${Loaded}>
    <h2>Timeline</h2>
    <${Loaded} of=${timeline} subject="The timeline">${timeline.data && html`<${Timeline} data=${timeline.data} />`}</${Loaded}>
    <h2>Why is it told, or not?</h2>
    <${Explanation} body=${{fingerprint}} />
    ${alert?.similar?.length > 0 && html`<h2>Alerts of the same name</h2><${AlertTable} alerts=${alert.similar}
      shared=${sharedWith(alert, alert.similar)} />`}`;
}

function sharedWith(alert, others) {
  return Object.fromEntries(Object.entries(alert.labels).filter(([name, value]) => others.every((other) => other.labels[name] === value)));
}

function AlertFacts({alert}) {
  const rule = alert.rule;
  return html`<${Facts} rows=${[
    ['state', html`<${State} state=${alert.state} /><${Muters} alert=${alert} />`],
    ['since', html`<${Clock} at=${alert.since} /> (<${Time} at=${alert.since} />)`],
    ['value', formatValue(alert.value)],
    ['labels', html`<${Labels} labels=${alert.labels} />`],
    ...Object.entries(alert.annotations ?? {}).map(([name, text]) => [name, html`<${SafeText} text=${text} />`]),
    ['rule', rule && html`<a href=${address('rules', {namespace: rule.namespace, search: rule.name})}>
      ${rule.namespace} › ${rule.group} › ${rule.name}</a>`],
    ['source', alert.source === 'posted' ? 'posted by another program' : ''],
    ['origin', alert.generatorUrl && html`<${SafeText} text=${alert.generatorUrl} />`],
    ['groups', alert.groups?.length > 0 && html`<ul class="plain">${alert.groups.map((group) => html`<li key=${group.id}><a
      href=${`groups/${group.id}`}>${group.receiver}</a> <${Labels} labels=${group.labels} /></li>`)}</ul>`],
  ]} />`;
}

const SPANS = {pending: ['pending', 'warn'], firing: ['firing', 'bad'], recovering: ['recovering', 'warn'], resolved: null};
const MUTED = {silenced: 'unsilenced', inhibited: 'uninhibited', muted: 'unmuted'};
const ROWS_AT_FIRST = 30;

function Timeline({data}) {
  const [isWhole, setWhole] = useState(false);
  const events = [...data.events].sort((one, other) => Date.parse(other.at) - Date.parse(one.at));
  if (events.length === 0) {
    return html`<p class="empty">Nothing is recorded of this alert.</p>`;
  }
  const from = Date.parse(events[events.length - 1].at);
  const shown = isWhole ? events : events.slice(0, ROWS_AT_FIRST);
  return html`
    <${Lanes} label="timeline of the alert; the table below has the same events" from=${from} to=${now()} lanes=${[
      {name: 'state', spans: stateSpans(events, now())},
      {name: 'kept back', spans: mutedSpans(events, now())},
      {name: 'told', spans: [], marks: events.filter((event) => event.kind === 'told' || event.kind === 'failed').map((event) => ({
        at: Date.parse(event.at), tone: event.kind === 'told' ? 'good' : 'bad', title: event.text}))},
    ]} />
    <${Table} columns=${['time:when', 'event', 'detail']}>
    ${shown.map((event) => html`<tr data-row key=${event.at + event.kind + event.text}><td class="when"><${Clock} at=${event.at} /></td>
      <td class="state-cell"><${State} state=${event.kind} /></td><td>${event.text}${event.value !== undefined && event.value !== null
        && html` <span class="dim">value ${formatValue(event.value)}</span>`}
      ${event.notification && html` <a data-open href=${`notifications/${encodeURIComponent(event.notification)}`}>notification</a>`}
      ${event.silence && html` <a href=${`silences/${encodeURIComponent(event.silence)}`}>silence</a>`}
      ${event.offset > 0 && html` <span class="dim">#${event.offset}</span>`}</td></tr>`)}</${Table}>
    ${!isWhole && events.length > ROWS_AT_FIRST
      && html`<button onClick=${() => setWhole(true)}>${events.length - ROWS_AT_FIRST} older</button>`}`;
}

function stateSpans(events, end) {
  const states = events.filter((event) => event.kind in SPANS).reverse();
  return states.flatMap((event, index) => {
    const kind = SPANS[event.kind];
    const to = index + 1 < states.length ? Date.parse(states[index + 1].at) : end;
    return kind ? [{from: Date.parse(event.at), to, tone: kind[1], title: `${kind[0]}: ${event.text}`}] : [];
  });
}

function mutedSpans(events, end) {
  const inOrder = [...events].reverse();
  return inOrder.flatMap((event, index) => {
    if (!(event.kind in MUTED)) {
      return [];
    }
    const ending = inOrder.slice(index + 1).find((later) => later.kind === MUTED[event.kind] || later.kind === 'resolved');
    return [{from: Date.parse(event.at), to: ending ? Date.parse(ending.at) : end, tone: 'quiet', title: event.text}];
  });
}
