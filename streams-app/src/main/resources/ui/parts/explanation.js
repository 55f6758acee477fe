/** The explanation of whether an alert was told: the steps of each receiver, and where it stopped. */
import {html} from '../core/dom.js';
import {useData} from '../core/api.js';
import {pathOf} from '../core/router.js';
import {Clock, Loaded, State, Table} from './basics.js';

/** @param {{body: object, heading?: string}} props what POST /explain takes; the element of headings */
export function Explanation({body, heading = 'h3'}) {
  const loaded = useData('explain', ['alerts', 'silences', 'sent', 'config', 'members'], body);
  return html`<${Loaded} of=${loaded} subject="The explanation">${loaded.data
    && html`<${Answer} answer=${loaded.data} heading=${heading} />`}</${Loaded}>`;
}

function Answer({answer, heading}) {
  return html`<div class="explanation">
    <p><${State} state=${answer.told ? 'told' : 'stops'} word=${answer.told ? 'told' : 'not told'} /> <b>${answer.verdict}</b></p>
    ${answer.change && html`<p>To change that: ${answer.change}</p>`}
    ${(answer.notes ?? []).map((note) => html`<p key=${note} class="dim">${note}</p>`)}
    ${(answer.answers ?? []).map((one) => html`<section key=${`${one.receiver} ${one.integration}`}>
      <${heading}>${one.receiver || 'no receiver'}${one.integration && html` <span class="dim">${one.integration}</span>`}</${heading}>
      ${one.verdict && one.verdict !== answer.verdict && html`<p>${one.verdict}</p>`}
      <${Table} columns=${['step', 'result', 'because']}>
      ${one.steps.map((step, index) => html`<tr data-row key=${step.step + index}
        class=${step.result === 'notReached' ? 'dim' : step.result === 'stops' && !one.told ? 'stop' : undefined}>
        <td class="state-cell">${step.step}</td><td class="state-cell"><${State} state=${step.result} /></td>
        <td class="wrap">${step.text}<${Evidence} evidence=${step.evidence} /></td></tr>`)}</${Table}>
      ${one.change && one.change !== answer.change && html`<p>To change that: ${one.change}</p>`}
    </section>`)}
  </div>`;
}

/** The view of a fact, by its kind. */
const VIEWS = {
  alert: (id) => pathOf('alerts', id), silence: (id) => pathOf('silences', id), notification: (id) => pathOf('notifications', id),
  route: () => 'routing', interval: () => 'routing?tab=intervals', claim: () => 'cluster',
};

function Evidence({evidence}) {
  return evidence?.length > 0 && html`<ul class="plain dim">${evidence.map((one, index) => html`<li key=${index}>${
    VIEWS[one.kind] ? html`<a data-open href=${VIEWS[one.kind](one.id)}>${one.text}</a>` : one.text}${
    one.at && html` <${Clock} at=${one.at} />`}${one.offset > 0 && ` #${one.offset}`}</li>`)}</ul>`;
}
