/** The alerts in their groups, with counts by state and facets by label. */
import {html, useEffect, useState} from '../core/dom.js';
import {instanceUrl, useData} from '../core/api.js';
import {amtoolQuery, equals, matchersOf} from '../core/matchers.js';
import {absolute, address, go, setParams, withParams} from '../core/router.js';
import {setSetting, useSettings} from '../core/settings.js';
import {useSummary} from '../core/summary.js';
import {AlertHead, AlertRow, commonMatchers, silenceAddress} from '../parts/alert-rows.js';
import {Copy, count, Heading, Labels, Loaded, Menu, Paging, reasonText, State, Time} from '../parts/basics.js';
import {ChoiceParam, FilterBox, filtersOf, SwitchParams} from '../parts/filter.js';
import {useSettled, Waiting} from '../parts/settled.js';

const STATES = ['active', 'pending', 'silenced', 'inhibited', 'muted'];
const DEFAULT_STATES = ['active'];
const FACETS = 'alertname,severity,team,cluster,namespace,service,job,instance';
const GROUPS_SHOWN = 100;
const FACET_VALUES = 10;

export function AlertsPage({route: {params}}) {
  const {facets: facetSetting} = useSettings();
  const query = {
    filter: filtersOf(params), state: params.get('state') ?? DEFAULT_STATES.join(), receiver: params.get('receiver'),
    group: params.get('group') || 'natural', sort: params.get('sort'), cursor: params.get('cursor'),
    facets: params.get('facets') ?? FACETS, limit: GROUPS_SHOWN,
  };
  const path = address('alerts', query);
  const loaded = useData(path, ['alerts', 'silences', 'sent', 'config']);
  const settled = useSettled(loaded.data?.groups, (group) => group.id + group.receiver, path);
  const [selection, setSelection] = useState(new Map());
  const [closed, setClosed] = useState(new Set());
  const data = loaded.data;

  const select = (alert) => setSelection((before) => {
    const next = new Map(before);
    return next.delete(alert.fingerprint) ? next : next.set(alert.fingerprint, alert.labels);
  });
  const toggle = (id) => setClosed((before) => {
    const next = new Set(before);
    return next.delete(id) ? next : next.add(id);
  });
  const hasFacets = facetSetting === 'on' && data?.facets?.some((facet) => facet.values.length > 0);
  const allClosed = settled.rows.length > 0 && settled.rows.every((group) => closed.has(keyOf(group)));

  return html`
    <${Heading} title="Alerts" count=${data && `${count(data.total)} in ${count(data.groupsTotal)} groups`}>
      <${Waiting} settled=${settled} />
      <${SelectionActions} selection=${selection} onClear=${() => setSelection(new Map())} />
      <button onClick=${() => setClosed(allClosed ? new Set() : new Set(settled.rows.map(keyOf)))}>${allClosed ? 'expand all'
        : 'collapse all'}</button>
      <button aria-keyshortcuts="f" aria-pressed=${facetSetting === 'on'} onClick=${() => setSetting('facets', facetSetting === 'on'
        ? 'off' : 'on')}>facets</button>
      <${Menu}>
        <${Copy} name="link" shortcut="c" text=${() => absolute(location.href)} />
        <${Copy} name="amtool command" text=${() => amtoolQuery(query.filter, instanceUrl())} />
        <a class="button" href=${address('silences/new', {filter: query.filter})}>silence what matches</a>
      </${Menu}>
    </${Heading}>
    <div class="filterline"><${FilterBox} />
      <${SwitchParams} name="state" label="states" byDefault=${DEFAULT_STATES}
        options=${STATES.map((state) => [state, html`<${State} state=${state} />`, data?.counts?.[state]])} />
      <${ChoiceParam} name="group" label="groups" options=${[['', 'of the routes'], ['none', 'none'], ['severity', 'by severity'],
        ['alertname', 'by name'], ['team', 'by team']]} />
      <${ChoiceParam} name="sort" label="order" options=${[['', 'youngest'], ['name', 'name'], ['severity', 'severity']]} />
      ${query.receiver && html`<button class="token" onClick=${() => setParams({receiver: undefined})}>
        receiver ${query.receiver} ×</button>`}</div>
    <div class=${hasFacets ? 'split' : ''}>
      ${hasFacets && html`<${Facets} facets=${data?.facets} />`}
      <div class="content"><${Loaded} of=${loaded} subject="The alerts">${data && html`
        <${Empty} data=${data} query=${query} />
        ${settled.rows.length > 0 && html`<table class="rows alerts"><caption class="hidden">alerts by group</caption>
          <${AlertHead} isSelectable />
          ${settled.rows.map((group) => html`<${Group} key=${keyOf(group)} group=${group} isGone=${settled.isGone(group)}
            isClosed=${closed.has(keyOf(group))}
            onToggle=${() => toggle(keyOf(group))} selection=${selection} onSelect=${select} />`)}</table>`}
        <${Paging} next=${data.next} shown=${`${data.groups.length} groups`} total=${data.groupsTotal} noun="" />`}</${Loaded}></div>
    </div>`;
}

function keyOf(group) {
  return `${group.id} ${group.receiver}`;
}

function SelectionActions({selection, onClear}) {
  if (selection.size === 0) {
    return null;
  }
  const matchers = commonMatchers([...selection.values()]);
  return html`<span>${selection.size} selected</span>
    <a class="button strong" aria-keyshortcuts="s" href=${address('silences/new', {filter: matchers})}>silence selected</a>
    <button onClick=${onClear}>clear</button>`;
}

