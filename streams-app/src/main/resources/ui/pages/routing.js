/** The routing tree with a tester, receivers and their health, inhibition, time intervals, and the configuration. */
import {html, useState} from '../core/dom.js';
import {post, useData} from '../core/api.js';
import {address, withParams} from '../core/router.js';
import {duration} from '../core/time.js';
import {Clock, Copy, Heading, Labels, Loaded, Menu, say, State, Table, Time} from '../parts/basics.js';
import {TextParam} from '../parts/filter.js';

const TABS = [['', 'routes'], ['receivers', 'receivers'], ['inhibition', 'inhibition'], ['intervals', 'time intervals'], ['config',
  'configuration']];

export function RoutingPage({route: {params}}) {
  const labels = params.get('labels') ?? '';
  const tab = params.get('tab') ?? '';
  const loaded = useData(address('routing', {labels}), ['config', 'alerts', 'sent']);
  const data = loaded.data;
  return html`
    <${Heading} title="Routing"><${Menu}>${data?.config && html`<${Copy} name="configuration" text=${data.config} />`}</${Menu}>
      </${Heading}>
    <nav class="tabs" aria-label="parts of the configuration">${TABS.map(([name, text]) => html`<a key=${name}
      href=${withParams({tab: name})} aria-current=${tab === name ? 'page' : undefined}>${text}</a>`)}</nav>
    <${Loaded} of=${loaded} subject="The configuration">${data && html`
      ${data.problem && html`<div class="notice bad"><b>The newest configuration is not in force.</b> ${data.problem}</div>`}
      ${tab === '' && html`<${Routes} data=${data} />`}
      ${tab === 'receivers' && html`<${Receivers} receivers=${data.receivers ?? []} />`}
      ${tab === 'inhibition' && html`<${Inhibition} rules=${data.inhibition ?? []} />`}
      ${tab === 'intervals' && html`<${Intervals} intervals=${data.intervals ?? []} />`}
      ${tab === 'config' && html`<p class="dim">Version ${data.version}${data.appliedAt && html`, in force since <${Clock}
        at=${data.appliedAt} />`}. Secrets are hidden.</p>
        <pre tabindex="0" role="region" aria-label="configuration">${data.config}</pre>`}`}</${Loaded}>`;
}

function Routes({data}) {
  const routes = flatten(data.tree, 0);
  const names = new Map(routes.map(({node}) => [node.id, (node.matchers ?? []).join(', ') || 'an earlier route']));
  return html`<div class="filterline"><${TextParam} name="labels" label="labels to test"
    placeholder="test: severity=critical, team=a" shortcut="/" size="48" />
      ${data.test && html`<${TestResult} receivers=${data.test.receivers} />`}</div>
    <${Table} name="routing tree" columns=${['route', 'receiver', 'group by', 'wait, interval, repeat', 'groups:number', 'alerts:number',
      'notes']}>${routes.map((route) => html`<${Route} key=${route.node.id} ...${route} names=${names} />`)}</${Table}>`;
}

function TestResult({receivers}) {
  return html`<span aria-live="polite">${receivers.length === 0 ? 'no receiver' : 'goes to '}${receivers.map((one, index) => html`
    <span key=${index}><b>${one.receiver}</b> <${Labels} labels=${one.groupLabels} /> </span>`)}</span>`;
}

function flatten(node, depth) {
  return node ? [{node, depth}, ...(node.routes ?? []).flatMap((child) => flatten(child, depth + 1))] : [];
}

const RESULTS = {matched: ['✓', 'good'], notMatched: ['✗', 'quiet'], notReached: ['○', 'quiet']};

/** @param {{node: any, depth: number, names: Map<string, string>}} props the text of each route by its id */
function Route({node, depth, names}) {
  const result = node.result?.result;
  const [mark, tone] = RESULTS[result] ?? ['', ''];
  const inherited = (name) => ((node.inherited ?? []).includes(name) ? 'dim' : undefined);
  const matchers = node.result?.matchers ?? (node.matchers ?? []).map((text) => ({text}));
  return html`<tr data-row class=${result === 'matched' ? 'lit' : result ? 'dim' : undefined}>
    <td class="wrap"><span class=${`depth d${Math.min(depth, 8)}`}>${mark && html`<span class=${`state ${tone}`}
      title=${result}>${mark}</span> `}${matchers.length > 0
      ? matchers.map((matcher) => html`<${Matcher} key=${matcher.text} ...${matcher} />`)
      : depth === 0 ? 'all alerts' : 'all of the parent'}</span></td>
    <td class=${inherited('receiver')}>${node.receiver}</td>
    <td class=${inherited('groupBy')}>${(node.groupBy ?? []).join(', ') || 'nothing'}</td>
    <td><span class=${inherited('groupWaitSeconds')}>${duration(node.groupWaitSeconds)}</span>, <span
      class=${inherited('groupIntervalSeconds')}>${duration(node.groupIntervalSeconds)}</span>, <span
      class=${inherited('repeatIntervalSeconds')}>${duration(node.repeatIntervalSeconds)}</span></td>
    <td class="number">${node.groups || ''}</td><td class="number">${node.alerts ? html`<a
      href=${address('alerts', {receiver: node.receiver})}>${node.alerts}</a>` : ''}</td>
    <td class="wrap">${node.continue && 'continue '}${(node.muteIntervals ?? []).length > 0
      && `muted in ${node.muteIntervals.join(', ')} `}${
      (node.activeIntervals ?? []).length > 0 && `active in ${node.activeIntervals.join(', ')} `}${
      (node.mutedNow ?? []).length > 0 && html`<span class="state quiet">☾ muted now</span> `}${
      node.shadowedBy && html`<span class="state warn">unreachable: ${names.get(node.shadowedBy)} takes all</span>`}</td></tr>`;
}

