import { equal, ok, test, throws } from '../runner.js';
import {
    date, dateTime, dayName, duration, isSameClock, list, minutes, number, percent, relative, stopwatch, time,
    timeInBoth, timeSpan, weekStart, zoneCity,
} from '/web/parts/format.js';
import { useMessages } from '/web/parts/i18n.js';

const newYork = 'America/New_York';
const evening = '2026-10-06T23:00:00Z';
const now = Date.parse('2026-10-01T00:00:00Z');
const words = {
    'unit.h': 'h', 'unit.min': 'min', 'time.inBoth': '{there}, {here} for you', 'zone.America/New_York': 'Nueva York',
};
const as = (locale, messages = {}) => useMessages(messages, { language: locale.split('-')[0], locale });
/** No-break spaces are there for the eye only. */
const plain = (text) => text.replace(/[\u00a0\u202f]/g, ' ');

test('the hours are written as the reader\'s region does', () => {
    as('en-US');
    equal(time(evening, newYork), '7:00\u00a0pm');
    equal(plain(time('2026-10-06T04:05:00Z', newYork)), '12:05 am');
    as('en-GB');
    equal(time(evening, newYork), '19:00');
    as('es-US', words);
    ok(/^7:00 p\.\s?m\.$/.test(plain(time(evening, newYork))), time(evening, newYork));
    as('es-ES', words);
    equal(time(evening, newYork), '19:00');
});

test('dates are in the order of cards and letters, with the year where it is another', () => {
    as('en-US');
    equal(date(evening, newYork, { now }), 'Tue 6 Oct');
    equal(date('2025-12-31', undefined, { now }), 'Wed 31 Dec 2025');
    equal(date(evening, newYork, { now, year: true }), 'Tue 6 Oct 2026');
    equal(date(evening, newYork, { now, weekday: 'long', month: 'long' }), 'Tuesday 6 October');
    as('es-US');
    equal(date(evening, newYork, { now }), 'mar 6 oct');
    equal(date(evening, newYork, { now, weekday: 'long', month: 'long' }), 'martes 6 de octubre');
});

test('a date has no zone: it is the same day everywhere', () => {
    as('en-US');
    equal(date('2026-10-05', 'Pacific/Kiritimati', { now }), 'Mon 5 Oct');
    equal(date('2026-10-05', 'Pacific/Pago_Pago', { now }), 'Mon 5 Oct');
    equal(dayName('2026-10-05'), 'Monday');
    as('es-MX');
    equal(dayName('2026-10-05'), 'lunes');
});

test('the zone is named, by its city, in the language of the page', () => {
    as('en-US');
    equal(plain(dateTime(evening, { zone: newYork, nameZone: true, now })), 'Tue 6 Oct, 7:00 pm (New York)');
    equal(plain(dateTime(evening, { zone: newYork, nameZone: false, now })), 'Tue 6 Oct, 7:00 pm');
    equal(zoneCity('America/Argentina/Buenos_Aires'), 'Buenos Aires');
    equal(zoneCity('UTC'), 'UTC');
    as('es-US', words);
    ok(dateTime(evening, { zone: newYork, nameZone: true, now }).endsWith('(Nueva York)'));
});

test('clocks that show the same need no name', () => {
    as('en-US', words);
    equal(isSameClock(newYork, 'America/Toronto', evening), true);
    equal(isSameClock(newYork, 'America/Chicago', evening), false);
    equal(plain(timeInBoth(evening, newYork, { reader: 'America/Toronto' })), '7:00 pm');
    const both = timeInBoth(evening, newYork, { reader: 'America/Los_Angeles' });
    equal(plain(both), '7:00 pm (Nueva York), 4:00 pm for you');
    // On the same offset in winter only.
    equal(isSameClock('America/Phoenix', 'America/Denver', '2026-01-15T12:00:00Z'), true);
    equal(isSameClock('America/Phoenix', 'America/Denver', '2026-07-15T12:00:00Z'), false);
});

test('when clocks are put back, the hour that comes twice is still told in order', () => {
    as('en-US');
    const twice = ['2026-11-01T05:30:00Z', '2026-11-01T06:30:00Z'].map((at) => plain(time(at, newYork)));
    equal(twice, ['1:30 am', '1:30 am']);
    equal(duration(Date.parse('2026-11-01T06:30:00Z') - Date.parse('2026-11-01T05:30:00Z')).startsWith('1'), true);
});

test('spans say am and pm once, and the second date where it is another', () => {
    as('en-US');
    equal(plain(timeSpan(evening, '2026-10-06T23:52:00Z', newYork)), '7:00 – 7:52 pm');
    equal(plain(timeSpan('2026-10-06T15:30:00Z', '2026-10-06T16:30:00Z', newYork)), '11:30 am – 12:30 pm');
    ok(plain(timeSpan(evening, '2026-10-07T04:30:00Z', newYork)).startsWith('7:00 pm – 12:30 am, Wed 7 Oct'));
    as('en-GB');
    equal(timeSpan(evening, '2026-10-06T23:52:00Z', newYork), '19:00 – 19:52');
});

test('minutes are rounded down, never up', () => {
    as('en-US', words);
    equal(plain(minutes(47.99)), '47 min');
    equal(plain(duration(59_999)), '0 min');
    equal(plain(duration(3_599_999)), '59 min');
    equal(plain(duration(3_600_000)), '1 h');
    equal(plain(duration(3_900_000)), '1 h 5 min');
    equal(stopwatch(3_725_999), '1:02:05');
    equal(stopwatch(65_000), '1:05');
    equal(plain(minutes(1, { long: true })), '1 minute');
    as('es-US', words);
    equal(plain(minutes(5, { long: true })), '5 minutos');
});

test('a share that was not reached is not shown as reached', () => {
    as('en-US');
    equal([percent(0.7999), percent(0.29), percent(1), percent(0)], ['79%', '29%', '100%', '0%']);
});

test('how long ago is said in whole units, rounded down', () => {
    as('en-US');
    const said = [0, -3, -59, -60, -3599, -3600, -86_399, -86_400, 4].map((s) => relative(now + s * 1000, now));
    equal(said, ['now', '3 seconds ago', '59 seconds ago', '1 minute ago', '59 minutes ago', '1 hour ago',
        '23 hours ago', '1 day ago', 'in 4 seconds']);
    as('es-US');
    equal(relative(now - 3000, now), 'hace 3 segundos');
});

test('lists, numbers and weeks follow the reader', () => {
    as('en-US');
    equal([list(['Ana', 'Ben', 'Cruz']), number(1250), weekStart()], ['Ana, Ben, and Cruz', '1,250', 7]);
    as('es-ES');
    equal([list(['Ana', 'Ben', 'Cruz']), weekStart()], ['Ana, Ben y Cruz', 1]);
});

test('what is not a moment is refused rather than shown', () => {
    as('en-US');
    return Promise.all(['', 'yesterday', null, NaN].map((at) => throws(() => time(at))));
});
