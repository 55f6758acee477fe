/**
 * Maps addresses of other user interfaces to views: Alertmanager's routes in the hash (`#/alerts?filter=...`), and the
 * parameters of Prometheus's query page (`g0.expr`). Such links are in notifications, bookmarks and other tools.
 */
import {splitFilter} from './matchers.js';
import {address} from './router.js';

/**
 * @param {string} hash of the page, such as `#/silences/new?filter=...`
 * @returns {string} the address of the view, empty if the hash is none of Alertmanager's
 */
export function viewOfHash(hash) {
  const found = /^#!?\/([^?]*)(?:\?(.*))?$/.exec(hash);
  if (!found) {
    return '';
  }
  const [page, id, action] = found[1].split('/');
  const params = new URLSearchParams(found[2] ?? '');
  switch (page) {
    case '':
    case 'alerts':
      return address('alerts', alertParams(params));
    case 'silences':
      return silenceView(id, action, params);
    case 'status':
      return 'cluster';
    default:
      return 'alerts';
  }
}

function alertParams(params) {
  const flags = {silenced: false, inhibited: false, muted: false, active: true};
  const states = Object.keys(flags).filter((state) =>
    params.has(state) ? params.get(state) === 'true' : flags[state]);
  const isCustom = params.get('customGrouping') === 'true';
  return {
    filter: params.getAll('filter').flatMap(splitFilter),
    receiver: exactReceiver(params.get('receiver') ?? ''),
    state: states.length === 1 && states[0] === 'active' ? undefined : states.join(','),
    group: isCustom ? params.get('group') || 'none' : undefined,
  };
}

// Alertmanager's receiver is a regular expression; its own links escape the name.
function exactReceiver(pattern) {
  return pattern.replace(/^\^(?:\(\?:)?|\)?\$$/g, '').replace(/\\(.)/g, '$1');
}

function silenceView(id, action, params) {
  const filter = params.getAll('filter').flatMap(splitFilter);
  if (id === 'new') {
    return address('silences/new', {filter, comment: params.get('comment')});
  }
  if (id) {
    return `silences/${encodeURIComponent(id)}${action === 'edit' ? '/edit' : ''}`;
  }
  return address('silences', {filter});
}

/**
 * The parameters of the query view, from its own or from Prometheus's.
 * @param {URLSearchParams} params
 */
export function queryParams(params) {
  const of = (own, prometheus) => params.get(own) ?? params.get(`g0.${prometheus}`) ?? '';
  const tab = of('tab', 'tab');
  return {
    expr: of('expr', 'expr'),
    range: of('range', 'range_input') || '1h',
    end: of('end', 'end_input') || of('end', 'moment_input'),
    step: of('step', 'step_input'),
    tab: {0: 'graph', 1: 'table'}[tab] ?? (tab || 'table'),
  };
}
