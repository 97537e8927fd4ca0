import { equal, ok, test } from '../runner.js';
import { shortName } from '/web/me/code-view.js';
import { disputesOf } from '/web/me/dispute-facts.js';
import { nextMeetings } from '/web/me/next-facts.js';
import { minutesCounted } from '/web/me/now-facts.js';
import { staleness } from '/web/me/staleness.js';
import { dateIn, standingFacts } from '/web/me/standing-facts.js';

const zone = 'America/New_York';
/** Sat 21 Nov 2026, 3 pm in New York. */
const now = Date.parse('2026-11-21T20:00:00Z');

function progress({ week = {}, total = {}, asked = {}, projection = {}, standing = 'on-track', weeks = [] } = {}) {
    const thisWeek = {
        done: 1, required: 3, status: 'current', firstDay: '2026-11-16', startsAt: '2026-11-16T05:00:00Z',
        endsAt: '2026-11-23T05:00:00Z', ...week,
    };
    return {
        standing, thisWeek: { ...thisWeek, timeZone: zone }, weeks: [thisWeek, ...weeks],
        total: { done: 11, required: null, ...total },
        requirement: { meetingsPerWeek: 3, meetingsInTotal: total.required ?? null, startsOn: null, deadline: null,
            ...asked },
        projection: { reachedOn: null, meetsDeadline: null, ...projection },
    };
}
const said = (given, at = now) => {
    const { head, next, kind, advice, rings } = standingFacts(progress(given), at);
    return [head, next, kind, advice, rings.join()];
};

test('the first sentence is about this week, and says what is left of it', () => {
    equal(said({}), ['week', 'toGo', 'good', null, 'week']);
    equal(said({ week: { done: 0, required: 1 } }), ['week', 'toGoOne', 'good', null, 'week']);
    equal(said({ week: { done: 4 }, total: { required: 90 } }), ['weekDone', 'untilNext', 'good', null, 'week,total']);
});

test('a week that is excused, or asks for nothing, is not called undone', () => {
    equal(said({ week: { done: 0, required: 0, status: 'excused' } }), ['excused', 'goesOn', 'good', null, 'week']);
    equal(said({ week: { done: 0, required: 0 } }), ['nothing', 'stillCount', 'good', null, 'week']);
});

test('where no number a week is asked for, the total is what counts, and nothing is missing without one', () => {
    const asked = { meetingsPerWeek: null };
    equal(said({ asked, week: { required: null }, total: { required: 48 } }),
        ['total', 'toGoTotal', 'good', null, 'total']);
    equal(said({ asked: { ...asked, deadline: '2027-01-31' }, week: { required: null }, total: { required: 48 } })[1],
        'toGoDeadline');
    equal(said({ asked, week: { required: null } }), ['open', 'noNumber', null, null, 'total']);
});

test('before the first day, after the last one, and when all is done', () => {
    equal(said({ asked: { startsOn: '2026-12-01' }, week: { required: 0 } }).slice(0, 4),
        ['notBegun', 'notBegunText', null, null]);
    equal(said({ standing: 'complete', total: { done: 90, required: 90 } }),
        ['complete', 'completeText', 'complete', null, 'total']);
    equal(said({ standing: 'complete' })[0], 'completeOpen');
    const asked = { deadline: '2026-11-20' };
    equal(said({ standing: 'behind', asked, total: { required: 48 } }),
        ['over', 'overText', 'attention', null, 'total']);
    equal(said({ standing: 'behind', asked })[3], 'behindOpen');
    // The last day is a day like others, until it ends where the participant is.
    equal(said({ asked: { deadline: '2026-11-21' } }, Date.parse('2026-11-22T04:59:59Z'))[0], 'week');
    equal(said({ asked: { deadline: '2026-11-21' } }, Date.parse('2026-11-22T05:00:00Z'))[0], 'over');
});

test('who is behind is told by how much, as far as that is known, and never that nothing is to do', () => {
    const weeks = [{ done: 3, required: 3, firstDay: '2026-11-09' }, { done: 0, required: 3, firstDay: '2026-11-02' }];
    const given = { standing: 'behind', weeks, total: { done: 4 }, week: { done: 3 } };
    equal(said(given).slice(0, 4), ['weekDone', 'nextWeek', 'attention', 'behindSoFar']);
    equal(standingFacts(progress(given), now).values.asked, 6);
    const year = Array.from({ length: 52 }, () => weeks[0]);
    equal(said({ ...given, weeks: year })[3], 'behindOpen');
    const late = { standing: 'behind', total: { done: 40, required: 48 }, asked: { deadline: '2026-11-25' } };
    equal(said(late)[3], 'behindDays');
    const { missing, days } = standingFacts(progress(late), now).values;
    equal([missing, days], [8, 5]);
});

