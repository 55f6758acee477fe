/** One rule: its expression with a graph, its alerts, and the rules that it depends on. */
import {html} from '../core/dom.js';
import {useData} from '../core/api.js';
import {equals} from '../core/matchers.js';
import {absolute as fullAddress, address, pathOf} from '../core/router.js';
import {duration, milliseconds} from '../core/time.js';
import {AlertTable} from '../parts/alert-rows.js';
import {Copy, Facts, Heading, Labels, Loaded, Menu, SafeText, State, Time} from '../parts/basics.js';
import {Expression} from '../parts/expression.js';
import {RangeGraph} from '../parts/graph.js';

export function RulePage({route: {segments, params}}) {
  const [, namespace, group, index] = segments.map(encodeURIComponent);
  const path = `rules/${namespace}/${group}/${index}`;
  const loaded = useData(path, ['rules', 'alerts']);
  const rule = loaded.data;
  return html`
    <${Heading} title=${rule?.name ?? 'Rule'}>
      ${rule && html`<a class="button" href=${address('query', {expr: rule.expr, tab: 'graph'})}>query</a>
      <a class="button" aria-keyshortcuts="s" href=${address('silences/new', {filter: equals('alertname', rule.name)})}>silence</a>`}
      <${Menu}><${Copy} name="link" shortcut="c" text=${() => fullAddress(path)} />
        ${rule && html`<${Copy} name="expression" text=${rule.expr} />${rule.yaml && html`<${Copy} name="YAML of the group"
          text=${rule.yaml} />`}`}</${Menu}>
    </${Heading}>
    <${Loaded} of=${loaded} subject="The rule">${rule && html`<${Rule} rule=${rule} range=${params.get('range') || '1h'} />`}</${Loaded}>`;
}

function Rule({rule, range}) {
  const {group} = rule;
  return html`
    ${rule.error && html`<div class="notice bad"><b>The last evaluation failed.</b> ${rule.error}</div>`}
    ${group.problem && html`<div class="notice bad"><b>The newest record of the group is not in force.</b> ${group.problem}</div>`}
    <${Expression} text=${rule.exprFormatted ?? rule.expr} />
    <${Facts} rows=${[
      ['state', rule.type === 'recording' ? 'recording rule' : html`<${State} state=${rule.state} />`],
      ['health', html`<${State} state=${rule.health} />`],
      ['group', `${group.namespace} › ${group.name}, every ${duration(group.intervalSeconds)}`],
      ['for', rule.forSeconds > 0 && duration(rule.forSeconds)],
      ['keep firing for', rule.keepFiringForSeconds > 0 && duration(rule.keepFiringForSeconds)],
      ['labels', Object.keys(rule.labels ?? {}).length > 0 && html`<${Labels} labels=${rule.labels} />`],
      ...Object.entries(rule.annotations ?? {}).map(([name, text]) => [name, html`<${SafeText} text=${text} />`]),
      ['data source', rule.dataSource],
      ['last tick', group.lastTick && html`<${Time} at=${group.lastTick} />`],
      ['cost', rule.costSeconds > 0 && milliseconds(rule.costSeconds)],
      ['reads', rule.reads?.length > 0 && html`<${Others} rules=${rule.reads} />`],
      ['read by', rule.readBy?.length > 0 && html`<${Others} rules=${rule.readBy} />`],
    ]} />
    ${!rule.dataSource && html`<h2>The expression in the last ${range}</h2><${RangeGraph} expr=${rule.expr} range=${range} />`}
    ${rule.activeAlerts?.length > 0 && html`<h2>Alerts <span class="count">${rule.activeAlertsTotal}</span></h2>
      <${AlertTable} name="alerts of the rule" alerts=${rule.activeAlerts} />`}
    ${rule.yaml && html`<h2>YAML of the group</h2><pre tabindex="0" role="region" aria-label="YAML of the group">${rule.yaml}</pre>`}`;
}

function Others({rules}) {
  return html`<ul class="plain">${rules.map((rule) => html`<li key=${pathOf(rule.namespace, rule.group, rule.index)}>
    <a href=${pathOf('rules', rule.namespace, rule.group, rule.index)}>${rule.name}</a></li>`)}</ul>`;
}
