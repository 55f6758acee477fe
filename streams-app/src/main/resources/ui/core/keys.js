/**
 * Shortcuts. A control names its key in `aria-keyshortcuts`; the key clicks or focuses it, first within the focused row,
 * then within the page. So each shortcut is a visible control too.
 */
import {go} from './router.js';
import {setting} from './settings.js';

export const PAGES = {a: 'alerts', r: 'rules', s: 'silences', n: 'notifications', o: 'routing', q: 'query', c: 'cluster',
  e: 'explain', h: 'history', u: 'audit'};

export const SHEET = [
  ['/', 'search or filter'], ['g then a r s n o q c', 'go to alerts, rules, silences, notifications, routing, query, cluster'],
  ['j k ↓ ↑', 'next, previous row'], ['Enter o', 'open the row'], ['x', 'select the row'], ['s', 'silence'],
  ['a', 'silence for 15 minutes (acknowledge)'], ['e', 'explain'], ['c', 'copy the link'], ['[ ]', 'previous, next page'],
  ['f', 'facets'], ['p', 'pause live updates'], ['t', 'theme'], ['u', 'local time or UTC'], ['?', 'this sheet'], ['Esc', 'close'],
];

let isAfterG = false;

export function startKeys() {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || setting('shortcuts') === 'off') {
      return;
    }
    if (event.target.closest('input, textarea, select, [contenteditable]')) {
      if (event.key === 'Escape') {
        event.target.blur();
      }
      return;
    }
    if (document.querySelector('dialog[open]')) {
      return;
    }
    if (handle(event.key)) {
      event.preventDefault();
    }
  });
}

/** @returns {boolean} whether the key has a meaning here */
function handle(key) {
  if (isAfterG) {
    isAfterG = false;
    if (PAGES[key]) {
      go(PAGES[key]);
      return true;
    }
  }
  if (key === 'g') {
    isAfterG = true;
    setTimeout(() => (isAfterG = false), 1_500);
    return true;
  }
  const step = {j: 1, ArrowDown: 1, k: -1, ArrowUp: -1}[key];
  if (step) {
    return moveRow(step);
  }
  if (key === 'Enter' || key === 'o') {
    return openRow(key);
  }
  return press(key);
}

function focusedRow() {
  return document.activeElement?.closest?.('[data-row]') ?? null;
}

function moveRow(step) {
  const rows = [...document.querySelectorAll('main [data-row]')];
  const row = focusedRow();
  const next = rows[row ? rows.indexOf(row) + step : step > 0 ? 0 : rows.length - 1];
  if (!next) {
    return rows.length > 0;
  }
  next.tabIndex = -1;
  next.focus({preventScroll: true});
  next.scrollIntoView({block: 'nearest'});
  return true;
}

function openRow(key) {
  const row = focusedRow();
  const isOwnControl = document.activeElement !== row;
  if (!row || (key === 'Enter' && isOwnControl)) {
    return false;
  }
  const link = row.querySelector('[data-open]') ?? row.querySelector('a[href], button');
  link?.click();
  return Boolean(link);
}

// The actions of a closed menu can be pressed, too.
function isWithinReach(control) {
  return control.offsetParent !== null || Boolean(control.closest('details.menu'));
}

function press(key) {
  const find = (root) => [...(root?.querySelectorAll('[aria-keyshortcuts]') ?? [])].find(
    (control) => control.getAttribute('aria-keyshortcuts') === key && !control.disabled && isWithinReach(control));
  const control = find(focusedRow()) ?? find(document.querySelector('main')) ?? find(document);
  if (!control) {
    return false;
  }
  if (control.matches('input:not([type=checkbox]), textarea')) {
    control.focus();
    control.select();
  } else {
    control.click();
  }
  return true;
}
