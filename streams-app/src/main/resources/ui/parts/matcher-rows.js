/** Rows of name, operator and value, with suggestions from live alerts. */
import {html, useState} from '../core/dom.js';
import {request} from '../core/api.js';
import {flagsOf, operatorOf, parseMatcher, splitFilter} from '../core/matchers.js';
import {useSuggestions} from './filter.js';

const OPERATORS = ['=', '!=', '=~', '!~'];

/** @param {{matchers: import('../core/matchers.js').Matcher[], onChange: Function, counts?: number[]}} props */
export function MatcherRows({matchers, onChange}) {
  const replace = (index, changed) => onChange(matchers.map((matcher, at) => (at === index ? {...matcher, ...changed} : matcher)));
  const add = () => onChange([...matchers, {name: '', value: '', isRegex: false, isEqual: true}]);
  // A whole filter pasted into a name becomes its rows.
  const paste = (event, index) => {
    const pasted = splitFilter(event.clipboardData.getData('text')).map(parseMatcher);
    if (pasted.length > 0 && pasted.every(Boolean)) {
      event.preventDefault();
      onChange([...matchers.slice(0, index), ...pasted, ...matchers.slice(index + 1)]);
    }
  };
  return html`${matchers.map((matcher, index) => html`<${Row} key=${index} index=${index} matcher=${matcher}
      onChange=${(changed) => replace(index, changed)} onPaste=${(event) => paste(event, index)}
      onRemove=${() => onChange(matchers.filter((_, at) => at !== index))} isOnly=${matchers.length === 1} />`)}
    <button type="button" onClick=${add}>+ label</button>`;
}

async function names(text, signal) {
  return (await request(`labels/suggest?prefix=${encodeURIComponent(text)}`, {signal})).names ?? [];
}

function Row({index, matcher, onChange, onPaste, onRemove, isOnly}) {
  const [focused, setFocused] = useState('');
  const foundNames = useSuggestions(matcher.name, focused === 'name', names);
  const values = async (text, signal) => (await request(
    `labels/suggest?name=${encodeURIComponent(matcher.name)}&prefix=${encodeURIComponent(matcher.isRegex ? '' : text)}`,
      {signal})).values ?? [];
  const foundValues = useSuggestions(matcher.value, focused === 'value' && matcher.name !== '', values);
  return html`<div class="matcher">
    <input size="14" value=${matcher.name} placeholder="label" aria-label=${`name of label ${index + 1}`}
      list=${`names-${index}`} spellcheck=${false} autocomplete="off"
      onInput=${(event) => onChange({name: event.target.value.trim()})} onPaste=${onPaste} onFocus=${() => setFocused('name')} />
    <select aria-label=${`operator ${index + 1}`} value=${operatorOf(matcher)} onChange=${(event) => onChange(flagsOf(event.target.value))}>
      ${OPERATORS.map((one) => html`<option key=${one} selected=${one === operatorOf(matcher)}>${one}</option>`)}</select>
    <input class="wide" value=${matcher.value} placeholder="value" aria-label=${`value of label ${index + 1}`}
      list=${`values-${index}`} spellcheck=${false} autocomplete="off"
      onInput=${(event) => onChange({value: event.target.value})} onFocus=${() => setFocused('value')} />
    <button type="button" aria-label=${`remove label ${index + 1}`} disabled=${isOnly} onClick=${onRemove}>−</button>
    <datalist id=${`names-${index}`}>${foundNames.slice(0, 20).map((name) => html`<option key=${name} value=${name} />`)}</datalist>
    <datalist id=${`values-${index}`}>${foundValues.slice(0, 20).map(({value, count}) => html`<option key=${value}
      value=${value}>${count} alerts</option>`)}</datalist>
  </div>`;
}
