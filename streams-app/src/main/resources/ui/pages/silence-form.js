/** The form of a silence: matchers, times, and beside them what it would do. */
import {html, useEffect, useMemo, useState} from '../core/dom.js';
import {instanceUrl, useData} from '../core/api.js';
import {amtoolSilence, curlSilence, formatMatcher, parseMatcher} from '../core/matchers.js';
import {absolute as fullAddress, address} from '../core/router.js';
import {setSetting, setting, useSettings} from '../core/settings.js';
import {useSummary} from '../core/summary.js';
import {absolute, duration, fromInput, now, parseDuration, toInput, zoneName} from '../core/time.js';
import {Copy, Failure, Heading, Loaded, Menu} from '../parts/basics.js';
import {filtersOf} from '../parts/filter.js';
import {MatcherRows} from '../parts/matcher-rows.js';
import {createAndOpen} from '../parts/silence-actions.js';
import {SilencePreview} from '../parts/silence-preview.js';

const DEFAULT_SECONDS = 7_200;
const NO_MATCHER = {name: '', value: '', isRegex: false, isEqual: true};

export function SilenceFormPage({route}) {
  const id = route.segments[1] === 'new' ? '' : route.segments[1];
  const loaded = useData(id ? `silences/${encodeURIComponent(id)}` : null);
  if (id && !loaded.data) {
    return html`<${Heading} title="Edit silence" /><${Loaded} of=${loaded} subject="The silence" />`;
  }
  return html`<${Form} silence=${loaded.data} params=${route.params} />`;
}

function initial(silence, params) {
  if (silence) {
    return {matchers: silence.matchers.map(parseMatcher), starts: Date.parse(silence.startsAt), ends: Date.parse(silence.endsAt),
      comment: silence.comment, expire: silence.expire ?? '', isLater: silence.state === 'pending'};
  }
  const seconds = parseDuration(params.get('duration') ?? '') || DEFAULT_SECONDS;
  const matchers = filtersOf(params).map(parseMatcher).filter(Boolean);
  return {matchers: matchers.length > 0 ? matchers : [NO_MATCHER], starts: now(), ends: now() + seconds * 1000,
    comment: params.get('comment') ?? '', expire: '', isLater: false, seconds};
}

