/** Times and durations as text. */
import {setting} from './settings.js';

let skew = 0;

/** Corrects a clock of the browser that is wrong. @param {string | null} date header `Date` of an answer */
export function observeServerDate(date) {
  const difference = date ? Date.parse(date) - Date.now() : 0;
  skew = Math.abs(difference) > 5_000 ? difference : 0;
}

/** Milliseconds since 1970, by the clock of the server. */
export function now() {
  return Date.now() + skew;
}

/** A duration in Prometheus's notation, of at most two units: `3h12m`. */
export function duration(seconds) {
  if (!Number.isFinite(seconds)) {
    return '';
  }
  const whole = Math.abs(seconds);
  if (whole < 1) {
    return whole === 0 ? '0s' : `${Math.round(whole * 1000)}ms`;
  }
  const units = [['d', 86_400], ['h', 3_600], ['m', 60], ['s', 1]];
  let left = Math.round(whole);
  const parts = [];
  for (const [unit, size] of units) {
    const count = Math.floor(left / size);
    left -= count * size;
    if (count > 0 || parts.length > 0) {
      parts.push([count, unit]);
    }
  }
  return parts.slice(0, 2).filter(([count]) => count > 0).map(([count, unit]) => count + unit).join('');
}

/** A duration of few milliseconds. */
export function milliseconds(seconds) {
  return seconds >= 10 ? duration(seconds) : seconds >= 1 ? `${seconds.toFixed(1)}s`
    : `${(seconds * 1000).toFixed(seconds < 0.01 ? 1 : 0)}ms`;
}

/** `12m ago` or `in 3h`. @param {string} time ISO-8601 */
export function relative(time) {
  const seconds = (Date.parse(time) - now()) / 1000;
  if (!Number.isFinite(seconds)) {
    return '';
  }
  if (Math.abs(seconds) < 1) {
    return 'now';
  }
  return seconds > 0 ? `in ${short(seconds)}` : `${short(-seconds)} ago`;
}

/** A duration of one unit for long ones, of two below an hour's size: `3d`, `2h`, `12m`. */
export function short(seconds) {
  if (seconds < 60) {
    return `${Math.round(seconds)}s`;
  }
  if (seconds < 3_600) {
    return `${Math.floor(seconds / 60)}m`;
  }
  return duration(Math.floor(seconds / 60) * 60);
}

/** The absolute time in the chosen zone: `2026-12-01 14:03:22`. */
export function absolute(time, {withDate = true, withMillis = false} = {}) {
  const at = new Date(time);
  if (Number.isNaN(at.getTime())) {
    return '';
  }
  const isUtc = setting('zone') === 'utc';
  const shifted = isUtc ? at : new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  const text = shifted.toISOString().replace('T', ' ').slice(0, withMillis ? 23 : 19);
  return withDate ? text : text.slice(11);
}

/** The name of the chosen zone: `UTC`, `UTC+2`. */
export function zoneName() {
  const minutes = setting('zone') === 'utc' ? 0 : -new Date().getTimezoneOffset();
  if (minutes === 0) {
    return 'UTC';
  }
  const hours = Math.floor(Math.abs(minutes) / 60);
  const rest = Math.abs(minutes) % 60;
  return `UTC${minutes > 0 ? '+' : '−'}${hours}${rest ? `:${String(rest).padStart(2, '0')}` : ''}`;
}

const UNIT_SECONDS = {ms: 0.001, s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800, y: 31_536_000};

/** Seconds of a duration in Prometheus's notation, such as `1h30m`; NaN if it is none. */
export function parseDuration(text) {
  const parts = [...text.trim().matchAll(/(\d+(?:\.\d+)?)(ms|[smhdwy])/g)];
  const isWhole = parts.length > 0 && parts.map((part) => part[0]).join('') === text.trim();
  return isWhole ? parts.reduce((sum, [, count, unit]) => sum + count * UNIT_SECONDS[unit], 0) : NaN;
}

/** The time of an input field of type datetime-local, in the chosen zone. */
export function toInput(milliseconds) {
  return absolute(milliseconds).slice(0, 16).replace(' ', 'T');
}

/** The reverse. @returns {number} milliseconds since 1970; NaN if the field is empty */
export function fromInput(text) {
  return Date.parse(setting('zone') === 'utc' ? `${text}Z` : text);
}
