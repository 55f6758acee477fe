/** Settings of this browser: theme, zone of times, shortcuts, creator of silences. Kept in localStorage. */
import {createListeners, useSubscription} from './dom.js';

const DEFAULTS = {theme: 'auto', zone: 'local', shortcuts: 'on', creator: '', facets: 'on'};
const changes = createListeners();
const values = {...DEFAULTS};

for (const name of Object.keys(DEFAULTS)) {
  try {
    values[name] = localStorage.getItem(`tocsin.${name}`) ?? DEFAULTS[name];
  } catch {
    // Storage is blocked: the settings last until the page is closed.
  }
}

/** @param {keyof typeof DEFAULTS} name */
export function setting(name) {
  return values[name];
}

export function setSetting(name, value) {
  values[name] = value;
  try {
    localStorage.setItem(`tocsin.${name}`, value);
  } catch {
    // As above.
  }
  applyTheme();
  changes.notify();
}

/** Renders the component again whenever a setting changes. */
export function useSettings() {
  useSubscription(changes.subscribe);
  return values;
}

function applyTheme() {
  if (values.theme === 'auto') {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = values.theme;
  }
}

const THEMES = ['auto', 'light', 'dark'];

export function nextTheme() {
  setSetting('theme', THEMES[(THEMES.indexOf(values.theme) + 1) % THEMES.length]);
}

export function toggleZone() {
  setSetting('zone', values.zone === 'utc' ? 'local' : 'utc');
}
