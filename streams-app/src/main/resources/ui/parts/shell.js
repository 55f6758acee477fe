/** The frame of all pages: navigation, state of the cluster, banners, footer. */
import {html, useEffect, useState} from '../core/dom.js';
import {useData} from '../core/api.js';
import {SHEET} from '../core/keys.js';
import {togglePause, useLive} from '../core/live.js';
import {nextTheme, setSetting, toggleZone, useSettings} from '../core/settings.js';
import {setSummary} from '../core/summary.js';
import {absolute, short, zoneName} from '../core/time.js';
import {count as formatCount, Dialog, Messages, sentence} from './basics.js';

export function Shell({page, children}) {
  const loaded = useData('summary', ['alerts', 'silences', 'members', 'rules', 'config', 'sent']);
  const [isSheetOpen, setSheetOpen] = useState(false);
  const firing = loaded.data?.alerts?.active ?? 0;
  useEffect(() => setSummary(loaded.data), [loaded.data]);
  useEffect(() => setIcon(firing), [firing]);
  return html`
    <a class="skip" href="#main" onClick=${skip}>skip to the content</a>
    <${TopBar} page=${page} summary=${loaded.data} error=${loaded.error} onSheet=${() => setSheetOpen(true)} />
    <${Banners} loaded=${loaded} />
    <main id="main" tabindex="-1">${children}</main>
    <${Footer} summary=${loaded.data} />
    <${Messages} />
    ${isSheetOpen && html`<${Sheet} onClose=${() => setSheetOpen(false)} />`}`;
}

// With a base address, a link to a part of the page would lead away from it.
function skip(event) {
  event.preventDefault();
  document.getElementById('main').focus();
}

const NAV = [
  ['alerts', 'Alerts', (summary) => summary.alerts?.active],
  ['rules', 'Rules'],
  ['silences', 'Silences', (summary) => summary.silences?.active],
  ['notifications', 'Notifications'],
  ['routing', 'Routing'],
  ['query', 'Query'],
  ['cluster', 'Cluster'],
  ['explain', 'Explain'],
  ['history', 'History'],
  ['audit', 'Audit'],
];

function TopBar({page, summary, error, onSheet}) {
  const {theme, zone} = useSettings();
  return html`<header class="top">
    <a class="product" href="alerts">Tocsin</a>
    <${ClusterState} summary=${summary} error=${error} />
    <nav aria-label="pages">${NAV.map(([path, name, count]) => html`
      <a key=${path} href=${path} aria-current=${page === path ? 'page' : undefined}>${name}${
        summary && count?.(summary) > 0 && html` <span class="number">${formatCount(count(summary))}</span>`}</a>`)}</nav>
    <div class="actions">
      <button aria-keyshortcuts="u" onClick=${toggleZone} title="times in the local zone or in UTC">${zone === 'utc' ? 'UTC'
        : `local, ${zoneName()}`}</button>
      <button aria-keyshortcuts="t" onClick=${nextTheme} title="colours: those of the system, light, dark">${theme}</button>
      <button aria-keyshortcuts="?" onClick=${onSheet} title="shortcuts and settings" aria-label="shortcuts and settings">?</button>
      ${summary?.user?.name && html`<span class="user" title=${(summary.user.roles ?? []).join(', ')}>${summary.user.name}</span>`}
    </div>
  </header>`;
}

function ClusterState({summary, error}) {
  if (error || !summary) {
    return html`<a class="cluster" href="cluster">
      <span class=${`state ${error ? 'bad' : 'quiet'}`}>${error ? '✗ no answer' : '…'}</span></a>`;
  }
  const {live, all} = summary.members ?? {};
  const isSound = summary.ready && !summary.isolated && live === all && !summary.receiversFailing;
  const count = summary.receiversFailing;
  const failing = count > 0 && `, ${count} ${count > 1 ? 'receivers fail' : 'receiver fails'}`;
  return html`<a class="cluster" href="cluster"><span class=${`state ${isSound ? 'good' : 'bad'}`}>
    ${isSound ? '✓' : '✗'} ${live} of ${all} live${failing && html`<span class="detail">${failing}</span>`}</span></a>`;
}

