/**
 * What the first sentence says, worked out from the server's numbers. Pure: no words, no clock, no page.
 *
 * @typedef {object} StandingFacts
 * @property {string} head key of the sentence: week, weekDone, total, open, excused, nothing, notBegun, complete,
 *     completeOpen, over
 * @property {string|null} next key of what comes after it
 * @property {{[name: string]: *}} values numbers and dates of both
 * @property {'good'|'attention'|'complete'|null} kind
 * @property {string|null} advice key of what to do, where it does not go well: behindSoFar, behindDays, behindOpen,
 *     slow
 * @property {('week'|'total')[]} rings what is drawn, the most important first
 */

const dayMs = 86_400_000;

/**
 * @param {object} progress as `/api/participants/{id}/progress` answers
 * @param {number} now milliseconds since 1970
 * @returns {StandingFacts}
 */
export function standingFacts(progress, now) {
    const { thisWeek, total, requirement, standing, projection } = progress;
    const today = dateIn(thisWeek.timeZone, now);
    const isOver = Boolean(requirement.deadline) && requirement.deadline < today;
    const values = {
        done: thisWeek.done, required: thisWeek.required, total: total.done, totalRequired: total.required,
        startsOn: requirement.startsOn, deadline: requirement.deadline, reachedOn: projection.reachedOn,
        // The minute before the week ends, or the last day does.
        by: lastDay(thisWeek, requirement.deadline), lastMinute: Date.parse(thisWeek.endsAt) - 60_000,
        nextWeek: addDays(thisWeek.firstDay, 7),
    };
    const hasWeek = requirement.meetingsPerWeek !== null;
    const said = sentence(progress, values, today, isOver, hasWeek);
    return {
        values, ...said, rings: rings(said.head, hasWeek, total.required),
        ...advice(progress, values, today, isOver, standing, projection),
    };
}

function sentence({ thisWeek, total, standing }, values, today, isOver, hasWeek) {
    if (standing === 'complete') {
        if (total.required === null) return { head: 'completeOpen', next: 'completeText' };
        return { head: 'complete', next: 'completeText' };
    }
    if (isOver) return { head: 'over', next: total.required === null ? null : 'overText' };
    if (values.startsOn && today < values.startsOn) return { head: 'notBegun', next: 'notBegunText' };
    if (!hasWeek) {
        if (total.required === null) return { head: 'open', next: 'noNumber' };
        return { head: 'total', next: values.deadline ? 'toGoDeadline' : 'toGoTotal' };
    }
    if (thisWeek.status === 'excused') return { head: 'excused', next: 'goesOn' };
    if (thisWeek.required === 0) return { head: 'nothing', next: 'stillCount' };
    if (thisWeek.done >= thisWeek.required) {
        return { head: 'weekDone', next: standing === 'behind' ? 'nextWeek' : 'untilNext' };
    }
    return { head: 'week', next: thisWeek.required === 1 ? 'toGoOne' : 'toGo' };
}

function advice(progress, values, today, isOver, standing, projection) {
    if (standing === 'complete') return { kind: 'complete', advice: null };
    if (standing === 'behind') {
        const { total } = progress;
        const first = today > (values.startsOn ?? '') ? today : values.startsOn;
        const days = values.deadline ? daysFrom(first, values.deadline) : null;
        const missing = (total.required ?? 0) - total.done;
        Object.assign(values, { missing, days: Math.max(0, days ?? 0), asked: askedSoFar(progress) });
        if (isOver) return { kind: 'attention', advice: total.required === null ? 'behindOpen' : null };
        const isOutOfReach = total.required !== null && days !== null && missing > days;
        if (isOutOfReach) return { kind: 'attention', advice: 'behindDays' };
        const isTold = values.asked !== null && values.asked > total.done;
        return { kind: 'attention', advice: isTold ? 'behindSoFar' : 'behindOpen' };
    }
    if (projection.meetsDeadline === false && values.reachedOn) return { kind: 'attention', advice: 'slow' };
    const isAsked = values.required !== null || values.totalRequired !== null;
    if (values.startsOn && today < values.startsOn) return { kind: null, advice: null };
    return { kind: isAsked ? 'good' : null, advice: null };
}

/** A week that asks for nothing because all is over, or not begun, is no picture of anything. */
function rings(head, hasWeek, totalRequired) {
    const isBeside = ['complete', 'over', 'notBegun'].includes(head) && totalRequired !== null;
    return [hasWeek && !isBeside && 'week', (!hasWeek || totalRequired !== null) && 'total'].filter(Boolean);
}

/** What the weeks that are over asked for; null where not all of them are known. */
function askedSoFar({ weeks, requirement }) {
    const [, ...finished] = weeks;
    const isWhole = weeks.length < 53 || weeks.at(-1).firstDay <= (requirement.startsOn ?? '');
    return isWhole ? finished.reduce((sum, week) => sum + (week.required ?? 0), 0) : null;
}

function lastDay({ firstDay }, deadline) {
    const sunday = addDays(firstDay, 6);
    return deadline && deadline < sunday ? deadline : sunday;
}

const addDays = (day, n) => new Date(Date.parse(`${day}T00:00:00Z`) + n * dayMs).toISOString().slice(0, 10);

/** How many days there are from one to another, both included. */
const daysFrom = (first, last) => Math.round((Date.parse(last) - Date.parse(first)) / dayMs) + 1;

/**
 * @param {string} zone IANA name
 * @param {number} at milliseconds since 1970
 * @returns {string} the date there: "2026-10-06"
 */
export function dateIn(zone, at) {
    const parts = new Intl.DateTimeFormat('en', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
        .formatToParts(at);
    const value = (type) => parts.find((part) => part.type === type).value;
    return `${value('year')}-${value('month')}-${value('day')}`;
}
