/** The summary of the cluster, which the frame loads and all pages may read. */
import {createListeners, useSubscription} from './dom.js';

const changes = createListeners();
let summary = null;

export function setSummary(loaded) {
  if (loaded && loaded !== summary) {
    summary = loaded;
    changes.notify();
  }
}

/** The newest summary; null before the first one. */
export function lastSummary() {
  return summary;
}

export function useSummary() {
  useSubscription(changes.subscribe);
  return summary;
}