/** Everything that makes the page less than true or whole, as sentences. */
function Banners({loaded: {data, error}}) {
  const live = useLive();
  const sentences = [];
  if (error) {
    sentences.push([error.status === 401 || error.status === 403 ? error.message
      : `The instance does not answer as it should: ${sentence(error.message)} What is shown may be old.`, 'bad']);
  }
  if (data && !data.ready) {
    const reasons = (data.notReady ?? []).join('; ');
    sentences.push([`The instance ${data.instance} is not ready: ${reasons}. What is shown may not be complete.`, 'bad']);
  }
  if (data?.isolated) {
    sentences.push([`The instance ${data.instance} is cut off from the cluster log. What is shown is its last state; writes wait.`, 'bad']);
  }
  if (data?.configProblem) {
    sentences.push([`The newest configuration is not in force: ${data.configProblem}`, 'bad']);
  }
  for (const sentence of data?.degraded ?? []) {
    sentences.push([`Degraded: ${sentence}.`, 'warn']);
  }
  if (live.isPaused) {
    sentences.push([`Live updates are paused since ${absolute(live.since, {withDate: false})}. Press p to go on.`, 'warn']);
  }
  return html`<div class="banners" role="status">${sentences.map(([text, tone]) => html`<div key=${text}
    class=${`notice ${tone}`}>${text}</div>`)}</div>`;
}

function Footer({summary}) {
  const live = useLive();
  return html`<footer>
    <span>${summary ? `${summary.instance} ${summary.version}` : ''}</span>
    <span title="the newest record of the cluster log that this page has seen">as of #${live.offset ?? summary?.logOffset ?? '?'}</span>
    <${LiveState} live=${live} />
    <button aria-keyshortcuts="p" aria-pressed=${live.isPaused} onClick=${togglePause}>${live.isPaused ? 'go on' : 'pause'}</button>
  </footer>`;
}

function LiveState({live}) {
  const [, setVersion] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setVersion((version) => version + 1), 1_000);
    return () => clearInterval(timer);
  }, []);
  const since = absolute(live.since, {withDate: false});
  const text = {
    connecting: 'connecting…',
    live: `live, last change ${short((Date.now() - live.heardAt) / 1000)} ago`,
    polling: `no stream since ${since}: loading every 5 s, retrying`,
    hidden: 'in the background: loading every 30 s',
  }[live.mode];
  return html`<span class=${live.mode === 'polling' ? 'state warn' : ''}>${live.isPaused ? `paused since ${since}` : text}</span>`;
}

function Sheet({onClose}) {
  const {shortcuts} = useSettings();
  return html`<${Dialog} title="Shortcuts and settings" onClose=${onClose}>
    <table><thead><tr><th scope="col">key</th><th scope="col">does</th></tr></thead>
    <tbody>${SHEET.map(([key, text]) => html`<tr key=${key}><td><kbd>${key}</kbd></td><td>${text}</td></tr>`)}</tbody></table>
    <p><label><input type="checkbox" checked=${shortcuts === 'on'}
      onChange=${(event) => setSetting('shortcuts', event.target.checked ? 'on' : 'off')} /> shortcuts of one key</label></p>
  </${Dialog}>`;
}

/** The icon of the window while alerts fire: their number on red. */
const COUNT_ICON = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="8" fill="#b3151f"/>'
  + '<text x="8" y="11.5" font-size="9" font-family="sans-serif" text-anchor="middle" fill="#fff">#</text></svg>';

function setIcon(firing) {
  const icon = document.querySelector('link[rel=icon]');
  icon.dataset.plain ??= icon.href;
  icon.href = firing > 0
    ? `data:image/svg+xml,${encodeURIComponent(COUNT_ICON.replace('>#<', `>${firing > 99 ? '!' : firing}<`))}`
    : icon.dataset.plain;
}
