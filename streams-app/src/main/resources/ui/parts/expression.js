/** PromQL expressions, coloured by the tokens of the server's own parser. */
import {html, useEffect, useState} from '../core/dom.js';
import {request} from '../core/api.js';

/** An expression that is only read. */
export function Expression({text}) {
  return html`<pre class="expression" tabindex="0" role="region" aria-label="expression"><${Tokens} text=${text} /></pre>`;
}

/** The tokens of an expression; plain text until they are known. */
export function useTokens(text) {
  const [found, setFound] = useState({text: '', tokens: [], errors: []});
  useEffect(() => {
    if (!text.trim()) {
      setFound({text, tokens: [], errors: []});
      return undefined;
    }
    const abort = new AbortController();
    const timer = setTimeout(() => request(`tokens?query=${encodeURIComponent(text)}`, {signal: abort.signal}).then(
      (data) => setFound({text, tokens: data.tokens ?? data, errors: data.errors ?? []}), () => {}), 100);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [text]);
  return found.text === text ? found : {text, tokens: [], errors: []};
}

export function Tokens({text}) {
  const {tokens} = useTokens(text);
  const parts = [];
  let at = 0;
  for (const token of tokens) {
    parts.push(text.slice(at, token.from),
      html`<span key=${token.from} class=${`t-${token.type}`}>${text.slice(token.from, token.to)}</span>`);
    at = token.to;
  }
  parts.push(text.slice(at));
  return html`<code>${parts}</code>`;
}
