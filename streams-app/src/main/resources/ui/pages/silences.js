/** The list of silences with what each mutes and has muted. */
import {html, useState} from '../core/dom.js';
import {request, useData} from '../core/api.js';
import {absolute, address} from '../core/router.js';
import {Copy, Heading, Loaded, Menu, Paging, say, SilenceState, Table, Time} from '../parts/basics.js';
import {FilterBox, filtersOf, SwitchParams, TextParam} from '../parts/filter.js';
import {useSettled, Waiting} from '../parts/settled.js';
import {extend} from '../parts/silence-actions.js';

const STATES = ['active', 'pending', 'expired'];
const DEFAULT_STATES = ['active', 'pending'];

export function SilencesPage({route: {params}}) {
  const path = address('silences', {
    state: params.get('state') ?? DEFAULT_STATES.join(), filter: filtersOf(params), creator: params.get('creator'),
    text: params.get('text'), cursor: params.get('cursor'),
  });
  const loaded = useData(path, ['silences', 'alerts']);
  const settled = useSettled(loaded.data?.rows, (silence) => silence.id, path);
  const [selection, setSelection] = useState(new Set());
  const select = (id) => setSelection((before) => {
    const next = new Set(before);
    return next.delete(id) ? next : next.add(id);
  });
  return html`
    <${Heading} title="Silences" count=${loaded.data?.total ?? loaded.data?.rows?.length}>
      <${Waiting} settled=${settled} />
      ${selection.size > 0 && html`<${ExpireSelected} ids=${[...selection]} onDone=${() => setSelection(new Set())} />`}
      <a class="button strong" aria-keyshortcuts="s" href="silences/new">new silence</a>
      <${Menu}><${Copy} name="link" shortcut="c" text=${() => absolute(location.href)} /></${Menu}>
    </${Heading}>
    <div class="filterline"><${FilterBox} placeholder="filter by matchers" />
      <${SwitchParams} name="state" label="states" byDefault=${DEFAULT_STATES}
        options=${STATES.map((state) => [state, html`<${SilenceState} state=${state} />`, loaded.data?.counts?.[state]])} />
      <${TextParam} name="text" label="comment or id" /><${TextParam} name="creator" label="creator" size="12" /></div>
    <${Loaded} of=${loaded} subject="The silences">${loaded.data && (settled.rows.length === 0 ? html`<${Empty} params=${params} />` : html`
      <${Table} columns=${['(selected):tick', 'state', 'matchers', 'ends', 'by', 'comment', 'mutes now:number', 'muted so far:number',
        '(actions)']}>${settled.rows.map((silence) => html`<${Row} key=${silence.id} silence=${silence}
        isSelected=${selection.has(silence.id)}
        onSelect=${() => select(silence.id)} />`)}</${Table}>
      <${Paging} next=${loaded.data.next} shown=${loaded.data.rows.length} total=${loaded.data.total} noun="silences" />`)}</${Loaded}>`;
}

function Row({silence, isSelected, onSelect}) {
  const id = encodeURIComponent(silence.id);
  const isOver = silence.state === 'expired';
  return html`<tr data-row class=${isOver ? 'dim' : undefined}>
    <td class="tick"><input type="checkbox" aria-keyshortcuts="x" aria-label=${`select silence ${silence.id}`} disabled=${isOver}
      checked=${isSelected} onChange=${onSelect} /></td>
    <td class="state-cell"><${SilenceState} state=${silence.state} /></td>
    <td class="wrap"><a data-open href=${`silences/${id}`}><code>${silence.matchers.join(', ')}</code></a></td>
    <td><${Time} at=${silence.state === 'pending' ? silence.startsAt : silence.endsAt} />${silence.state === 'pending' && ' (start)'}${
      silence.expire && html` <span class="dim">or when resolved</span>`}</td>
    <td>${silence.createdBy}</td><td class="wrap">${silence.comment}</td>
    <td class="number">${silence.mutesNow}${silence.unusedSince && html`<span class="state warn"
      title="no alert matches"> unused <${Time} at=${silence.unusedSince} /></span>`}</td>
    <td class="number">${silence.stoppedTotal}</td>
    <td class="row-actions">${isOver ? html`<a class="button" href=${again(silence)}>again</a>` : html`
      <button onClick=${() => extend(silence, 3_600)} aria-label=${`extend silence ${silence.id} by 1 hour`}>+1h</button>
      <a class="button" href=${`silences/${id}/edit`}>edit</a>`}</td></tr>`;
}

function again(silence) {
  return address('silences/new', {filter: silence.matchers, comment: silence.comment});
}

function ExpireSelected({ids, onDone}) {
  const [isRunning, setRunning] = useState(false);
  const expire = async () => {
    setRunning(true);
    const results = await Promise.allSettled(ids.map((id) => request(`../api/v2/silence/${encodeURIComponent(id)}`, {method: 'DELETE'})));
    const failed = results.filter((result) => result.status === 'rejected');
    setRunning(false);
    say(failed.length === 0 ? `${ids.length} silences expired`
      : `${failed.length} of ${ids.length} could not be expired: ${failed[0].reason.message}`,
      failed.length === 0 ? 'good' : 'bad');
    onDone();
  };
  return html`<button class="danger" disabled=${isRunning} onClick=${expire}>expire ${ids.length} selected</button>`;
}

function Empty({params}) {
  const isFiltered = ['filter', 'creator', 'text'].some((name) => params.has(name));
  return html`<div class="empty"><p>${isFiltered ? 'No silence matches.' : 'No silence is active or pending.'}</p>
    <p>${isFiltered ? html`<a class="button" href="silences">clear the filter</a>` : html`<a class="button"
      href="silences?state=active,pending,expired">show expired ones</a>`}</p></div>`;
}
