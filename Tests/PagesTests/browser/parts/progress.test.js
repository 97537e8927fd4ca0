import { equal, ok, test } from '../runner.js';
import { useMessages } from '/web/parts/i18n.js';
import { ring, ringState } from '/web/parts/ring.js';
import { inOrder, ruleList } from '/web/parts/rule-list.js';
import { standingRank } from '/web/parts/standing.js';
import { weekBars, weekShares } from '/web/parts/week-bars.js';

const week = (done, required, status = 'met') => ({ firstDay: '2026-10-05', done, required, status });

test('a ring is full when all is done, and no part of anything where no number is asked for', () => {
    const of = (done, required) => { const { share, state } = ringState({ done, required }); return [share, state]; };
    equal([of(0, 3), of(1, 4), of(3, 3), of(5, 3)], [[0, 'none'], [0.25, 'some'], [1, 'done'], [1, 'done']]);
    equal([of(5, null), of(0, null), of(0, 0)], [[0, 'open'], [0, 'open'], [1, 'done']]);
});

test('a ring says its numbers in words, and grows in place', () => {
    const name = '{label}: {done} of {required}';
    useMessages({ 'ring.name': name, 'ring.nameOpen': '{label}: {done}', 'ring.required': 'of' });
    const element = ring({ done: 1, required: 3, label: 'This week' });
    const picture = element.querySelector('[role=img]');
    equal(picture.getAttribute('aria-label'), 'This week: 1 of 3');
    element.update({ done: 2, required: 3 });
    equal(picture.getAttribute('aria-label'), 'This week: 2 of 3');
    ok(element.style.getPropertyValue('--share') === '66.7');
    element.update({ done: 2, required: null });
    equal([picture.getAttribute('aria-label'), element.dataset.state], ['This week: 2', 'open']);
});

test('weeks come oldest first, by the highest of what was done and what was asked', () => {
    const shares = weekShares([week(1, 4), week(2, 0, 'excused'), week(3, null)]);
    equal(shares.map(({ share, target }) => [share, target]), [[0.75, null], [0.5, 0], [0.25, 1]]);
    equal(weekShares([week(0, null)]).map(({ share, target }) => [share, target]), [[0, null]]);
});

test('no weeks, one week and many weeks are shown, and the table holds all of them', () => {
    useMessages({ 'weeks.none': 'None.' });
    equal(weekBars([]).textContent, 'None.');
    const many = weekBars(Array.from({ length: 53 }, () => week(1, 2, 'missed')), { atMost: 12 });
    equal([many.querySelectorAll('.week').length, many.querySelectorAll('tbody tr').length], [12, 53]);
    equal(weekBars([week(1, null, 'current')]).querySelectorAll('.week-target').length, 0);
});

test('rules that were not met come first, in the order of the card', () => {
    const rules = ['passed', 'not-measured', 'failed', 'warning', 'needs-review', 'failed', 'new']
        .map((outcome, place) => ({ outcome, place }));
    equal(inOrder(rules).map(({ place }) => place), [2, 5, 4, 3, 0, 1, 6]);
});

test('a rule is shown in the reader\'s language, or marked as English', () => {
    useMessages({}, { language: 'es' });
    const sentences = { en: 'In time.', es: 'A tiempo.' };
    const both = { id: 'late', outcome: 'passed', sentence: 'In time.', sentences };
    const shown = ruleList([both, { rule: 'late', outcome: 'failed', sentence: 'Too late.' }]);
    const lines = [...shown.querySelectorAll('.rule-sentence')];
    equal(lines.map((one) => [one.textContent, one.lang]), [['Too late.', 'en'], ['A tiempo.', '']]);
    useMessages({});
});

test('rounding never hides that it was too much, or makes it enough', () => {
    const bounds = { 'rule.atMost': 'at most {value}', 'rule.atLeast': 'at least {value}' };
    useMessages({ 'unit.min': 'min', 'unit.s': 's', ...bounds });
    const figures = (rule) => [...ruleList([{ outcome: 'failed', sentence: '', ...rule }]).querySelectorAll('dd')]
        .map((one) => one.textContent.replaceAll('\u00a0', ' '));
    const late = { id: 'late', unit: 'milliseconds', threshold: 600_000 };
    equal(figures({ ...late, measured: 600_001 }), ['10 min 1 s', 'at most 10 min']);
    const least = { id: 'minimum-minutes', unit: 'milliseconds', threshold: 2_880_000 };
    equal(figures({ ...least, measured: 2_879_999 }), ['47 min 59 s', 'at least 48 min']);
    equal(figures({ id: 'match-strength', unit: 'points', measured: 10, threshold: 20 }), []);
    equal(figures({ id: 'late', unit: 'milliseconds', measured: null, threshold: 60_000 }), ['at most 1 min']);
});

test('who needs somebody comes first', () => {
    const people = [{ standing: 'complete' }, { standing: 'on-track' }, { standing: 'on-track', isAtRisk: true },
        { standing: 'behind' }, { standing: null }];
    equal(people.map(standingRank), [4, 3, 1, 0, 2]);
});
