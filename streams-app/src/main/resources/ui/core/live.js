/**
 * Live updates. One stream of server-sent events tells which kinds of data changed; views load theirs again, at most
 * once a second. Without a stream (a proxy that buffers, a browser without cookies), views load every five seconds.
 */
import {createListeners, useSubscription} from './dom.js';

const POLL_MS = 5_000;
const HIDDEN_POLL_MS = 30_000;
const HELLO_MS = 5_000;
const RETRY_MS = 15_000;
const MIN_INTERVAL_MS = 1_000;

const statusChanges = createListeners();
const subscribers = new Set();
const status = {mode: 'connecting', since: Date.now(), offset: null, isPaused: false, instance: '', heardAt: Date.now()};
let source = null;
let timer = null;
let helloTimer = null;

/** @returns {{mode: 'connecting'|'live'|'polling'|'hidden', since: number, offset: number|null, isPaused: boolean}} */
export function useLive() {
  useSubscription(statusChanges.subscribe);
  return status;
}

/**
 * Calls back when one of the kinds has changed, at most once a second.
 * @returns {() => void} ends the subscription
 */
export function onKinds(kinds, callback) {
  const subscriber = {kinds: new Set(kinds), callback, calledAt: Date.now(), timer: null};
  subscribers.add(subscriber);
  return () => {
    clearTimeout(subscriber.timer);
    subscribers.delete(subscriber);
  };
}

function offer(subscriber) {
  if (subscriber.timer !== null) {
    return;
  }
  const wait = Math.max(0, subscriber.calledAt + MIN_INTERVAL_MS - Date.now());
  subscriber.timer = setTimeout(() => {
    subscriber.timer = null;
    subscriber.calledAt = Date.now();
    subscriber.callback();
  }, wait);
}

/** @param {string[] | null} kinds null for all */
function changed(kinds) {
  if (status.isPaused) {
    return;
  }
  for (const subscriber of subscribers) {
    if (!kinds || kinds.some((kind) => subscriber.kinds.has(kind))) {
      offer(subscriber);
    }
  }
}

function setMode(mode) {
  if (status.mode !== mode) {
    status.mode = mode;
    status.since = Date.now();
  }
  statusChanges.notify();
}

function heard(event) {
  try {
    const data = JSON.parse(event.data);
    status.offset = data.offset ?? status.offset;
    status.instance = data.instance ?? status.instance;
    status.heardAt = Date.now();
    return data;
  } catch {
    return {};
  }
}

function connect() {
  disconnect();
  source = new EventSource(new URL('../api/v1/tocsin/events', document.baseURI));
  source.addEventListener('hello', (event) => {
    clearTimeout(helloTimer);
    stopPolling();
    const isNew = status.mode !== 'live';
    heard(event);
    setMode('live');
    if (isNew) {
      changed(null);
    }
  });
  source.addEventListener('changed', (event) => {
    changed(heard(event).kinds ?? null);
    statusChanges.notify();
  });
  source.addEventListener('reset', () => changed(null));
  source.addEventListener('error', () => {
    poll();
    if (source.readyState === EventSource.CLOSED) {
      setTimeout(() => !document.hidden && connect(), RETRY_MS);
    }
  });
  // A proxy that buffers accepts the stream and passes nothing on.
  helloTimer = setTimeout(poll, HELLO_MS);
}

function disconnect() {
  clearTimeout(helloTimer);
  source?.close();
  source = null;
}

function poll() {
  setMode('polling');
  startTimer(POLL_MS);
}

function startTimer(interval) {
  stopPolling();
  timer = setInterval(() => changed(null), interval);
}

function stopPolling() {
  clearInterval(timer);
  timer = null;
}

/** Stops or continues the updates of all views. */
export function togglePause() {
  status.isPaused = !status.isPaused;
  status.since = Date.now();
  if (!status.isPaused) {
    changed(null);
  }
  statusChanges.notify();
}

/** A hidden page has no stream: browsers allow six connections to a host with HTTP/1.1. */
function visibilityChanged() {
  if (document.hidden) {
    disconnect();
    setMode('hidden');
    startTimer(HIDDEN_POLL_MS);
  } else {
    stopPolling();
    changed(null);
    connect();
  }
}

export function startLive() {
  document.addEventListener('visibilitychange', visibilityChanged);
  addEventListener('pagehide', disconnect);
  addEventListener('pageshow', (event) => event.persisted && visibilityChanged());
  visibilityChanged();
}
