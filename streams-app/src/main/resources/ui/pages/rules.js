/** Rules by namespace and group, with state, health and cost. */
import {html, useState} from '../core/dom.js';
import {useData} from '../core/api.js';
import {equals} from '../core/matchers.js';
import {absolute as fullAddress, address, pathOf} from '../core/router.js';
import {duration, milliseconds} from '../core/time.js';
import {Copy, Heading, Loaded, Menu, Paging, State, Time} from '../parts/basics.js';
import {ChoiceParam, TextParam} from '../parts/filter.js';
import {useSettled, Waiting} from '../parts/settled.js';

const NAMES = ['search', 'state', 'health', 'namespace', 'label', 'sort', 'cursor'];

export function RulesPage({route: {params}}) {
  const path = address('rules', Object.fromEntries(NAMES.map((name) => [name, params.get(name)])));
  const loaded = useData(path, ['rules', 'alerts', 'config']);
  const settled = useSettled(loaded.data?.groups, (group) => `${group.namespace}/${group.name}`, path);
  const counts = loaded.data?.counts ?? {};
  const states = ['firing', 'pending', 'inactive'].filter((state) => counts[state] > 0).map((state) => `${counts[state]} ${state}`);
  return html`
    <${Heading} title="Rules" count=${loaded.data
      && `${loaded.data.total}: ${[...states, ...(counts.unhealthy > 0 ? [`${counts.unhealthy} unhealthy`] : [])].join(', ')}`}>
      <${Waiting} settled=${settled} /><a class="button" href="rules/check">check rules</a>
      <${Menu}><${Copy} name="link" shortcut="c" text=${() => fullAddress(location.href)} /></${Menu}></${Heading}>
    <div class="filterline"><${TextParam} name="search" label="search in names, labels and expressions" shortcut="/" size="36" />
      <${ChoiceParam} name="state" label="state" options=${[['', 'any'], ['firing', 'firing'], ['pending', 'pending'], ['inactive',
        'inactive']]} />
      <${ChoiceParam} name="health" label="health" options=${[['', 'any'], ['ok', 'ok'], ['err', 'error'], ['unknown', 'unknown']]} />
      <${TextParam} name="namespace" label="namespace" size="14" />
      <${ChoiceParam} name="sort" label="order" options=${[['', 'firing first'], ['name', 'name'], ['cost', 'cost']]} /></div>
    <${Loaded} of=${loaded} subject="The rules">${loaded.data && (settled.rows.length === 0 ? html`<${Empty} params=${params} />` : html`
      <table class="rows"><caption class="hidden">rules by group</caption><thead><tr><th scope="col">state</th><th scope="col">rule</th>
        <th scope="col">expression</th><th scope="col" class="number">for</th>
        <th scope="col" class="number">alerts</th><th scope="col" class="number">cost</th></tr></thead>
      ${settled.rows.map((group) => html`<${Group} key=${`${group.namespace}/${group.name}`} group=${group} />`)}</table>
      <${Paging} next=${loaded.data.next} shown=${`${loaded.data.groups.length} groups`} total=${`${loaded.data.total} rules`}
        noun="" />`)}</${Loaded}>`;
}

function Group({group}) {
  const [isClosed, setClosed] = useState(false);
  const isLate = group.latenessSeconds > Math.max(5, group.intervalSeconds / 2);
  return html`<tbody><tr class="group" data-row><th colspan="6" scope="rowgroup"><div>
      <button class="fold" aria-expanded=${!isClosed} aria-label=${`rules of ${group.name}`}
        onClick=${() => setClosed(!isClosed)}>${isClosed ? '▸' : '▾'}</button>
      <span>${group.namespace} › <b>${group.name}</b></span>
      <span class="dim">every ${duration(group.intervalSeconds)}${group.lastTick && html`, last <${Time}
        at=${group.lastTick} />`}, took ${milliseconds(group.durationSeconds ?? 0)}</span>
      ${isLate && html`<span class="state warn">◐ ${duration(group.latenessSeconds)} late</span>`}
      ${group.problem && html`<span class="state bad">✗ the newest record is not in force: ${group.problem}</span>`}</div></th></tr>
    ${!isClosed && group.rules.map((rule, index) => html`<${Row} key=${rule.index ?? index} group=${group} rule=${rule}
      index=${rule.index ?? index} />`)}</tbody>`;
}

function Row({group, rule, index}) {
  const state = rule.health === 'err' ? 'err' : rule.type === 'recording' ? (rule.health === 'unknown' ? 'unknown' : 'ok') : rule.state;
  const alerts = [rule.alerts?.firing > 0 && `${rule.alerts.firing} firing`, rule.alerts?.pending > 0
    && `${rule.alerts.pending} pending`].filter(Boolean);
  return html`<tr data-row><td class="state-cell"><${State} state=${state}
    word=${rule.type === 'recording' && state === 'ok' ? 'records' : undefined} /></td>
    <td><a data-open href=${ruleAddress(group, index)}>${rule.name}</a>${rule.dataSource && html` <span
      class="dim">${rule.dataSource}</span>`}</td>
    <td class="expr" title=${rule.expr}><code>${rule.expr}</code>${rule.error && html`<span
      class="summary state bad">✗ ${rule.error}</span>`}</td>
    <td class="number">${rule.forSeconds > 0 ? duration(rule.forSeconds) : ''}</td>
    <td class="number keep">${alerts.length > 0
      ? html`<a href=${alertsOf(rule)}>${alerts.join(', ')}</a>` : ''}</td>
    <td class="number">${rule.costSeconds > 0 ? milliseconds(rule.costSeconds) : ''}</td></tr>`;
}

function alertsOf(rule) {
  return address('alerts', {filter: equals('alertname', rule.name), state: 'active,pending,silenced,inhibited,muted'});
}

/** The page of one rule. */
export function ruleAddress(group, index) {
  return pathOf('rules', group.namespace, group.name, index);
}

function Empty({params}) {
  const isFiltered = NAMES.some((name) => params.has(name));
  return html`<div class="empty">${isFiltered
    ? html`<p>No rule matches.</p><p><a class="button" href="rules">clear the filter</a></p>`
    : html`<p>There are no rules.</p><p><a class="button" href="start">first steps</a></p>`}</div>`;
}
