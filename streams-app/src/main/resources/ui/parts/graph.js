/** Graphs of series with uPlot, which loads where a graph is shown first. */
import {html, useEffect, useLayoutEffect, useRef, useState} from '../core/dom.js';
import {request} from '../core/api.js';
import {useSettings} from '../core/settings.js';
import {absolute, now, parseDuration} from '../core/time.js';
import {Failure} from './basics.js';
import {formatValue} from './alert-rows.js';

const SERIES_SHOWN = 30;
const POINTS = 250;
const COLOURS = 10;
let plotLibrary = null;

/** Loads uPlot, which is a classic script with one global name. */
function loadPlot() {
  plotLibrary ??= new Promise((resolve, reject) => {
    const addresses = JSON.parse(document.querySelector('script[type=importmap]').textContent).imports;
    const style = document.createElement('link');
    style.rel = 'stylesheet';
    style.href = addresses['uplot.css'];
    const script = document.createElement('script');
    script.src = addresses.uplot;
    script.onload = () => resolve(window.uPlot);
    script.onerror = () => reject(new Error('The library of graphs could not be loaded'));
    document.head.append(style, script);
  });
  return plotLibrary;
}

/** @returns {{from: number, to: number, step: number}} in seconds */
export function graphRange(range, end, step) {
  const seconds = parseDuration(range) || 3_600;
  const to = end ? Date.parse(end) / 1000 || Number(end) : now() / 1000;
  const asked = parseDuration(step ?? '') || Number(step);
  const width = asked > 0 ? asked : Math.max(1, Math.ceil(seconds / POINTS));
  return {from: to - seconds, to, step: Math.max(width, seconds / 10_000)};
}

/** Loads and draws an expression over a range of time. */
export function RangeGraph({expr, range = '1h', end = '', step = '', version = 0}) {
  const [state, setState] = useState({});
  useEffect(() => {
    if (!expr.trim()) {
      return undefined;
    }
    const abort = new AbortController();
    const {from, to, step: width} = graphRange(range, end, step);
    const query = new URLSearchParams({query: expr, start: from.toFixed(3), end: to.toFixed(3), step: String(width)});
    request(`../api/v1/query_range?${query}`, {signal: abort.signal}).then(
      (data) => setState({data, from, to, step: width}), (error) => error.name !== 'AbortError' && setState((before) => ({...before,
        error})));
    return () => abort.abort();
  }, [expr, range, end, step, version]);
  if (state.error) {
    return html`<${Failure} error=${state.error} subject="The graph" />`;
  }
  return state.data ? html`<${Plot} ...${state} />` : html`<p class="loading plot-place" role="status">Loading…</p>`;
}

/** The values of all series at the same times, as uPlot wants them. */
function columns(series, from, to, step) {
  const times = [];
  for (let at = 0; from + at * step <= to + step / 2; at++) {
    times.push(from + at * step);
  }
  const rows = series.map(({values = []}) => {
    const row = new Array(times.length).fill(null);
    for (const [at, value] of values) {
      row[Math.round((at - from) / step)] = Number.isFinite(Number(value)) ? Number(value) : null;
    }
    return row;
  });
  return [times, ...rows];
}

export function seriesName(metric) {
  const {__name__: name = '', ...labels} = metric;
  const text = Object.entries(labels).map(([label, value]) => `${label}="${value}"`).join(', ');
  return text ? `${name}{${text}}` : name || '{}';
}

/** The colour that a variable has in the present theme. */
function computedColour(element, name) {
  element.style.color = `var(${name})`;
  const {color} = getComputedStyle(element);
  element.style.color = '';
  return color;
}

function Plot({data, from, to, step}) {
  const place = useRef(null);
  const {theme} = useSettings();
  const [failure, setFailure] = useState(null);
  const series = (data.result ?? []).slice(0, SERIES_SHOWN);
  useLayoutEffect(() => {
    let plot = null;
    let isGone = false;
    const resize = () => plot?.setSize({width: place.current.clientWidth, height: 260});
    loadPlot().then((UPlot) => {
      if (isGone) {
        return;
      }
      const colour = (name) => computedColour(place.current, name);
      const axis = {stroke: colour('--plot-text'), grid: {stroke: colour('--plot-grid'), width: 1}, ticks: {stroke: colour('--plot-grid')}};
      plot = new UPlot({
        width: place.current.clientWidth, height: 260, legend: {show: false}, cursor: {y: false},
        axes: [{...axis, values: (_, at) => at.map((second) => absolute(second * 1000,
          {withDate: to - from > 86_400}).slice(to - from > 86_400 ? 5 : 0, to - from > 86_400 ? 16 : 8))},
          {...axis, size: 64, values: (_, at) => at.map(formatValue)}],
        series: [{}, ...series.map((one, index) => ({label: seriesName(one.metric), stroke: colour(`--plot-${index % COLOURS}`),
          width: 1.5, points: {show: false}}))],
      }, columns(series, from, to, step), place.current);
      addEventListener('resize', resize);
    }, setFailure);
    return () => {
      isGone = true;
      removeEventListener('resize', resize);
      plot?.destroy();
    };
  }, [data, theme]);
  const count = data.result?.length ?? 0;
  return html`<${Failure} error=${failure} subject="The graph" />
    <div class="plot plot-place" ref=${place} role="img" aria-label=${`graph of ${count} series; their last values are below`}></div>
    ${count === 0 && html`<p class="empty">No series in this time.</p>`}
    <ul class="plain legend">${series.map((one, index) => html`<li key=${index}><span class=${`swatch c${index % COLOURS}`}
      aria-hidden="true"></span><code>${seriesName(one.metric)}</code>
      <span class="dim"> ${formatValue(one.values?.[one.values.length - 1]?.[1])}</span></li>`)}</ul>
    ${count > SERIES_SHOWN && html`<p class="dim">${count - SERIES_SHOWN} more series are not drawn.</p>`}`;
}