/** The labels that a silence of the group has. A group without labels has those that all its alerts share. */
function labelsOf(group) {
  return Object.keys(group.labels ?? {}).length > 0 ? group.labels : group.shared;
}

function Group({group, isGone, isClosed, onToggle, selection, onSelect}) {
  const isNatural = group.natural;
  const title = isNatural ? group.receiver : group.receiver || 'pending: not told yet';
  const countText = STATES.filter((state) => group.counts?.[state] > 0)
    .map((state) => `${group.counts[state]} ${state === 'active' ? 'firing' : state}`).join(', ');
  const others = Object.fromEntries(Object.entries(group.shared ?? {}).filter(([name]) => !(name in (group.labels ?? {}))));
  return html`<tbody class=${isGone ? 'gone' : undefined}>
    <tr class="group" data-row><th colspan="6" scope="rowgroup"><div><span class="facts-line">
      <button class="fold" aria-expanded=${!isClosed} aria-label=${`alerts of the group ${title}`}
        onClick=${onToggle}>${isClosed ? '▸' : '▾'}</button>
      ${isNatural ? html`<a data-open href=${`groups/${group.id}`}>${title}</a>` : html`<b>${title}</b>`}
      <${Labels} labels=${group.labels} isFilter /><span class="dim"><${Labels} labels=${others} /></span>
      <span class="count">${countText}</span>
      ${group.lastTold && html`<span class="dim">told <${Time} at=${group.lastTold.at} />${
        group.lastTold.reason && `, ${reasonText(group.lastTold.reason)}`}${
        group.lastTold.instance && `, by ${group.lastTold.instance}`}</span>`}
      ${group.nextFlush && html`<span class="dim">next flush <${Time} at=${group.nextFlush} past="due" /></span>`}</span>
      <span class="row-actions"><a class="button" aria-keyshortcuts="s" href=${silenceAddress(labelsOf(group))}>silence group</a></span>
    </div></th></tr>
    ${!isClosed && group.alerts.map((alert) => html`<${AlertRow} key=${alert.fingerprint} alert=${alert}
      shared=${{...group.shared, ...group.labels}}
      isGone=${isGone} selection=${selection} onSelect=${onSelect} isFilter />`)}
    ${!isClosed && group.moreAlerts > 0 && html`<tr><td colspan="6" class="dim">${group.moreAlerts} more in this group: ${isNatural
      ? html`<a href=${withParams({group: 'none', receiver: group.receiver, filter: matchersOf(group.labels ?? {})})}>show all</a>`
      : 'filter to see them'}</td></tr>`}
  </tbody>`;
}

function Facets({facets}) {
  const isWide = matchMedia('(min-width: 800px)').matches;
  return html`<aside class="facets" aria-label="facets"><details open=${isWide}><summary>labels</summary>
    ${(facets ?? []).filter((facet) => facet.values.length > 0).map((facet) => html`<section key=${facet.label}><h2>${facet.label}</h2>
      <ul>${
      facet.values.slice(0, FACET_VALUES).map(({value, count}) => html`
        <li key=${value}><${FacetValue} name=${facet.label} value=${value} count=${count} />
        </li>`)}</ul>
      ${moreValues(facet) > 0 && html`<span class="dim">${moreValues(facet)} more</span>`}</section>`)}</details></aside>`;
}

function moreValues(facet) {
  return (facet.more ?? 0) + Math.max(0, facet.values.length - FACET_VALUES);
}

function FacetValue({name, value, count}) {
  const add = (isEqual) => setParams({filter: [...new Set([...filtersOf(new URLSearchParams(location.search)), equals(name, value,
    isEqual)])]});
  return html`<button class="facet" title=${`only ${value}`} onClick=${(event) => add(!event.altKey)}>
    <span>${value || '(empty)'}</span> <span class="number">${count}</span></button>
    <button class="not" title=${`without ${value}`} aria-label=${`without ${name} ${value}`} onClick=${() => add(false)}>−</button>`;
}

/** Explains an empty list, and leads to the first steps where nothing is set up. */
function Empty({data, query}) {
  const first = useSummary()?.firstSteps;
  const isNew = first && !first.rules && !first.alerts;
  useEffect(() => {
    if (isNew && data.total === 0 && query.filter.length === 0) {
      go('start', {replace: true});
    }
  }, [isNew]);
  if (data.groups.length > 0) {
    return null;
  }
  const otherStates = STATES.filter((state) => !query.state.split(',').includes(state) && data.counts?.[state] > 0);
  return html`<div class="empty">
    <p>${query.filter.length || query.receiver ? 'No alert matches.' : query.state === 'active' ? 'No alert fires.'
      : 'There is no alert in these states.'}</p>
    ${data.hidden > 0 && html`<p>${data.hidden} alerts are hidden by the filter. <button
      onClick=${() => setParams({filter: [], receiver: undefined})}>clear the filter</button></p>`}
    ${otherStates.length > 0 && html`<p>In other states: ${otherStates.map((state) => html`<a key=${state} class="button"
      href=${withParams({state: [...query.state.split(','), state].join()})}>${data.counts[state]} ${state}</a> `)}</p>`}
    <p class="dim">What fired before: <a href=${address('history', {filter: query.filter})}>history</a>. First steps: <a
      href="start">start</a>.</p>
  </div>`;
}
