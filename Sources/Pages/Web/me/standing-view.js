import { standingFacts } from './standing-facts.js';
import { date, dayName, isSameClock, number, readersZone, time, zoneCity } from '../parts/format.js';
import { h, mount } from '../parts/h.js';
import { hasText, t } from '../parts/i18n.js';
import { ring } from '../parts/ring.js';
import { tag } from '../parts/verdict.js';

/**
 * Am I all right? One sentence and one picture, and what to do next.
 *
 * @param {HTMLElement} section
 * @returns {(progress: object, rep: string, now: number) => void} shows it; what has not changed stays as it is
 */
export function standingView(section) {
    const name = h('p', { class: 'standing-name', dir: 'auto' });
    const head = h('h1', { id: 'standing-head' });
    const next = h('p', { class: 'standing-next' });
    const advice = h('p', { class: 'standing-advice' });
    const words = h('div', { class: 'standing-words' }, name, head, next, advice);
    const rings = h('div', { class: 'standing-rings' });
    mount(section, words, rings);
    let shown = {};

    return (progress, rep, now) => {
        const facts = standingFacts(progress, now);
        say(name, progress.name);
        say(head, headSentence(facts));
        say(next, nextSentence(facts, progress, rep));
        sayAdvice(advice, facts, rep);
        drawRings(facts);
    };

    function drawRings({ rings: wanted, values }) {
        const numbers = {
            week: { done: values.done, required: values.required },
            total: { done: values.total, required: values.totalRequired },
        };
        const key = wanted.join();
        if (shown.key !== key) {
            shown = { key, rings: wanted.map((which, place) => ring({
                ...numbers[which], label: t(`standing.${which}`), size: place === 0 ? 'large' : 'usual',
            })) };
            mount(rings, shown.rings);
        }
        wanted.forEach((which, place) => shown.rings[place].update(numbers[which]));
    }
}

function say(element, text) {
    element.hidden = !text;
    if (element.textContent !== text) element.textContent = text ?? '';
}

function headSentence({ head, values }) {
    const isTotal = ['total', 'complete'].includes(head);
    return t(`standing.head.${head}`, {
        done: isTotal || head === 'open' ? values.total : values.done,
        required: isTotal ? values.totalRequired : values.required,
        day: head === 'notBegun' ? longDay(values.startsOn) : head === 'over' ? longDay(values.deadline) : null,
    });
}

function nextSentence({ head, next, values }, { thisWeek }, rep) {
    if (!next) return null;
    const isWeek = next === 'toGo' || next === 'toGoOne';
    const n = isWeek ? values.required - values.done : (values.totalRequired ?? 0) - values.total;
    const day = isWeek ? dayName(values.by) : ['untilNext', 'nextWeek'].includes(next) ? dayName(values.nextWeek)
        : values.deadline && longDay(values.deadline);
    const sentence = t(`standing.${next}`, {
        n, words: hasText(`number.${n}`) ? t(`number.${n}`) : number(n), day, rep,
        time: clock(values.lastMinute, thisWeek.timeZone), done: values.total, required: values.totalRequired,
    });
    const more = head === 'weekDone' ? values.done - values.required : 0;
    return more > 0 ? `${t('standing.more', { n: more })} ${sentence}` : sentence;
}

function sayAdvice(element, { kind, advice, values }, rep) {
    const text = advice && t(`standing.${advice}`, {
        done: values.total, asked: values.asked, missing: values.missing, days: values.days, rep,
        day: values.reachedOn && longDay(values.reachedOn), deadline: values.deadline && longDay(values.deadline),
    });
    const key = `${kind} ${text}`;
    if (element.dataset.key === key) return;
    element.dataset.key = key;
    element.hidden = !kind;
    const word = { good: 'good', complete: 'complete', attention: advice === 'slow' ? 'slow' : 'behind' }[kind];
    const mark = kind && tag(kind === 'attention' ? 'attention' : 'good', t(`standing.tag.${word}`));
    mount(element, mark, text && ' ', text);
}

const longDay = (day) => date(day, undefined, { weekday: 'long', month: 'long' });

/** The week ends on the clock of the court; its place is named where the reader's clock shows something else. */
function clock(at, zone) {
    const text = time(at, zone);
    return isSameClock(zone, readersZone(), at) ? text : `${text} (${zoneCity(zone)})`;
}
