/** Addresses of views: every view is a path below the base of the page, and its parameters. */
import {createListeners, useSubscription} from './dom.js';

const changes = createListeners();
const BASE = new URL(document.baseURI);

/**
 * The address now.
 * @returns {{path: string, segments: string[], params: URLSearchParams}} path below the base, without a slash at its ends
 */
export function current() {
  const path = location.pathname.slice(BASE.pathname.length).replace(/^\/+|\/+$/g, '');
  const segments = path.split('/').filter(Boolean).map(decode);
  return {path, segments, params: new URLSearchParams(location.search)};
}

function decode(segment) {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

export function useRoute() {
  useSubscription(changes.subscribe);
  return current();
}

/**
 * Opens a view.
 * @param {string} address relative to the base
 */
export function go(address, {replace = false, keepScroll = false} = {}) {
  const url = new URL(address, BASE);
  if (url.href === location.href) {
    return;
  }
  history[replace ? 'replaceState' : 'pushState'](null, '', url);
  changes.notify();
  if (!keepScroll) {
    scrollTo(0, 0);
  }
}

/**
 * The address of a path with parameters; empty and undefined ones are left out.
 * @param {string} path segments are encoded by the caller
 * @param {Record<string, string | string[] | number | undefined>} params
 */
export function address(path, params = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== '') {
        query.append(name, one);
      }
    }
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

/** The address of this view with some parameters changed. An undefined or empty value removes one. */
export function withParams(changed) {
  const {path, params} = current();
  const all = {};
  for (const name of params.keys()) {
    all[name] = params.getAll(name);
  }
  return address(path || 'alerts', {...all, cursor: undefined, ...changed});
}

/** Changes parameters of this view in place: no new entry of the browser's history, no jump. */
export function setParams(changed) {
  go(withParams(changed), {replace: true, keepScroll: true});
}

/** A path whose segments may have any characters. @param {...(string | number)} segments */
export function pathOf(...segments) {
  return segments.map(encodeURIComponent).join('/');
}

/** A full address, to be copied. */
export function absolute(relative) {
  return new URL(relative, BASE).href;
}

/** Handles clicks on links to views without loading the page again. */
export function startRouter() {
  addEventListener('popstate', () => changes.notify());
  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('a[href]');
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!link || !isPlain || event.defaultPrevented || link.target || link.hasAttribute('download')) {
      return;
    }
    const url = new URL(link.href);
    if (url.origin === BASE.origin && url.pathname.startsWith(BASE.pathname) && !link.dataset.external) {
      event.preventDefault();
      go(url.href);
    }
  });
}
