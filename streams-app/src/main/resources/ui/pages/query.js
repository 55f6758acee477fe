/** Queries: an expression, its result as a table, its graph. Prometheus's parameters are understood. */
import {html, useEffect, useRef, useState} from '../core/dom.js';
import {request} from '../core/api.js';
import {queryParams} from '../core/legacy.js';
import {absolute as fullAddress, setParams, withParams} from '../core/router.js';
import {useSettings} from '../core/settings.js';
import {absolute, parseDuration} from '../core/time.js';
import {formatValue} from '../parts/alert-rows.js';
import {Copy, Failure, Heading, Labels, Menu, Table} from '../parts/basics.js';
import {Tokens, useTokens} from '../parts/expression.js';
import {RangeGraph} from '../parts/graph.js';

const ROWS_SHOWN = 500;

export function QueryPage({route: {params}}) {
  const {expr, range, end, step, tab} = queryParams(params);
  const [text, setText] = useState(expr);
  const [version, setVersion] = useState(0);
  useEffect(() => setText(expr), [expr]);
  const isRange = parseDuration(range) > 0;
  const run = (event) => {
    event?.preventDefault();
    const prometheus = [...params.keys()].filter((name) => name.startsWith('g0.'));
    setParams({...Object.fromEntries(prometheus.map((name) => [name, undefined])), expr: text, range, end, step, tab});
    setVersion(version + 1);
  };
  return html`
    <${Heading} title="Query"><${Menu}><${Copy} name="link" shortcut="c" text=${() => fullAddress(location.href)} />
      <${Copy} name="rule" text=${() => ruleOf(text)}>copy as rule</${Copy}></${Menu}></${Heading}>
    <form class="query" onSubmit=${run}><${Editor} text=${text} onChange=${setText} onRun=${run} /><button class="strong">run</button>
      </form>
    <div class="filterline"><nav class="tabs" aria-label="result">${[['table', 'table'], ['graph', 'graph']].map(([name, word]) => html`
        <a key=${name} href=${withParams({tab: name, expr, 'g0.tab': undefined})}
          aria-current=${tab === name ? 'page' : undefined}>${word}</a>`)}</nav>
      <label class="choice">range <input size="6" value=${range} aria-invalid=${!isRange}
        onChange=${(event) => setParams({range: event.target.value, 'g0.range_input': undefined})} /></label>
      <label class="choice">time <input size="22" value=${end} placeholder="now"
        onChange=${(event) => setParams({end: event.target.value, 'g0.end_input': undefined, 'g0.moment_input': undefined})} /></label>
      ${tab === 'graph' && html`<label class="choice">step <input size="6" value=${step} placeholder="auto"
        onChange=${(event) => setParams({step: event.target.value, 'g0.step_input': undefined})} /></label>`}</div>
    ${expr.trim() === ''
      ? html`<p class="empty">
        Type an expression, such as <code>up == 0</code>. Suggestions come with Ctrl+Space, the result with Enter.</p>`
      : tab === 'graph' ? html`<${RangeGraph} expr=${expr} range=${range} end=${timeOf(end)} step=${step} version=${version} />`
      : html`<${ResultTable} expr=${expr} time=${timeOf(end)} version=${version} />`}`;
}

// Prometheus writes times as `2026-01-02 15:04:05`, in UTC.
function timeOf(text) {
  return /^\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)?$/.test(text) ? `${text.replace(' ', 'T')}Z` : text;
}

function ruleOf(expr) {
  return `groups:\n  - name: example\n    rules:\n      - alert: Example\n        expr: ${JSON.stringify(expr)}\n        for: 5m\n`;
}

