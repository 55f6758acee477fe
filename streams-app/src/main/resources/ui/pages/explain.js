/** Why was an alert told, or not? For labels or a fingerprint, now or at a past moment. */
import {html} from '../core/dom.js';
import {parseMatcher} from '../core/matchers.js';
import {absolute as fullAddress, setParams} from '../core/router.js';
import {useSettings} from '../core/settings.js';
import {fromInput, toInput, zoneName} from '../core/time.js';
import {Copy, Heading, Menu} from '../parts/basics.js';
import {Explanation} from '../parts/explanation.js';
import {FilterBox, filtersOf, TextParam} from '../parts/filter.js';

export function ExplainPage({route: {params}}) {
  useSettings();
  const fingerprint = params.get('fingerprint') ?? '';
  const matchers = filtersOf(params).map(parseMatcher);
  const others = matchers.filter((matcher) => !matcher || matcher.isRegex || !matcher.isEqual);
  const labels = Object.fromEntries(matchers.filter(Boolean).map((matcher) => [matcher.name, matcher.value]));
  const at = params.get('at') ?? '';
  const body = {...(fingerprint ? {fingerprint} : {labels}), ...(params.get('receiver') ? {receiver: params.get('receiver')} : {}),
    ...(at ? {at} : {})};
  return html`
    <${Heading} title="Why was it told, or not?"><${Menu}><${Copy} name="link" shortcut="c" text=${() => fullAddress(location.href)} />
      </${Menu}></${Heading}>
    <div class="filterline"><${FilterBox} placeholder='labels of the alert: alertname="CpuBusy"' />
      ${fingerprint && html`<button class="token" onClick=${() => setParams({fingerprint: undefined})}>alert ${fingerprint} ×</button>`}
      <${TextParam} name="receiver" label="receiver" size="12" />
      <label class="choice">at (${zoneName()}) <input type="datetime-local" value=${at ? toInput(at) : ''}
        onChange=${(event) => setParams({at: event.target.value ? new Date(fromInput(event.target.value)).toISOString() : undefined})} />
        </label>
      ${at && html`<button onClick=${() => setParams({at: undefined})}>now</button>`}</div>
    ${others.length > 0 && html`
      <div class="notice warn">Only equal labels describe one alert; matchers with other operators are left out.</div>`}
    ${fingerprint || Object.keys(labels).length > 0 ? html`<${Explanation} body=${body} heading="h2" />` : html`<div class="empty">
      <p>Name the labels of an alert, or press <kbd>e</kbd> on one in <a href="alerts">the list</a>.</p>
      <p class="dim">The answer follows it from its rule to the receiver, and says where it stopped and what would have to change.</p>
        </div>`}`;
}
