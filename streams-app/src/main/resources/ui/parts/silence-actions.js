/** Actions on one silence. They use Alertmanager's API, as amtool does. */
import {post, request} from '../core/api.js';
import {parseMatcher} from '../core/matchers.js';
import {go} from '../core/router.js';
import {lastSummary} from '../core/summary.js';
import {absolute, now} from '../core/time.js';
import {say} from './basics.js';

/** The body that posts a silence of the list again, under its id. */
export function bodyOf(silence) {
  const matchers = silence.matchers.map((matcher) => (typeof matcher === 'string' ? parseMatcher(matcher) : matcher));
  const {id, startsAt, endsAt, createdBy, comment, annotations, expire, expireGraceSeconds} = silence;
  return {id, matchers, startsAt, endsAt, createdBy, comment, ...(annotations ? {annotations} : {}),
    ...(expire ? {expire, expireGraceSeconds} : {})};
}

/** Posts a silence. @returns {Promise<string>} its id */
export async function postSilence(body) {
  const {silenceID} = await post('../api/v2/silences', body);
  return silenceID;
}

/** Says since which record of the log an action holds. Answers of writes wait for the log, so that all later reads have it. */
export async function sayInForce(text) {
  let offset = lastSummary()?.logOffset;
  try {
    offset = (await request('summary')).logOffset;
  } catch {
    // The action itself was answered.
  }
  say(`${text} In force as of #${offset} on all instances.`);
}

/** Moves the end of a silence. There is no moment without it: an active silence keeps its id. */
export async function extend(silence, seconds) {
  const endsAt = new Date(Math.max(Date.parse(silence.endsAt), now()) + seconds * 1000).toISOString();
  try {
    await postSilence({...bodyOf(silence), endsAt});
    await sayInForce(`Silence extended until ${absolute(endsAt)}.`);
  } catch (error) {
    say(`The silence could not be extended: ${error.message}`, 'bad');
  }
}

export async function expire(silence) {
  try {
    await request(`../api/v2/silence/${encodeURIComponent(silence.id)}`, {method: 'DELETE'});
    await sayInForce('Silence expired.');
  } catch (error) {
    say(`The silence could not be expired: ${error.message}`, 'bad');
  }
}

/** Posts a silence and opens its page. @returns {Promise<Error | null>} */
export async function createAndOpen(body) {
  try {
    const id = await postSilence(body);
    go(`silences/${encodeURIComponent(id)}`);
    await sayInForce(body.id ? 'Silence changed.' : 'Silence created.');
    return null;
  } catch (error) {
    return error;
  }
}