/** A text area over the same text in colours. */
function Editor({text, onChange, onRun}) {
  const area = useRef(null);
  const {errors} = useTokens(text);
  const [candidates, setCandidates] = useState(null);
  const complete = async () => {
    const position = area.current.selectionStart;
    try {
      const found = await request(`completion?query=${encodeURIComponent(text)}&position=${position}`);
      setCandidates(found.candidates.length > 0 ? {...found, position} : null);
    } catch {
      setCandidates(null);
    }
  };
  const choose = (candidate) => {
    onChange(text.slice(0, candidates.from) + candidate.text + text.slice(candidates.position));
    setCandidates(null);
    area.current.focus();
  };
  const keyDown = (event) => {
    if (event.key === 'Enter' && !event.shiftKey) {
      onRun(event);
    } else if (event.key === ' ' && event.ctrlKey) {
      event.preventDefault();
      complete();
    } else if (event.key === 'Escape' && candidates) {
      event.stopPropagation();
      setCandidates(null);
    } else if (event.key === 'ArrowDown' && candidates) {
      event.preventDefault();
      area.current.parentElement.querySelector('.candidates button')?.focus();
    }
  };
  return html`<div class="editor"><pre aria-hidden="true"><${Tokens} text=${text} />${'\n'}</pre>
    <textarea ref=${area} rows=${Math.max(2, text.split('\n').length)} value=${text} aria-label="PromQL expression"
      aria-keyshortcuts="/" spellcheck=${false} autocapitalize="off"
      onInput=${(event) => (onChange(event.target.value), setCandidates(null))} onKeyDown=${keyDown} />
    ${errors.length > 0 && html`<p class="state bad" role="status">
      ✗ ${errors[0].position > 0 ? `at ${errors[0].position}: ` : ''}${errors[0].message}</p>`}
    ${candidates && html`<ul class="candidates plain" role="group" aria-label="suggestions">${
      candidates.candidates.slice(0, 30).map((candidate) => html`<li key=${candidate.text}>
      <button type="button" onClick=${() => choose(candidate)} onKeyDown=${moveFocus}><code>${candidate.text}</code> <span
        class="dim">${candidate.type} ${candidate.help}</span></button></li>`)}</ul>`}</div>`;
}

function moveFocus(event) {
  const next = {ArrowDown: 'nextElementSibling', ArrowUp: 'previousElementSibling'}[event.key];
  if (next) {
    event.preventDefault();
    event.currentTarget.parentElement[next]?.querySelector('button').focus();
  }
}

function ResultTable({expr, time, version}) {
  useSettings();
  const [state, setState] = useState({});
  useEffect(() => {
    const abort = new AbortController();
    const startedAt = performance.now();
    request(`../api/v1/query?${new URLSearchParams({query: expr, ...(time ? {time} : {})})}`, {signal: abort.signal}).then(
      (data) => setState({data, took: performance.now() - startedAt}), (error) => error.name !== 'AbortError' && setState({error}));
    return () => abort.abort();
  }, [expr, time, version]);
  if (state.error) {
    return html`<${Failure} error=${state.error} subject="The result" />`;
  }
  if (!state.data) {
    return html`<p class="loading" role="status">Loading…</p>`;
  }
  const {resultType, result} = state.data;
  const rows = resultType === 'scalar' || resultType === 'string' ? [{metric: {}, value: result}] : result;
  return html`<p class="dim" aria-live="polite">${rows.length} series, ${Math.round(state.took)} ms</p>
    ${rows.length === 0 ? html`<p class="empty">The result is empty.</p>` : html`<${Table}
      columns=${['series', 'value:number']}>${rows.slice(0, ROWS_SHOWN).map((row, index) => html`<tr data-row key=${index}><td
      class="wrap"><${Series} metric=${row.metric} /></td><td class="number keep">${valueOf(row)}</td></tr>`)}</${Table}>`}
    ${rows.length > ROWS_SHOWN && html`<p class="dim">${rows.length - ROWS_SHOWN} more series.</p>`}`;
}

function Series({metric}) {
  const {__name__: name, ...labels} = metric ?? {};
  return html`<span class="mono">${name}</span> <${Labels} labels=${labels} />`;
}

function valueOf(row) {
  if (row.value) {
    return html`<span title=${`${row.value[1]} at ${absolute(row.value[0] * 1000)}`}>${formatValue(row.value[1])}</span>`;
  }
  if (row.values) {
    return row.values.slice(-10).map(([at, value]) => html`<div key=${at}>${formatValue(value)} <span
      class="dim">@ ${absolute(at * 1000, {withDate: false})}</span></div>`);
  }
  return row.histogram ? `histogram: count ${row.histogram[1].count}, sum ${row.histogram[1].sum}` : '';
}