test('a pace that is too slow is told with both days', () => {
    const projection = { reachedOn: '2027-05-01', meetsDeadline: false };
    equal(said({ projection, asked: { deadline: '2027-03-12' }, total: { required: 48 } }).slice(2, 4),
        ['attention', 'slow']);
});

test('the week ends on its Sunday, or on the last day of all where that is sooner', () => {
    const by = (asked) => standingFacts(progress({ asked }), now).values.by;
    equal([by({}), by({ deadline: '2026-12-01' }), by({ deadline: '2026-11-21' })],
        ['2026-11-22', '2026-11-22', '2026-11-21']);
    equal(standingFacts(progress(), now).values.nextWeek, '2026-11-23');
});

test('a date is that of the participant’s place', () => {
    equal([dateIn(zone, now), dateIn(zone, Date.parse('2026-11-22T04:59:00Z')), dateIn('Asia/Tokyo', now)],
        ['2026-11-21', '2026-11-21', '2026-11-22']);
});

test('minutes are counted on from what the server said, and never more than is certain', () => {
    const since = '2026-11-21T19:30:30Z';
    const start = Date.parse(since);
    const counted = (minutesSoFar, answered, at) => minutesCounted({ since, minutesSoFar }, start + answered,
        start + at);
    equal([counted(0, 0, 59_999), counted(0, 0, 60_000), counted(29, 29 * 60_000 + 30_000, 30 * 60_000)], [0, 1, 30]);
    // Time before the last break is in it, of which no seconds are known.
    equal([counted(25, 0, 59_999), counted(25, 0, 60_000)], [25, 26]);
    // A clock that went back takes nothing away that was told.
    equal(counted(25, 60_000, 0), 25);
});

test('what goes on comes before what begins, and what one is in is not what is next', () => {
    const meeting = (id, start, end) => ({ meeting: id, nextStart: start, nextEnd: end });
    const running = meeting('b', '2026-11-21T19:30:00Z', '2026-11-21T20:30:00Z');
    const later = meeting('a', '2026-11-22T00:00:00Z', '2026-11-22T01:00:00Z');
    const never = meeting('c', null, null);
    const over = meeting('d', '2026-11-21T18:00:00Z', '2026-11-21T19:00:00Z');
    const found = nextMeetings([never, over, later, running], now);
    equal([found.next.meeting, found.isOn, found.all.map((one) => one.meeting)], ['b', true, ['b', 'a', 'c', 'd']]);
    equal([nextMeetings([running, later], now, 'b').next.meeting, nextMeetings([running, later], now, 'b').isOn],
        ['a', false]);
    equal([nextMeetings([], now).next, nextMeetings([never], now).next], [null, null]);
});

test('what is shown is what is so until nothing was heard for a while', () => {
    const at = (connection, updatedAt, now, isWhole) => staleness({ connection, updatedAt, isWhole }, 1000, now);
    equal(at('live', 50_000, 100_000), { isStale: false, knownAt: 50_000 });
    equal(at('live', 50_000, 140_001), { isStale: true, knownAt: 50_000 });
    equal([at('reconnecting', 50_000, 69_000).isStale, at('reconnecting', 50_000, 71_000).isStale], [false, true]);
    equal([at('offline', 50_000, 50_001).isStale, at('connecting', null, 2000).isStale], [true, false]);
    // A connection that is there again, while what was missed could not be read.
    equal(at('live', 200_000, 200_000, false), { isStale: true, knownAt: 1000 });
});

test('what was said about a card is found under the one that took its place', () => {
    const disputes = [{ card: 'C-1', supersededBy: 'C-2' }, { card: 'C-9', supersededBy: null }];
    equal([disputesOf({ card: 'C-2' }, disputes).length, disputesOf({ card: 'C-1' }, disputes).length], [1, 1]);
    equal([disputesOf({ card: 'C-3' }, disputes), disputesOf({ card: null }, disputes)], [[], []]);
});

test('a name in Zoom is the first word of a name, or all of it', () => {
    equal(['Ana Torres', ' Maria-Fernanda de los Ángeles', '歐陽美玲', 'عبد الرحمن'].map(shortName),
        ['Ana', 'Maria-Fernanda', '歐陽美玲', 'عبد']);
    ok(shortName('X') === 'X');
});
