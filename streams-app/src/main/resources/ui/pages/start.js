/** First steps, each ticked once the cluster has what it makes. */
import {html} from '../core/dom.js';
import {instanceUrl, useData} from '../core/api.js';
import {Copy, Heading, Loaded, State} from '../parts/basics.js';

function steps(url) {
  return [
    ['rules', 'Apply rules', 'Prometheus rule files, as they are.', './tocsin rules apply examples/rules.yml'],
    ['config', 'Apply routes and receivers', 'Your alertmanager.yml, as it is.', './tocsin config apply examples/alertmanager.yml'],
    ['samples', 'Send samples', 'With remote_write of Prometheus or an agent, to any instance.',
      `remote_write:\n  - url: ${url}/api/v1/write`],
    ['alerts', 'See an alert', 'A rule that fires, or an alert that is posted.',
      `curl -X POST -H 'Content-Type: application/json' ${url}/api/v2/alerts -d '[{"labels":{"alertname":"FirstSteps"}}]'`],
  ];
}

export function StartPage() {
  const loaded = useData('summary', ['alerts', 'rules', 'config', 'members']);
  const done = loaded.data?.firstSteps ?? {};
  return html`<${Heading} title="First steps" />
    <${Loaded} of=${loaded} subject="The state of the cluster">${loaded.data && html`<ol
      class="steps">${steps(instanceUrl()).map(([name, title, text, command]) => html`
      <li key=${name}><h2>${title} <${State} state=${done[name] ? 'ok' : 'inactive'} word=${done[name] ? 'done' : 'not yet'} /></h2>
        <p>${text}</p>
        <div class="command"><pre tabindex="0">${command}</pre><${Copy} name="command" text=${command}>copy</${Copy}></div></li>`)}</ol>
      ${Object.values(done).every(Boolean) && html`<p>All done. <a href="alerts">To the alerts</a></p>`}`}</${Loaded}>`;
}
