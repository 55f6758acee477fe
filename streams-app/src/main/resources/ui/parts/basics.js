/** Small parts of all pages: times, states, labels, links, notices. */
import {createListeners, html, useEffect, useRef, useState, useSubscription} from '../core/dom.js';
import {equals} from '../core/matchers.js';
import {address, withParams} from '../core/router.js';
import {useSettings} from '../core/settings.js';
import {absolute, duration, now, relative, zoneName} from '../core/time.js';

const ticks = createListeners();
setInterval(() => document.hidden || ticks.notify(), 5_000);

/**
 * A relative time, with the absolute one at hand.
 * @param {{at: string, empty?: string, past?: string}} props ISO-8601; the texts if there is no time, and if it is over
 */
export function Time({at, empty = '', past}) {
  useSubscription(ticks.subscribe);
  useSettings();
  const isOver = past !== undefined && Date.parse(at) <= now();
  return at
    ? html`<time dateTime=${at} title=${`${absolute(at)} ${zoneName()}`}>${isOver ? past : relative(at)}</time>`
    : empty;
}

/** A reason of a notification in words. */
export function reasonText(reason) {
  return String(reason ?? '').toLowerCase().replaceAll('_', ' ');
}

/** An absolute time, with the relative one at hand. */
export function Clock({at, withMillis = false, empty = ''}) {
  useSettings();
  return at ? html`<time dateTime=${at} title=${`${relative(at)}, ${zoneName()}`}>${absolute(at, {withMillis})}</time>` : empty;
}

export function Duration({seconds}) {
  return html`<span title=${`${seconds} s`}>${duration(seconds)}</span>`;
}

/** The mark and the word of each state: never colour alone. */
const STATES = {
  active: ['●', 'firing', 'bad'], firing: ['●', 'firing', 'bad'], pending: ['◐', 'pending', 'warn'],
  recovering: ['◑', 'recovering', 'warn'], silenced: ['◇', 'silenced', 'quiet'], inhibited: ['⊘', 'inhibited', 'quiet'],
  muted: ['☾', 'muted', 'quiet'], resolved: ['✓', 'resolved', 'good'], inactive: ['○', 'inactive', 'quiet'],
  sent: ['✓', 'sent', 'good'], told: ['✓', 'told', 'good'], failed: ['✗', 'failed', 'bad'], released: ['↺', 'released', 'warn'],
  lapsed: ['✗', 'lapsed', 'bad'], won: ['◐', 'claimed', 'warn'], lost: ['○', 'lost', 'quiet'], live: ['●', 'live', 'good'],
  gone: ['✗', 'gone', 'bad'], expired: ['○', 'expired', 'quiet'], ok: ['✓', 'ok', 'good'], unhealthy: ['✗', 'unhealthy', 'bad'],
  err: ['✗', 'error', 'bad'], unknown: ['?', 'unknown', 'quiet'], stops: ['✗', 'stops here', 'bad'], pass: ['✓', 'pass', 'good'],
  notReached: ['○', 'not reached', 'quiet'],
};

/** @param {{state: string, word?: string}} props */
export function State({state, word}) {
  const [mark, name, tone] = STATES[state] ?? ['○', state, 'quiet'];
  return html`<span class=${`state ${tone}`}><span aria-hidden="true">${mark}</span> ${word ?? name}</span>`;
}

/** The state of a silence: active ones are in force. */
export function SilenceState({state}) {
  return html`<${State} state=${{active: 'silenced', pending: 'pending'}[state] ?? 'expired'} word=${state} />`;
}

/**
 * Labels in monospace. A click filters by one; with the Alt key, it excludes.
 * @param {{labels: Record<string, string>, without?: Record<string, string>, isFilter?: boolean}} props
 */
export function Labels({labels, without = {}, isFilter = false}) {
  const shown = Object.entries(labels ?? {}).filter(([name]) => !(name in without));
  return html`<span class="labels">${shown.map(([name, value]) => (isFilter
    ? html`<a class="label" key=${name} href=${filteredBy(equals(name, value))} title="filter by this label (Alt: exclude it)"
        onClick=${(event) => event.altKey && excludeLabel(event, name, value)}>${name}=<b>${value}</b></a>`
    : html`<span class="label" key=${name}>${name}=<b>${value}</b></span>`))}</span>`;
}

function filteredBy(matcher) {
  const before = new URLSearchParams(location.search).getAll('filter');
  return withParams({filter: [...new Set([...before, matcher])]});
}

function excludeLabel(event, name, value) {
  event.preventDefault();
  event.stopPropagation();
  event.currentTarget.href = filteredBy(equals(name, value, false));
  event.currentTarget.click();
}

const LINK = /^(?:https?:\/\/|mailto:)\S+$/i;

/** A text of an alert. It becomes a link only if it is nothing but an address of http, https or mailto. */
export function SafeText({text}) {
  const value = String(text ?? '').trim();
  return LINK.test(value)
    ? html`<a href=${value} target="_blank" rel="noopener noreferrer">${value}</a>`
    : html`<span class="pre">${text}</span>`;
}

/**
 * A table. A column is a name, or a name and a class (`took:number`); one in parentheses is read by screen readers only.
 * @param {{name?: string, columns: string[], children: any}} props
 */