function Form({silence, params}) {
  useSettings();
  const [form, setForm] = useState(() => initial(silence, params));
  const [creator, setCreator] = useState(silence?.createdBy ?? setting('creator'));
  const [error, setError] = useState(null);
  const [isRunning, setRunning] = useState(false);
  const user = useSummary()?.user?.name;
  const change = (changed) => setForm((before) => ({...before, ...changed}));

  const body = useMemo(() => {
    const starts = form.isLater || silence ? form.starts : now();
    const ends = form.seconds && !form.isLater ? now() + form.seconds * 1000 : form.ends;
    return {
      ...(silence ? {id: silence.id} : {}),
      matchers: form.matchers.filter((matcher) => matcher.name),
      startsAt: new Date(starts || now()).toISOString(), endsAt: new Date(ends || now()).toISOString(),
      createdBy: user || creator, comment: form.comment, ...(silence?.annotations ? {annotations: silence.annotations} : {}),
      ...(form.expire ? {expire: form.expire, expireGraceSeconds: silence?.expireGraceSeconds ?? 600} : {}),
    };
  }, [form, creator, user]);

  const create = async (event) => {
    event?.preventDefault();
    setRunning(true);
    setSetting('creator', creator);
    setError(await createAndOpen(body));
    setRunning(false);
  };
  useEffect(() => {
    const onKey = (event) => {
      if (event.key === 'Enter' && event.ctrlKey && !isRunning) {
        create();
      }
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });
  const texts = body.matchers.map(formatMatcher);
  const length = duration((Date.parse(body.endsAt) - Date.parse(body.startsAt)) / 1000);

  return html`
    <${Heading} title=${silence ? 'Edit silence' : 'New silence'}>
      <${Menu}><${Copy} name="link" text=${() => fullAddress(address('silences/new', {filter: texts, duration: length,
        comment: form.comment}))} />
        <${Copy} name="amtool command" text=${() => amtoolSilence(texts, {duration: length, comment: form.comment,
          author: body.createdBy}, instanceUrl())} />
        <${Copy} name="curl command" text=${() => curlSilence(body, instanceUrl())} />
        <${Copy} name="JSON" text=${() => JSON.stringify(body, null, 2)} /></${Menu}>
    </${Heading}>
    <div class="split even"><form class="form" onSubmit=${create}>
      <fieldset><legend>alerts with all of these labels</legend>
        <${MatcherRows} matchers=${form.matchers} onChange=${(matchers) => change({matchers})} /></fieldset>
      <${Times} form=${form} change=${change} isEdit=${Boolean(silence)} />
      <label class="field">comment <input value=${form.comment} onInput=${(event) => change({comment: event.target.value})}
        maxlength="1024" /></label>
      <label class="field">creator <input value=${user || creator} disabled=${Boolean(user)}
        title=${user ? 'the signed-in user' : ''} onInput=${(event) => setCreator(event.target.value)} /></label>
      <label><input type="checkbox" checked=${Boolean(form.expire)} onChange=${(event) => change({expire: event.target.checked
        ? 'when_resolved' : ''})} />
        ${' '}end it 10 minutes after its alerts have ended</label>
      <${Failure} error=${error} subject="The silence" action="saved" />
      <p><button class="strong" disabled=${isRunning || texts.length === 0}>${silence ? 'save' : 'create'} <kbd>Ctrl+Enter</kbd></button>
        ${' '}<span class="dim">until ${absolute(body.endsAt)} ${zoneName()}</span></p>
    </form>
    <${SilencePreview} body=${{matchers: body.matchers, startsAt: body.startsAt, endsAt: body.endsAt}} /></div>`;
}

/** Ends that people mean by name. */
function quickEnds() {
  const morning = new Date(now());
  morning.setHours(9, 0, 0, 0);
  const tomorrow = new Date(morning);
  tomorrow.setDate(morning.getDate() + 1);
  const monday = new Date(morning);
  monday.setDate(morning.getDate() + (((8 - morning.getDay()) % 7) || 7));
  return [['until tomorrow 9:00', tomorrow.getTime()], ['until Monday 9:00', monday.getTime()]];
}

function Times({form, change, isEdit}) {
  const [text, setText] = useState(form.seconds ? duration(form.seconds) : '');
  const setSeconds = (seconds) => {
    setText(duration(seconds));
    change({seconds, ends: (form.isLater ? form.starts : now()) + seconds * 1000});
  };
  const typed = (event) => {
    setText(event.target.value);
    const seconds = parseDuration(event.target.value);
    if (seconds > 0) {
      change({seconds, ends: (form.isLater ? form.starts : now()) + seconds * 1000});
    }
  };
  return html`<fieldset><legend>for how long (${zoneName()})</legend>
    <div class="switches">${[['30m', 1_800], ['1h', 3_600], ['4h', 14_400], ['1d', 86_400]].map(([name, seconds]) => html`
      <button key=${name} type="button" aria-pressed=${form.seconds === seconds} onClick=${() => setSeconds(seconds)}>${name}</button>`)}
      ${quickEnds().map(([name, ends]) => html`<button key=${name} type="button" aria-pressed=${form.ends === ends && !form.seconds}
        onClick=${() => (setText(''), change({ends, seconds: undefined}))}>${name}</button>`)}</div>
    <div class="fields"><label class="field">duration <input size="6" value=${text} onInput=${typed} placeholder="1h30m"
      aria-invalid=${text !== '' && !(parseDuration(text) > 0)} /></label>
      ${!isEdit && html`<label><input type="checkbox" checked=${form.isLater}
        onChange=${(event) => change({isLater: event.target.checked, starts: now() + 3_600_000,
        ends: now() + 3_600_000 + (form.seconds ?? DEFAULT_SECONDS) * 1000})} /> start later</label>`}
      ${form.isLater && html`<label class="field">start <input type="datetime-local" value=${toInput(form.starts)}
        onInput=${(event) => fromInput(event.target.value) && change({starts: fromInput(event.target.value)})} /></label>`}
      <label class="field">end <input type="datetime-local" value=${toInput(form.ends)}
        onInput=${(event) => fromInput(event.target.value) && (setText(''), change({ends: fromInput(event.target.value),
        seconds: undefined}))} /></label></div>
  </fieldset>`;
}
