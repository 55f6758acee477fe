/** Rows of alerts, which several pages show. */
import {html} from '../core/dom.js';
import {parseMatcher} from '../core/matchers.js';
import {address} from '../core/router.js';
import {explainAddress, Labels, State, Time} from './basics.js';

const NUMBER = new Intl.NumberFormat('en', {maximumSignificantDigits: 5, notation: 'standard'});

/** A value as short as its size allows. */
export function formatValue(value) {
  if (value === null || value === undefined || value === '') {
    return '';
  }
  const number = Number(value);
  const isPlain = number === 0 || (Math.abs(number) >= 1e-4 && Math.abs(number) < 1e9);
  return Number.isFinite(number) ? (isPlain ? NUMBER.format(number) : number.toExponential(3)) : String(value);
}

/** Why an alert is not told: links to what keeps it back. */
export function Muters({alert}) {
  return html`${(alert.silencedBy ?? []).map((id) => html` <a key=${id} class="dim"
    href=${`silences/${encodeURIComponent(id)}`}>silence ${id.slice(0, 8)}</a>`)}${
    (alert.inhibitedBy ?? []).map((fingerprint) => html` <a key=${fingerprint} class="dim"
      href=${`alerts/${fingerprint}`}>by ${fingerprint.slice(0, 8)}</a>`)}${
    (alert.mutedBy ?? []).map((interval) => html` <span key=${interval} class="dim">${interval}</span>`)}`;
}

/** A table of alerts. @param {{alerts: any[], name?: string, shared?: Record<string, string>, hasActions?: boolean}} props */
export function AlertTable({alerts, name = 'alerts', shared, hasActions = true}) {
  return html`<table class="rows alerts"><caption class="hidden">${name}</caption><${AlertHead} hasActions=${hasActions} />
    <tbody>${alerts.map((alert) => html`<${AlertRow} key=${alert.fingerprint} alert=${alert} shared=${shared}
      hasActions=${hasActions} />`)}</tbody></table>`;
}

/** The head of a table whose rows are alerts. */
export function AlertHead({isSelectable, hasActions = true}) {
  return html`<thead><tr>${isSelectable && html`<th scope="col" class="tick"><span class="hidden">selected</span></th>`}
    <th scope="col">state</th><th scope="col">alert</th><th scope="col" class="number">value</th>
    <th scope="col" class="when">since</th>${hasActions && html`<th scope="col"><span class="hidden">actions</span></th>`}</tr></thead>`;
}

/**
 * @param {{alert: any, shared?: Record<string, string>, isGone?: boolean, selection?: Set<string>, onSelect?: Function,
 *   isFilter?: boolean}} props
 */
export function AlertRow({alert, shared = {}, isGone, selection, onSelect, isFilter, hasActions = true}) {
  const own = {...shared, alertname: alert.name};
  return html`<tr data-row class=${isGone ? 'gone' : undefined}>
    ${selection && html`<td class="tick"><input type="checkbox" aria-keyshortcuts="x" aria-label=${`select ${alert.name}`}
      checked=${selection.has(alert.fingerprint)} onChange=${() => onSelect(alert)} /></td>`}
    <td class="state-cell"><${State} state=${isGone ? 'resolved' : alert.state} /></td>
    <td class="main-cell"><a data-open href=${`alerts/${alert.fingerprint}`}><${Severity}
      labels=${alert.labels} />${alert.name || alert.labels?.alertname || '(no alertname)'}</a>
      ${' '}<${Labels} labels=${withoutSeverity(alert.labels)} without=${own} isFilter=${isFilter} /><${Muters} alert=${alert} />
      ${alert.summary && html` <span class="summary" title=${alert.summary}>${alert.summary}</span>`}</td>
    <td class="number">${formatValue(alert.value)}</td>
    <td class="when"><${Time} at=${alert.since} /></td>
    ${hasActions && html`<td class="row-actions"><a class="button" aria-keyshortcuts="s" href=${silenceAddress(alert.labels)}>silence</a>
      <a class="button" aria-keyshortcuts="e" href=${explainAddress(alert)}>why?</a>
      <a class="hidden" tabindex="-1" aria-hidden="true" aria-keyshortcuts="a"
        href=${silenceAddress(alert.labels, '15m', 'acknowledged')}>acknowledge</a></td>`}
  </tr>`;
}

/** The severity as its own word in front of the name; its label is not repeated. */
function Severity({labels}) {
  const severity = labels?.severity;
  const tone = /^(crit|page|emerg|fatal|error)/i.test(severity) ? 'bad' : /^(warn)/i.test(severity) ? 'warn' : 'quiet';
  return severity ? html`<span class=${`severity ${tone}`}>${severity}</span> ` : '';
}

function withoutSeverity(labels) {
  const {severity, ...others} = labels ?? {};
  return others;
}

/** The form of a new silence for labels. */
export function silenceAddress(labels, duration, comment) {
  return address('silences/new', {filter: Object.entries(labels ?? {}).map(([name,
    value]) => `${quoteName(name)}=${JSON.stringify(value)}`), duration, comment});
}

function quoteName(name) {
  return /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name) ? name : JSON.stringify(name);
}

/**
 * Labels that all alerts have, as equality matchers, and those with few different values as alternatives.
 * @param {Record<string, string>[]} all labels of each alert
 * @returns {string[]} matchers
 */
export function commonMatchers(all) {
  const names = Object.keys(all[0] ?? {}).filter((name) => all.every((labels) => name in labels));
  return names.map((name) => {
    const values = [...new Set(all.map((labels) => labels[name]))];
    return values.length === 1
      ? `${quoteName(name)}=${JSON.stringify(values[0])}`
      : `${quoteName(name)}=~${JSON.stringify(values.map(escapePattern).join('|'))}`;
  }).filter(parseMatcher);
}

function escapePattern(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
