/** The instances, their claims, the topics, and whether all instances found the same. */
import {html} from '../core/dom.js';
import {request, useData} from '../core/api.js';
import {duration, now} from '../core/time.js';
import {Clock, copy, Heading, Loaded, Menu, State, Table, Time} from '../parts/basics.js';
import {Lanes} from '../parts/charts.js';
import {Claims} from './notification.js';

const CLAIMS_SHOWN = 100;
const DIFFERENCES_SHOWN = 10;
const READY = {true: 'yes', false: 'no'};
const TONES = {sent: 'good', won: 'warn', released: 'warn', lapsed: 'bad', lost: 'quiet'};

export function ClusterPage() {
  const loaded = useData('members', ['members', 'rules']);
  const claims = useData(`claims?limit=${CLAIMS_SHOWN}`, ['sent', 'members']);
  const data = loaded.data;
  return html`
    <${Heading} title="Cluster" count=${data && `${data.members.filter((member) => member.live).length} of ${data.members.length} live`}>
      <${Menu}><button onClick=${copyDiagnosis}>copy diagnosis</button></${Menu}></${Heading}>
    <${Loaded} of=${loaded} subject="The cluster">${data && html`
      <${Members} members=${data.members} />
      <h2>Agreement</h2><${AgreementTable} agreement=${data.agreement} />`}</${Loaded}>
    <h2>Claims</h2>
    <${Loaded} of=${claims} subject="The claims">${claims.data && html`<${ClaimTimeline} claims=${claims.data.claims} />`}</${Loaded}>
    ${data?.topics && html`<h2>Topics</h2><${Topics} topics=${data.topics} />`}
    ${data && html`<h2>Records that could not be used <span class="count">${data.skipped?.length ?? 0}</span></h2><${Skipped}
      skipped=${data.skipped ?? []} />`}`;
}

function Members({members}) {
  const has = (name) => members.some((member) => member[name] !== undefined && member[name] !== null);
  const columns = ['state', 'instance', 'version', 'address', 'heartbeat:when', ...(has('ready') ? ['ready'] : []), 'notes'];
  return html`<${Table} name="instances" columns=${columns}>
    ${members.map((member) => html`<tr data-row key=${member.instance}><td class="state-cell"><${State}
      state=${member.live ? 'live' : 'gone'} /></td>
      <td><b>${member.instance}</b>${member.self && html` <span class="dim">serves this page</span>`}</td><td>${member.version}</td>
      <td>${/^https?:/i.test(member.address) ? html`<a href=${member.address} target="_blank"
        rel="noopener noreferrer">${member.address}</a>` : member.address}</td>
      <td class="when"><${Time} at=${member.heartbeatAt} /></td>${has('ready') && html`<td>${READY[member.ready] ?? ''}</td>`}
      <td>${[member.leaving && 'leaving', member.isolated && 'isolated'].filter(Boolean).join(', ')}</td></tr>`)}</${Table}>`;
}

function AgreementTable({agreement}) {
  const instances = agreement?.instances ?? [];
  const disagreements = agreement?.disagreements ?? [];
  if (instances.length === 0) {
    return html`<p class="empty">There is no other instance to compare with yet.</p>`;
  }
  return html`<p class="dim">Each instance evaluates all rules; this one compares what the others found at the same ticks.</p>
    <${Table} columns=${['result', 'instance', 'ticks agreed:number', 'differed:number', 'not comparable:number', 'compared up to:when']}>
    ${instances.map((one) => html`<tr data-row key=${one.instance}><td class="state-cell"><${State}
      state=${one.ticksDisagreed > 0 ? 'failed' : 'ok'} word=${one.ticksDisagreed > 0 ? 'differs' : 'agrees'} /></td>
      <td>${one.instance}</td><td class="number">${one.ticksAgreed}</td><td class="number">${one.ticksDisagreed}</td><td
        class="number">${one.ticksNotComparable}</td>
      <td class="when"><${Time} at=${one.comparedUpTo} /></td></tr>`)}</${Table}>
    ${disagreements.length > 0 && html`<h3>Differences</h3><${Table} columns=${['tick:when', 'instance', 'first group that differs']}>
      ${disagreements.slice(0, DIFFERENCES_SHOWN).map((one, index) => html`<tr data-row key=${index}>
        <td class="when"><${Clock} at=${one.tick} /></td>
        <td>${one.instance}</td><td>${one.group || 'unknown'}</td></tr>`)}</${Table}>`}`;
}

/** Claims as lanes of each instance: from the claim to its end. */
function ClaimTimeline({claims}) {
  if (claims.length === 0) {
    return html`<p class="empty">This instance has seen no claim since it started.</p>`;
  }
  const from = Math.min(...claims.map((claim) => Date.parse(claim.at)));
  const to = Math.max(...claims.map((claim) => Date.parse(claim.endedAt || claim.at)));
  const lanes = [...new Set(claims.map((claim) => claim.instance))].sort().map((name) => ({
    name,
    spans: claims.filter((claim) => claim.instance === name).map((claim) => ({
      from: Date.parse(claim.at), to: Date.parse(claim.endedAt || claim.at), tone: TONES[claim.outcome] ?? 'quiet',
      title: `${claim.outcome}: ${claim.slot?.receiver ?? ''}${claim.durationSeconds > 0 ? `, ${duration(claim.durationSeconds)}` : ''}`,
    })),
  }));
  return html`<${Lanes} lanes=${lanes} from=${from} to=${Math.max(to, from + 1_000, Math.min(now(), to + 1_000))}
    label="claims by instance; the table below has the same" />
    <${Claims} claims=${claims} />`;
}

function Topics({topics}) {
  return html`<${Table} columns=${['state', 'topic', 'partitions:number', 'cleanup', 'records:number', 'problem']}>
    ${topics.map((topic) => html`<tr data-row key=${topic.name}>
      <td class="state-cell"><${State} state=${topic.problem ? 'failed' : 'ok'} word=${topic.problem ? 'problem' : 'ok'} /></td>
      <td><code>${topic.name}</code></td>
      <td class="number">${topic.partitions}</td><td>${topic.cleanup}</td><td class="number">${topic.records ?? ''}</td><td
        class="wrap">${topic.problem}</td></tr>`)}</${Table}>`;
}

function Skipped({skipped}) {
  return skipped.length === 0 ? html`<p class="empty">None.</p>` : html`<${Table}
    columns=${['time:when', 'topic', 'offset:number', 'key', 'reason']}>${skipped.map((record) => html`<tr data-row
    key=${record.topic + record.offset}><td class="when"><${Clock} at=${record.time} /></td><td><code>${record.topic}</code></td><td
    class="number">${record.offset}</td>
      <td class="wrap"><code>${record.key}</code></td><td class="wrap">${record.reason}</td></tr>`)}</${Table}>`;
}

/** Facts for a report of a defect. They have no secrets. */
async function copyDiagnosis() {
  const names = ['summary', 'members', 'claims?limit=50', 'skipped-records', 'agreement'];
  const answers = await Promise.allSettled(names.map((name) => request(name)));
  const facts = Object.fromEntries(answers.map((answer, index) => [names[index], answer.value ?? String(answer.reason?.message)]));
  await copy(JSON.stringify(facts, null, 2), 'diagnosis');
}
