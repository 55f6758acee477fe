/** The filter line of a page: matchers as tokens, an input with suggestions, choices. */
import {html, useEffect, useRef, useState} from '../core/dom.js';
import {request} from '../core/api.js';
import {parseMatcher, readFilter, splitFilter} from '../core/matchers.js';
import {current, setParams} from '../core/router.js';
import {count as formatCount} from './basics.js';

/** The matchers of the address. @param {URLSearchParams} params */
export function filtersOf(params) {
  return params.getAll('filter').flatMap(splitFilter);
}

/** Suggestions for what is typed: label names, or the values of one. */
async function suggest(text, signal) {
  const matcher = /^(.*?)(=~|!=|!~|=)"?(.*?)"?$/.exec(text);
  if (!matcher) {
    const {names} = await request(`labels/suggest?prefix=${encodeURIComponent(text)}`, {signal});
    return (names ?? []).slice(0, 20).map((name) => `${name}=`);
  }
  const [, name, operator, prefix] = matcher;
  const {values} = await request(
    `labels/suggest?name=${encodeURIComponent(name)}&prefix=${encodeURIComponent(prefix)}`, {signal});
  return (values ?? []).slice(0, 20).map(({value}) => `${name}${operator}"${value}"`);
}

/** Loads suggestions while the user types; none if the API has no answer. */
export function useSuggestions(text, isActive, load = suggest) {
  const [found, setFound] = useState([]);
  useEffect(() => {
    if (!isActive) {
      return undefined;
    }
    const abort = new AbortController();
    const timer = setTimeout(() => load(text, abort.signal).then(setFound, () => {}), 150);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [text, isActive]);
  return isActive ? found : [];
}

/** The matchers of the address as tokens, and an input for one more. */
export function FilterBox({placeholder = 'filter: severity="critical", or a part of a name'}) {
  const {params} = current();
  const filters = filtersOf(params);
  const [text, setText] = useState('');
  const [isFocused, setFocused] = useState(false);
  const suggestions = useSuggestions(text, isFocused);
  const input = useRef(null);

  const add = (event) => {
    event.preventDefault();
    if (text.trim()) {
      setParams({filter: [...new Set([...filters, ...readFilter(text)])]});
      setText('');
    }
  };
  const remove = (matcher) => setParams({filter: filters.filter((one) => one !== matcher)});
  const keyDown = (event) => {
    if (event.key === 'Backspace' && text === '' && filters.length > 0) {
      setText(filters[filters.length - 1]);
      remove(filters[filters.length - 1]);
      event.preventDefault();
    }
  };

  return html`<form class="filter" role="search" onSubmit=${add}>
    ${filters.map((matcher) => html`<button type="button" class=${parseMatcher(matcher) ? 'token' : 'token bad'} key=${matcher}
      title="remove this matcher" aria-label=${`remove ${matcher}`} onClick=${() => remove(matcher)}>${matcher} ×</button>`)}
    <input ref=${input} type="search" value=${text} onInput=${(event) => setText(event.target.value)} onKeyDown=${keyDown}
      onFocus=${() => setFocused(true)} onBlur=${() => setFocused(false)} placeholder=${filters.length ? '' : placeholder}
      aria-label="filter by labels" aria-keyshortcuts="/" list="filter-suggestions" autocomplete="off" spellcheck=${false} />
    <datalist id="filter-suggestions">${suggestions.map((one) => html`<option key=${one} value=${one} />`)}</datalist>
    ${filters.length > 0 && html`<button type="button" onClick=${() => setParams({filter: []})}>clear</button>`}
  </form>`;
}

/** A text parameter of the address, changed while the user types. */
export function TextParam({name, label, placeholder, shortcut, size}) {
  const inAddress = current().params.get(name) ?? '';
  const [text, setText] = useState(inAddress);
  const own = useRef(inAddress);
  useEffect(() => {
    if (inAddress !== own.current) {
      own.current = inAddress;
      setText(inAddress);
    }
  }, [inAddress]);
  useEffect(() => {
    const timer = setTimeout(() => {
      if (text !== own.current) {
        own.current = text;
        setParams({[name]: text});
      }
    }, 200);
    return () => clearTimeout(timer);
  }, [text]);
  return html`<input type="search" value=${text} onInput=${(event) => setText(event.target.value)} aria-label=${label}
    placeholder=${placeholder ?? label} aria-keyshortcuts=${shortcut} size=${size} spellcheck=${false} />`;
}

/** A choice of one value for a parameter of the address. @param {{options: [string, string][]}} props value and text */
export function ChoiceParam({name, label, options}) {
  const value = current().params.get(name) ?? '';
  const known = options.some(([option]) => option === value) ? options : [...options, [value, value]];
  return html`<label class="choice">${label} <select value=${value} onChange=${(event) => setParams({[name]: event.target.value})}>
    ${known.map(([option, text]) => html`<option key=${option} value=${option} selected=${option === value}>${text}</option>`)}
  </select></label>`;
}

/**
 * Switches of several values in one parameter, with counts.
 * @param {{options: [string, any, number|undefined][], byDefault: string[]}} props value, content, count
 */
export function SwitchParams({name, label, options, byDefault}) {
  const text = current().params.get(name);
  const chosen = text === null ? byDefault : text.split(',').filter(Boolean);
  const toggle = (value) => {
    const next = chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value];
    const isDefault = next.length === byDefault.length && byDefault.every((one) => next.includes(one));
    setParams({[name]: isDefault ? undefined : next.join(',') || undefined});
  };
  return html`<div class="switches" role="group" aria-label=${label}>${options.map(([value, content, count]) => html`
    <button key=${value} type="button" aria-pressed=${chosen.includes(value)} onClick=${() => toggle(value)}>${content}${
      count !== undefined && html` <span class="number">${formatCount(count)}</span>`}</button>`)}</div>`;
}