/** A matcher; struck out if the tested labels do not match it. */
function Matcher({text, matches}) {
  return matches === false
    ? html`<code class="not">${text}<span class="hidden"> does not match</span></code> `
    : html`<code>${text}</code> `;
}

const RECEIVER_COLUMNS = ['state', 'receiver', 'integration', 'last ok:when', 'last error:when', 'sent 1 h:number',
  'failed 1 h:number', 'error', '(actions)'];

function Receivers({receivers}) {
  return html`<${Table} columns=${RECEIVER_COLUMNS}>${receivers.flatMap((receiver) => receiver.integrations.length === 0
      ? [html`<tr data-row key=${receiver.name}><td></td><td>${receiver.name}</td><td colspan="7"
        class="dim">none: alerts of this receiver are told to nobody</td></tr>`]
      : receiver.integrations.map((one) => html`<${Integration} key=${receiver.name + one.integration + one.index}
        receiver=${receiver} one=${one} />`))}</${Table}>`;
}

function Integration({receiver, one}) {
  const isFailing = one.lastError && (!one.lastOk || one.lastError > one.lastOk);
  return html`<tr data-row><td class="state-cell"><${State} state=${isFailing ? 'failed' : one.lastOk ? 'ok' : 'unknown'} /></td>
    <td><a data-open href=${address('notifications', {receiver: receiver.name})}>${receiver.name}</a></td>
      <td>${one.integration} <span class="dim">${one.index}</span></td>
    <td class="when"><${Time} at=${one.lastOk} empty="never" /></td><td class="when"><${Time} at=${one.lastError} /></td><td
      class="number">${one.sent1h}</td><td class="number">${one.failures1h}</td>
    <td class="wrap">${one.error}</td><td class="row-actions"><${Test} receiver=${receiver.name} one=${one} /></td></tr>`;
}

function Test({receiver, one}) {
  const [isRunning, setRunning] = useState(false);
  const run = async () => {
    setRunning(true);
    try {
      const {results} = await post('receivers/test', {receiver, integration: one.integration, index: one.index});
      const failed = results.filter((result) => !result.ok);
      say(failed.length === 0 ? `The test message was sent to ${receiver}.` : `The test message failed: ${failed[0].error}`,
        failed.length === 0 ? 'good' : 'bad');
    } catch (error) {
      say(`The test message was not sent: ${error.message}`, 'bad');
    }
    setRunning(false);
  };
  return html`<button disabled=${isRunning} onClick=${run} title="sends a marked test message; it is in the audit">test</button>`;
}

function Inhibition({rules}) {
  return rules.length === 0 ? html`<p class="empty">The configuration has no inhibition rules.</p>` : html`<${Table}
    columns=${['sources', 'targets', 'equal', 'pairs now:number', 'examples']}>${rules.map((rule, index) => html`<tr data-row key=${index}>
    <td class="wrap"><code>${rule.source.join(', ')}</code></td><td class="wrap"><code>${rule.target.join(', ')}</code></td>
      <td>${rule.equal.join(', ')}</td><td class="number">${rule.pairs}</td>
    <td class="wrap">${(rule.examples ?? []).map((pair) => html`<span key=${pair.source + pair.target}><a
      href=${`alerts/${pair.source}`}>${pair.source.slice(0, 8)}</a> inhibits <a
      href=${`alerts/${pair.target}`}>${pair.target.slice(0, 8)}</a> </span>`)}</td></tr>`)}</${Table}>`;
}

function Intervals({intervals}) {
  return intervals.length === 0 ? html`<p class="empty">The configuration has no time intervals.</p>` : html`<${Table}
    columns=${['interval', 'now', 'until']}>${intervals.map((one) => html`<tr data-row key=${one.name}><td>${one.name}</td>
    <td>${one.activeNow ? '● inside' : '○ outside'}</td><td><${Clock} at=${one.until} /></td></tr>`)}</${Table}>`;
}
