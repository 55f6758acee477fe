/** Checks rules while they are typed, and shows what would fire or resolve if they were in force now. */
import {html, useState} from '../core/dom.js';
import {post, useData} from '../core/api.js';
import {Failure, Heading, Labels, Loaded, State, Table, useDebounced} from '../parts/basics.js';

const EXAMPLE = `groups:
  - name: example
    rules:
      - alert: CpuBusy
        expr: cpu_usage > 0.9
        for: 10s
`;

export function RulesCheckPage() {
  const [text, setText] = useState(EXAMPLE);
  const [dryRun, setDryRun] = useState({});
  const settled = useDebounced(text, 400);
  const checked = useData('rules/check', [], settled);
  const run = async () => {
    try {
      setDryRun({data: await post('rules/dryrun', text, {type: 'application/yaml'})});
    } catch (error) {
      setDryRun({error});
    }
  };
  return html`<${Heading} title="Check rules"><button class="strong" onClick=${run}>dry run</button></${Heading}>
    <div class="split even"><textarea class="code" rows="30" aria-label="rules as YAML" spellcheck=${false} value=${text}
      onInput=${(event) => setText(event.target.value)} />
    <div><h2>Check</h2><${Loaded} of=${checked} subject="The result">${checked.data && html`<${Problems}
      data=${checked.data} />`}</${Loaded}>
      <h2>Dry run</h2><${Failure} error=${dryRun.error} subject="The dry run" />${dryRun.data ? html`<${Changes}
        changes=${dryRun.data.changes ?? []} />`
        : html`<p class="dim">It compares the rules with those in force, and evaluates the changed ones once, without effect.</p>`}
      <p class="dim">To apply them: <code>./tocsin rules apply FILE</code></p></div></div>`;
}

function Problems({data}) {
  return data.problems.length === 0 ? html`<p><${State} state="ok" word=${`${data.rules} rules in ${data.groups} groups are valid`} /></p>`
    : html`<${Table} columns=${['line:number', 'problem']}>${data.problems.map((problem, index) => html`
      <tr data-row key=${index}><td class="number">${problem.line || ''}</td><td class="wrap">${problem.message}</td></tr>`)}</${Table}>`;
}

function Changes({changes}) {
  return html`<${Table} columns=${['rule', 'change', 'fires now', 'resolves now']}>
    ${changes.map((change, index) => html`<tr data-row key=${index}><td>${change.group} › ${change.rule}</td><td>${change.kind}</td>
      <td class="wrap"><${Rows} rows=${change.firesNow} /></td><td class="wrap"><${Rows} rows=${change.resolvesNow} /></td>
        </tr>`)}</${Table}>`;
}

function Rows({rows}) {
  return (rows ?? []).map((row, index) => html`<div key=${index}><${Labels} labels=${row.labels ?? row} /></div>`);
}
