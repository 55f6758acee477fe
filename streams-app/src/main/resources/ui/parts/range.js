/** The stretch of time of a page: the last hours or days, or two times. */
import {html} from '../core/dom.js';
import {current, setParams} from '../core/router.js';
import {useSettings} from '../core/settings.js';
import {fromInput, now, parseDuration, toInput} from '../core/time.js';

const RANGES = ['1h', '6h', '24h', '3d', '7d'];
/** Starts of ranges are rounded, so that a page that loads again asks for the same. */
const ROUNDED_MS = 60_000;

/**
 * @param {URLSearchParams} params
 * @returns {{from: string, to: string}} ISO-8601; `to` is empty for now
 */
export function rangeOf(params, byDefault) {
  if (params.get('from')) {
    return {from: params.get('from'), to: params.get('to') ?? ''};
  }
  const seconds = parseDuration(params.get('range') || byDefault) || parseDuration(byDefault);
  const from = Math.floor((now() - seconds * 1000) / ROUNDED_MS) * ROUNDED_MS;
  return {from: new Date(from).toISOString(), to: ''};
}

export function RangeParams({byDefault}) {
  useSettings();
  const {params} = current();
  const isFixed = params.has('from');
  const value = isFixed ? 'fixed' : params.get('range') || byDefault;
  const {from, to} = rangeOf(params, byDefault);
  const choose = (event) => setParams(event.target.value === 'fixed'
    ? {from, to: new Date(now()).toISOString(), range: undefined}
    : {range: event.target.value === byDefault ? undefined : event.target.value, from: undefined, to: undefined});
  const set = (name) => (event) => {
    const at = fromInput(event.target.value);
    if (Number.isFinite(at)) {
      setParams({[name]: new Date(at).toISOString()});
    }
  };
  return html`<label class="choice">last <select value=${value} onChange=${choose}>${
    [...RANGES, 'fixed'].map((range) => html`
    <option key=${range} value=${range}
      selected=${range === value}>${range === 'fixed' ? 'from … to' : range}</option>`)}</select></label>
    ${isFixed && html`<label class="choice">from <input type="datetime-local" value=${toInput(from)} onChange=${set('from')} /></label>
    <label class="choice">to <input type="datetime-local" value=${to ? toInput(to) : ''} onChange=${set('to')} /></label>`}`;
}
