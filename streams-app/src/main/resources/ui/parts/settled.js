/** Keeps rows where they are while a user reads them. */
import {html, useRef, useState} from '../core/dom.js';

/**
 * Rows for a list that is loaded again and again. At the top of the page they are shown as they come. Further down, known
 * rows keep their places and change in place, rows that ended stay (marked), and new rows are only counted.
 * @template T
 * @param {T[] | undefined} rows
 * @param {(row: T) => string} keyOf
 * @param {string} view a change of it (filter, page) shows all rows as they come
 * @returns {{rows: T[], isGone: (row: T) => boolean, waiting: number, showAll: () => void}}
 */
export function useSettled(rows, keyOf, view) {
  const shown = useRef({view: null, rows: []});
  const [, setVersion] = useState(0);
  const fresh = rows ?? [];
  const isAtTop = scrollY < 80;
  const newest = new Map(fresh.map((row) => [keyOf(row), row]));
  if (shown.current.view !== view || isAtTop || shown.current.rows.length === 0) {
    shown.current = {view, rows: fresh};
  } else {
    shown.current = {view, rows: shown.current.rows.map((row) => newest.get(keyOf(row)) ?? row)};
  }
  const places = new Set(shown.current.rows.map(keyOf));
  return {
    rows: shown.current.rows,
    isGone: (row) => !newest.has(keyOf(row)),
    waiting: fresh.filter((row) => !places.has(keyOf(row))).length,
    showAll: () => {
      shown.current = {view, rows: fresh};
      scrollTo(0, 0);
      setVersion((version) => version + 1);
    },
  };
}

/** The button that shows rows which came meanwhile. */
export function Waiting({settled}) {
  return settled.waiting > 0
    && html`<button class="waiting" onClick=${settled.showAll}>${settled.waiting} new ▴</button>`;
}
