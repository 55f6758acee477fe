/** Entry: maps the address to a page. Pages other than the alerts load when they are opened. */
import {html, render, useEffect, useState} from './core/dom.js';
import {startKeys} from './core/keys.js';
import {viewOfHash} from './core/legacy.js';
import {startLive} from './core/live.js';
import {current, go, startRouter, useRoute} from './core/router.js';
import {AlertsPage} from './pages/alerts.js';
import {Notice} from './parts/basics.js';
import {Shell} from './parts/shell.js';

const isId = (segments, length = 2) => segments.length === length;

/** Module and component of each page. @type {[string, (segments: string[]) => boolean, () => Promise<any>][]} */
const PAGES = [
  ['alerts', isId, async () => (await import('./pages/alert.js')).AlertPage],
  ['groups', isId, async () => (await import('./pages/group.js')).GroupPage],
  ['silences', (segments) => segments[1] === 'new' || segments[2] === 'edit',
    async () => (await import('./pages/silence-form.js')).SilenceFormPage],
  ['silences', isId, async () => (await import('./pages/silence.js')).SilencePage],
  ['silences', () => true, async () => (await import('./pages/silences.js')).SilencesPage],
  ['notifications', isId, async () => (await import('./pages/notification.js')).NotificationPage],
  ['notifications', () => true, async () => (await import('./pages/notifications.js')).NotificationsPage],
  ['rules', (segments) => segments[1] === 'check', async () => (await import('./pages/rules-check.js')).RulesCheckPage],
  ['rules', (segments) => isId(segments, 4), async () => (await import('./pages/rule.js')).RulePage],
  ['rules', () => true, async () => (await import('./pages/rules.js')).RulesPage],
  ['routing', () => true, async () => (await import('./pages/routing.js')).RoutingPage],
  ['cluster', () => true, async () => (await import('./pages/cluster.js')).ClusterPage],
  ['explain', () => true, async () => (await import('./pages/explain.js')).ExplainPage],
  ['query', () => true, async () => (await import('./pages/query.js')).QueryPage],
  ['history', () => true, async () => (await import('./pages/history.js')).HistoryPage],
  ['audit', () => true, async () => (await import('./pages/audit.js')).AuditPage],
  ['start', () => true, async () => (await import('./pages/start.js')).StartPage],
];

function Application() {
  const route = useRoute();
  const [page = 'alerts'] = route.segments;
  return html`<${Shell} page=${page === 'groups' ? 'alerts' : page}><${Page} route=${route} page=${page} /></${Shell}>`;
}

function Page({route, page}) {
  const isAlerts = page === 'alerts' && route.segments.length <= 1;
  const index = isAlerts ? -1 : PAGES.findIndex(([name, matches]) => name === page && matches(route.segments));
  const [loaded, setLoaded] = useState({});
  useEffect(() => {
    if (index >= 0 && !loaded[index]) {
      PAGES[index][2]().then(
        (component) => setLoaded((before) => ({...before, [index]: component})),
        () => setLoaded((before) => ({...before, [index]: Unloadable})));
    }
  }, [index]);
  if (isAlerts) {
    return html`<${AlertsPage} route=${route} />`;
  }
  if (index < 0) {
    return html`<h1>No such page</h1><p>There is no page <code>${route.path}</code>. <a href="alerts">To the alerts</a></p>`;
  }
  const Component = loaded[index];
  return Component ? html`<${Component} key=${route.path} route=${route} />` : html`<p class="loading" role="status">Loading…</p>`;
}

function Unloadable() {
  return html`<${Notice} tone="bad"><b>This page could not be loaded.</b> The instance does not answer, or was replaced by another
    version. <button onClick=${() => location.reload()}>load all again</button></${Notice}>`;
}

function openHash() {
  const view = viewOfHash(location.hash);
  if (view) {
    go(view, {replace: true});
  }
}

openHash();
addEventListener('hashchange', openHash);
if (current().path === '') {
  go(`alerts${location.search}`, {replace: true});
}
startRouter();
startKeys();
startLive();
render(html`<${Application} />`, document.getElementById('app'));
