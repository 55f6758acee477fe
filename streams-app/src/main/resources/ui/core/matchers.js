/** Matchers in Alertmanager's syntax, and the commands that create the same silence elsewhere. */

/** @typedef {{name: string, value: string, isRegex: boolean, isEqual: boolean}} Matcher */

const OPERATORS = {'=': [false, true], '!=': [false, false], '=~': [true, true], '!~': [true, false]};
const PATTERN = /^\s*("(?:[^"\\]|\\.)*"|[^\s=!~"{},]+)\s*(=~|!~|!=|=)\s*("(?:[^"\\]|\\.)*"|.*?)\s*$/s;

/**
 * Splits a filter such as `{a="b", c=~"d|e"}` into its matchers. Commas in quotes do not split.
 * @param {string} text
 * @returns {string[]}
 */
export function splitFilter(text) {
  const inner = text.trim().replace(/^\{|\}$/g, '');
  return (inner.match(/(?:"(?:[^"\\]|\\.)*"|[^,"])+/g) ?? []).map((one) => one.trim()).filter(Boolean);
}

/**
 * @param {string} text such as `severity="critical"`, or a bare word, which means an alert name
 * @returns {Matcher | null} null if it is not a matcher
 */
export function parseMatcher(text) {
  const found = PATTERN.exec(text);
  if (!found) {
    return null;
  }
  const [isRegex, isEqual] = OPERATORS[found[2]];
  return {name: unquote(found[1]), value: unquote(found[3]), isRegex, isEqual};
}

function unquote(text) {
  if (!text.startsWith('"') || !text.endsWith('"') || text.length < 2) {
    return text;
  }
  return text.slice(1, -1).replace(/\\(n|.)/gs, (_, escaped) => (escaped === 'n' ? '\n' : escaped));
}

function quote(text) {
  return `"${text.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n')}"`;
}

/** @param {Matcher} matcher */
export function operatorOf({isRegex, isEqual}) {
  return isRegex ? (isEqual ? '=~' : '!~') : isEqual ? '=' : '!=';
}

/** @returns {Pick<Matcher, 'isRegex' | 'isEqual'>} */
export function flagsOf(operator) {
  const [isRegex, isEqual] = OPERATORS[operator];
  return {isRegex, isEqual};
}

/** @param {Matcher} matcher */
export function formatMatcher(matcher) {
  const name = /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(matcher.name) ? matcher.name : quote(matcher.name);
  return name + operatorOf(matcher) + quote(matcher.value);
}

/** The text of an equality matcher. */
export function equals(name, value, isEqual = true) {
  return formatMatcher({name, value, isRegex: false, isEqual});
}

/** @param {Record<string, string>} labels */
export function matchersOf(labels) {
  return Object.entries(labels).map(([name, value]) => equals(name, value));
}

/** What a user typed into a filter: matchers, or bare words, which alert names contain. */
export function readFilter(text) {
  return splitFilter(text).map((one) => {
    const matcher = parseMatcher(one);
    return matcher
      ? formatMatcher(matcher)
      : formatMatcher({name: 'alertname', value: `(?i).*${one.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}.*`,
        isRegex: true, isEqual: true});
  });
}

// For a shell: everything within single quotes is literal.
function shell(text) {
  return `'${text.replace(/'/g, `'\\''`)}'`;
}

/** The amtool command that lists what a filter matches. */
export function amtoolQuery(matchers, url) {
  return ['amtool', '--alertmanager.url', shell(url), 'alert', 'query', ...matchers.map(shell)].join(' ');
}

/** The amtool command that creates a silence. @param {string[]} matchers */
export function amtoolSilence(matchers, {duration, comment, author}, url) {
  return ['amtool', '--alertmanager.url', shell(url), 'silence', 'add', `--duration=${shell(duration)}`,
    `--comment=${shell(comment)}`, ...(author ? [`--author=${shell(author)}`] : []), ...matchers.map(shell)].join(' ');
}

/** The curl command that posts a silence. */
export function curlSilence(body, url) {
  return `curl -X POST -H 'Content-Type: application/json' ${shell(url + '/api/v2/silences')} -d ${shell(JSON.stringify(body))}`;
}
