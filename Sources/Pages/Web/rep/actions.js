/** What a court representative decides, each in a small dialog that says what follows from it. */
import { dialog } from '../parts/dialog.js';
import { copyButton } from '../parts/copy.js';
import { checkboxField, radioField, selectField, textField } from '../parts/form.js';
import { date, dateTime, minutes, time, zoneCity } from '../parts/format.js';
import { h } from '../parts/h.js';
import { t } from '../parts/i18n.js';
import { missedMeetings } from './absence.js';
import { deciding } from './decide.js';
import { matchWords, shownError } from './words.js';
import { nearestMoment, wallClock } from './zoned.js';

/**
 * @typedef {object} Subject an attendance: number of its card, or occurrence and participant; participant, meetingName,
 *     startedAt, and, where they are known, scheduledStart, scheduledEnd, firstSeen, lastSeen, timeZone
 */

/**
 * @param {{api: object, state: import('./state.js').DashboardState, decided(participant: string|null): void}} options
 * @returns {object} claim, correct, excuse, void, reissue, answer, withdraw, excuseWeek, excuseMissed, invite: each
 *     shows a dialog, and promises the answer, or null when it was given up
 */
export function createActions({ api, state, decided }) {
    const { ask } = deciding({ api, decided });
    const nameOf = (id) => state.rows.get(id)?.name ?? id;
    const zoneOf = (subject) => subject.timeZone ?? state.rows.get(subject.participant)?.timeZone ?? 'UTC';
    const attendance = (subject) => (subject.number ? { card: subject.number }
        : { occurrence: subject.occurrence, participant: subject.participant });

    /** Which attendance it is about: in words above each form. */
    function about(subject) {
        return h('p', { class: 'about' }, h('b', h('bdi', nameOf(subject.participant))),
            h('span', [subject.meetingName, subject.startedAt && dateTime(subject.startedAt, { zone: zoneOf(subject) })]
                .filter(Boolean).join(' · ')));
    }

    /** Everything that is asked for by a reason alone. */
    const plain = (name, path, isDanger) => (subject) => ask({
        title: t(`rep.${name}.title`), consequence: t(`rep.${name}.consequence`, { name: nameOf(subject.participant) }),
        before: about(subject), submitLabel: t(`rep.${name}.submit`), isDanger, path,
        body: ({ reason }) => ({ ...(name === 'reissue' ? { card: subject.number } : attendance(subject)), reason }),
        done: t(`rep.${name}.done`), participant: subject.participant,
    });

    function claim(one, suggested = null) {
        const rows = [...state.rows.values()];
        const others = new Set(one.suggestions.map((suggestion) => suggestion.participant));
        const choice = (row) => ({ value: row.participant, label: `${row.name} · ${row.participant}` });
        const likely = one.suggestions.map(({ participant, reason }) => ({
            value: participant, label: `${nameOf(participant)} · ${participant} (${t(`rep.suggestion.${reason}`)})`,
        }));
        const choices = [{ value: '', label: t('rep.claim.choose') }, ...likely,
            ...rows.filter((row) => !others.has(row.participant)).map(choice)];
        const fields = [selectField({
            name: 'participant', label: t('rep.claim.who'), value: suggested ?? '', choices,
            required: t('rep.claim.missing'),
        })];
        if (one.forGood.length > 0) {
            fields.push(radioField({
                name: 'forGood', legend: t('rep.claim.forHowLong'), value: '',
                choices: [
                    { value: '', label: t('rep.claim.once') },
                    ...one.forGood.map((kind) => ({
                        value: kind, label: t('rep.claim.forGood', { kind: matchWords(kind) }), hint: seenOf(one, kind),
                    })),
                ],
            }));
        }
        const seen = one.names[0] ?? one.emails[0] ?? one.phones[0] ?? t('rep.needs.nameless');
        return ask({
            title: t('rep.claim.title', { seen }), consequence: t('rep.claim.consequence'),
            before: h('p', { class: 'about' }, h('b', h('bdi', seen)), h('span', [
                one.meetingName, one.startedAt && dateTime(one.startedAt, { zone: one.timeZone }),
                t('rep.needs.minutes', { time: minutes(one.provenMinutes + one.inferredMinutes) }),
            ].filter(Boolean).join(' · '))),
            fields, submitLabel: t('rep.claim.submit'), path: '/api/claims', done: t('rep.claim.done'),
            body: ({ participant, forGood, reason }) => ({
                occurrence: one.occurrence, attendee: one.attendee, participant, reason, ...(forGood && { forGood }),
            }),
        });
    }

    function correct(subject) {
        const zone = zoneOf(subject);
        const near = Date.parse(subject.scheduledStart ?? subject.startedAt ?? new Date().toISOString());
        const start = subject.scheduledStart ?? subject.startedAt;
        const isLate = subject.firstSeen && start && Date.parse(subject.firstSeen) > Date.parse(start);
        const clock = (at) => (at ? wallClock(at, zone).time : '');
        const timeField = (name, value) => textField({
            name, label: t(`rep.correct.${name}`), type: 'time', value, width: 10,
            required: t(`rep.correct.${name}Missing`),
        });
        const fields = [
            radioField({
                name: 'direction', legend: t('rep.correct.what'), value: 'add',
                choices: ['add', 'remove'].map((value) => ({
                    value, label: t(`rep.correct.${value}`), hint: t(`rep.correct.${value}Hint`),
                })),
            }),
            timeField('from', isLate ? clock(start) : ''), timeField('to', isLate ? clock(subject.firstSeen) : ''),
        ];
        const known = [
            subject.scheduledStart && t('rep.correct.scheduled', {
                start: time(subject.scheduledStart, zone), end: time(subject.scheduledEnd, zone),
            }),
            subject.firstSeen && t('rep.correct.seen', {
                start: time(subject.firstSeen, zone), end: time(subject.lastSeen ?? subject.firstSeen, zone),
            }),
        ].filter(Boolean).join(' ');
        return ask({
            title: t('rep.correct.title'), consequence: t('rep.correct.consequence'),
            before: [about(subject), known && h('p', known),
                h('p', { class: 'hint' }, t('rep.correct.zone', {
                    zone: zoneCity(zone), day: date(near, zone, { year: true }),
                }))],
            fields, submitLabel: t('rep.correct.submit'), path: '/api/corrections', done: t('rep.correct.done'),
            participant: subject.participant,
            body: ({ direction, from, to, reason }) => {
                const begin = nearestMoment(from, near, zone);
                let finish = nearestMoment(to, near, zone);
                if (begin === null) throw { errors: { from: t('rep.correct.noSuchTime') } };
                if (finish === null) throw { errors: { to: t('rep.correct.noSuchTime') } };
                if (finish <= begin && begin - finish > 12 * 3_600_000) finish += 86_400_000;
                if (finish <= begin) throw { errors: { to: t('rep.correct.endsBefore') } };
                const interval = { start: new Date(begin).toISOString(), end: new Date(finish).toISOString() };
                return { ...attendance(subject), [direction]: interval, reason };
            },
        });
    }

    function excuseWeek(participant, week = null) {
        const zone = state.rows.get(participant)?.timeZone ?? 'UTC';
        return ask({
            title: t('rep.excuseWeek.title'),
            consequence: t('rep.excuseWeek.consequence', { name: nameOf(participant) }),
            fields: [textField({
                name: 'date', type: 'date', label: t('rep.excuseWeek.date'), width: 12,
                hint: t('rep.excuseWeek.hint'), value: week ?? wallClock(Date.now(), zone).date,
                required: t('rep.excuseWeek.missing'),
            })],
            submitLabel: t('rep.excuseWeek.submit'), path: '/api/excused-weeks', done: t('rep.excuseWeek.done'),
            participant,
            body: (values) => ({ participant, date: values.date, reason: values.reason }),
        });
    }

    /** An absence has no card: which meeting it was is chosen. */
    async function excuseMissed(participant) {
        let missed;
        try {
            missed = await missedMeetings(api, participant);
        } catch (error) {
            return tell(t('rep.missed.title'), shownError(error).message);
        }
        if (missed.length === 0) {
            return tell(t('rep.missed.title'), t('rep.missed.none', { name: nameOf(participant) }));
        }
        const choices = missed.map((one) => ({
            value: one.occurrence, label: `${one.name}, ${dateTime(one.startedAt, { zone: one.timeZone })}`,
        }));
        return ask({
            title: t('rep.missed.title'), consequence: t('rep.excuse.consequence', { name: nameOf(participant) }),
            fields: [selectField({
                name: 'occurrence', label: t('rep.missed.which'),
                choices: [{ value: '', label: t('rep.missed.choose') }, ...choices],
                required: t('rep.missed.missing'),
            })],
            submitLabel: t('rep.excuse.submit'), path: '/api/excuses', done: t('rep.excuse.done'), participant,
            body: ({ occurrence, reason }) => ({ occurrence, participant, reason }),
        });
    }

    const tell = async (title, body) => {
        await dialog({ title, body, actions: [{ label: t('dialog.close'), value: null }] });
        return null;
    };

    const answer = (dispute) => ask({
        title: t('rep.answer.title', { name: nameOf(dispute.participant) }), consequence: t('rep.answer.consequence'),
        before: h('blockquote', { dir: 'auto' }, dispute.reason), submitLabel: t('rep.answer.submit'),
        path: `/api/disputes/${dispute.dispute}/answer`, done: t('rep.answer.done'), participant: dispute.participant,
        reason: { label: t('rep.answer.label'), hint: t('rep.answer.hint') },
        body: ({ reason }) => ({ reason }),
    });

    const withdraw = (decision) => ask({
        title: t('rep.withdraw.title'), consequence: t('rep.withdraw.consequence'),
        before: h('p', { class: 'about' }, h('b', t(`rep.decision.${decision.kind}`)),
            h('span', { dir: 'auto' }, decision.reason)),
        submitLabel: t('rep.withdraw.submit'), isDanger: true, path: `/api/decisions/${decision.decision}/withdrawal`,
        done: t('rep.withdraw.done'), participant: decision.participant, body: ({ reason }) => ({ reason }),
    });

    /** A link with which somebody sets their password: shown once, to be handed over. */
    async function invite(participant) {
        const mail = checkboxField({ name: 'mail', label: t('rep.invite.mail'), hint: t('rep.invite.mailHint') });
        let made = null;
        await dialog({
            title: t('rep.invite.title', { name: nameOf(participant) }),
            body: [h('p', { class: 'consequence' }, t('rep.invite.consequence')), mail.element],
            actions: [
                {
                    label: t('rep.invite.submit'), kind: 'primary',
                    run: async () => {
                        try {
                            made = (await api.post('/api/invites', { person: participant, mail: mail.value })).body;
                        } catch (error) {
                            throw shownError(error);
                        }
                    },
                },
                { label: t('form.cancel'), value: null },
            ],
        });
        if (!made) return null;
        const field = h('input', {
            class: 'input code', readonly: true, value: made.link, 'aria-label': t('rep.invite.link'),
            onfocus: (event) => event.target.select(),
        });
        await dialog({
            title: t('rep.invite.ready', { name: nameOf(participant) }),
            body: [
                h('p', t(made.isMailed ? 'rep.invite.mailed' : 'rep.invite.notMailed')),
                h('div', { class: 'input-with' }, field,
                    copyButton({ text: made.link, what: t('rep.invite.link') })),
                h('p', { class: 'muted' }, t('rep.invite.until', { when: dateTime(made.expiresAt) })),
            ],
            actions: [{ label: t('dialog.close'), value: true }],
        });
        return made;
    }

    return {
        claim, correct, excuseWeek, excuseMissed, answer, withdraw, invite,
        excuse: plain('excuse', '/api/excuses'),
        void: plain('void', '/api/voids', true),
        reissue: plain('reissue', '/api/reissues'),
    };
}

/** What was seen of a kind: shown, so that nobody recognises somebody for good by the wrong thing. */
function seenOf(one, kind) {
    const values = { email: one.emails, phone: one.phones, name: one.names }[kind];
    return values?.length > 0 ? values.join(', ') : null;
}