export function Table({name, columns, children}) {
  return html`<table class="rows">${name && html`<caption class="hidden">${name}</caption>`}<thead><tr>${columns.map((column) => {
    const [text, kind] = column.split(':');
    const isHidden = text.startsWith('(');
    return html`<th key=${column} scope="col" class=${kind}>${isHidden ? html`<span
      class="hidden">${text.slice(1, -1)}</span>` : text}</th>`;
  })}</tr></thead><tbody>${children}</tbody></table>`;
}

/** A table of names and values. @param {{rows: [string, any][]}} props empty values are left out */
export function Facts({rows}) {
  const shown = rows.filter(([, value]) => value !== '' && value !== null && value !== undefined && value !== false);
  return html`<dl class="facts">${shown.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
}

/** The heading of a page, with its actions at the right. Sets the title of the window. */
export function Heading({title, count, children}) {
  useEffect(() => {
    document.title = `${title} · Tocsin`;
  }, [title]);
  return html`<div class="heading"><h1>${title}</h1>${count !== undefined && html`<span class="count" aria-live="polite">${count}</span>`}
    <div class="actions">${children}</div></div>`;
}

const HINTS = {
  0: 'The page tries again by itself.',
  401: 'Log in, or ask an administrator for an account.',
  403: 'Ask an administrator for this role.',
  404: '',
  503: 'The instance may be starting. The page tries again by itself; another instance may answer now.',
};

/** An error, with what to do. */
export function Failure({error, subject = 'The data', action = 'loaded', onRetry}) {
  return error && html`<div class="notice bad" role="alert"><b>${subject} could not be ${action}${
    error.status > 0 ? ` (${error.status})` : ''}.</b> ${sentence(error.message)} ${HINTS[error.status] ?? ''}
    ${onRetry && html` <button onClick=${onRetry}>try again</button>`}</div>`;
}

const NUMBERS = new Intl.NumberFormat('en');

/** A number with separated thousands. */
export function count(number) {
  return NUMBERS.format(number);
}

/** A text that ends as a sentence does. */
export function sentence(text) {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

export function Notice({tone = '', children}) {
  return html`<div class=${`notice ${tone}`}>${children}</div>`;
}

/** Shows what loaded; the error beside data that are old; or a place holder. */
export function Loaded({of, subject, children}) {
  return html`<${Failure} error=${of.error} subject=${subject} onRetry=${of.reload} />${
    of.data !== undefined ? children : of.error ? '' : html`<p class="loading" role="status">Loading…</p>`}`;
}

const messages = createListeners();
let message = null;

/** Shows a message at the bottom of the page for some seconds. */
export function say(text, tone = 'good') {
  message = {text, tone};
  messages.notify();
}

export function Messages() {
  useSubscription(messages.subscribe);
  useEffect(() => {
    const shown = message;
    const timer = shown && setTimeout(() => shown === message && ((message = null), messages.notify()), 8_000);
    return () => clearTimeout(timer);
  }, [message]);
  return html`<div class="messages" role="status">${message && html`<div class=${`notice ${message.tone}`}>${message.text}</div>`}</div>`;
}

/** Copies a text. Pages that are not served over TLS have no clipboard: the text is shown to be copied by hand. */
export async function copy(text, name) {
  try {
    await navigator.clipboard.writeText(text);
    say(`Copied: ${name}`);
  } catch {
    prompt(`Copy the ${name}:`, text);
  }
}

/** A button that copies. */
export function Copy({text, name, shortcut, children}) {
  return html`<button onClick=${() => copy(typeof text === 'function' ? text() : text, name)}
    aria-keyshortcuts=${shortcut}>${children ?? `copy ${name}`}</button>`;
}

/** Further actions behind one button. */
export function Menu({name = 'more', children}) {
  const details = useRef(null);
  useEffect(() => {
    const close = (event) => details.current?.contains(event.target) || (details.current && (details.current.open = false));
    document.addEventListener('click', close);
    return () => document.removeEventListener('click', close);
  }, []);
  return html`<details class="menu" ref=${details}><summary>${name}</summary><div>${children}</div></details>`;
}

/** Links from one page of rows to the next. The API's cursors go forward only; back is the browser's own. */
export function Paging({next, shown, total, noun = 'rows'}) {
  const isLater = new URLSearchParams(location.search).has('cursor');
  if (!next && !isLater) {
    return null;
  }
  return html`<nav class="paging" aria-label="pages">
    <button disabled=${!isLater} aria-keyshortcuts="[" onClick=${() => history.back()}>[ previous</button>
    ${next ? html`<a class="button" aria-keyshortcuts="]" href=${withParams({cursor: next})}>next ]</a>`
      : html`<button disabled>next ]</button>`}
    <span class="dim">${shown} of ${total} ${noun}</span></nav>`;
}

/** A dialog, closed by Esc or its button. */
export function Dialog({title, onClose, children}) {
  const dialog = useRef(null);
  useEffect(() => {
    dialog.current.showModal();
  }, []);
  return html`<dialog ref=${dialog} onClose=${onClose} aria-labelledby="dialog-title">
    <div class="heading"><h2 id="dialog-title">${title}</h2><div class="actions">
    <button onClick=${() => dialog.current.close()}>close</button></div></div>${children}</dialog>`;
}

/** A value that follows another one after a pause, for requests while a user types. */
export function useDebounced(value, milliseconds) {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}

/** The address of the explanation of an alert. */
export function explainAddress(alert, receiver) {
  return address('explain', alert.fingerprint ? {fingerprint: alert.fingerprint, receiver} : {receiver});
}
