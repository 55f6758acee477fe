/** Preact and htm under the names that all modules use. */
import {Fragment, h, render} from 'preact';
import {useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState} from 'preact/hooks';
import htm from 'htm';

export const html = htm.bind(h);
export {Fragment, h, render, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState};

/** Subscribes to a source of changes, and renders again after each. */
export function useSubscription(subscribe) {
  const [, setVersion] = useState(0);
  useEffect(() => subscribe(() => setVersion((version) => version + 1)), [subscribe]);
}

/** Listeners of one kind of change. */
export function createListeners() {
  const listeners = new Set();
  return {
    /** @returns {() => void} ends the subscription */
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    notify(value) {
      for (const listener of [...listeners]) {
        listener(value);
      }
    },
  };
}
