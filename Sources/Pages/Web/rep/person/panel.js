/** Everything about one participant, beside the table. */
import { failure } from '../../parts/empty.js';
import { h, mount } from '../../parts/h.js';
import { icon } from '../../parts/icon.js';
import { t } from '../../parts/i18n.js';
import { menu } from '../../parts/menu.js';
import { problemSentence } from '../words.js';
import { attendanceBlock } from './attendance.js';
import { cardsBlock } from './cards.js';
import { decisionsBlock } from './decisions.js';
import { disputesBlock } from './disputes.js';
import { requirementBlock } from './requirement.js';
import { standingBlock } from './standing.js';

const quietMs = 2000;

/**
 * @param {object} tools api, state, actions, realtime
 * @param {string} id of the participant
 * @returns {{title: string, body: HTMLElement, update(): void, changed(): void, stop(): void}} update: their row is
 *     another; changed: something happened to them, what is shown is read again soon
 */
export function personPanel(tools, id) {
    const { api, state, actions } = tools;
    const person = { id, profile: null, progress: null, zoneOf: () => undefined };
    const facts = h('p', { class: 'person-facts' });
    const trouble = h('div');
    const abort = new AbortController();
    let timer = null;
    let isStopped = false;

    const get = (path, options) => api.get(path, { signal: abort.signal, ...options });
    const own = { ...tools, get, id, person };
    const blocks = {
        standing: standingBlock(own), requirement: requirementBlock(own), attendance: attendanceBlock(own),
        disputes: disputesBlock(own), cards: cardsBlock(own), decisions: decisionsBlock(own),
    };
    const body = h('div', { class: 'person' }, facts, headActions(), trouble, blocks.standing.element,
        blocks.disputes.element, blocks.attendance.element, blocks.requirement.element, blocks.cards.element,
        blocks.decisions.element);
    const row = () => state.rows.get(id);

    /** Made once: whoever has opened the menu stays in it. */
    function headActions() {
        const pdf = `/api/participants/${encodeURIComponent(id)}/hearing.pdf`;
        const items = [
            { text: t('rep.act.excuseMissed'), run: () => actions.excuseMissed(id) },
            { text: t('rep.act.invite'), run: () => actions.invite(id) },
            { text: t('rep.act.print'), run: () => globalThis.print() },
        ];
        return h('div', { class: 'person-actions no-print' },
            h('a', { class: 'button is-small', href: pdf }, icon('download'), h('span', t('rep.act.pdf'))),
            h('button', { type: 'button', class: 'button is-small', onclick: () => actions.excuseWeek(id) },
                t('rep.act.excuseWeek')),
            menu({ label: t('rep.act.more'), text: t('rep.act.more'), items }));
    }

    function drawHead() {
        const { profile } = person;
        mount(facts, [
            profile?.caseNumber ?? (row()?.caseEnding && t('rep.caseEnding', { ending: row().caseEnding })),
            id, profile?.joinCode && t('rep.joinCode', { code: profile.joinCode }),
        ].filter(Boolean).map((text, index) => [index > 0 && ' · ', h('span', { class: 'nowrap' }, text)]));
    }

    async function read() {
        const path = `/api/participants/${encodeURIComponent(id)}`;
        body.setAttribute('aria-busy', 'true');
        try {
            const [profile, progress] = await Promise.all([get(path), get(`${path}/progress`)]);
            if (isStopped) return;
            person.profile = profile.body;
            person.progress = progress.body;
            const zones = new Map(profile.body.meetings.map((one) => [one.meeting, one.schedule?.timeZone]));
            person.zoneOf = (meeting) => zones.get(meeting) ?? profile.body.timeZone;
            mount(trouble);
            drawHead();
            for (const block of Object.values(blocks)) block.draw();
            await Promise.all(Object.values(blocks).map((block) => block.read?.()));
        } catch (error) {
            if (isStopped || abort.signal.aborted) return;
            mount(trouble, failure({
                title: t('rep.notRead'), text: problemSentence(error), level: 3,
                action: { label: t('page.tryAgain'), run: read },
            }));
        } finally {
            body.setAttribute('aria-busy', 'false');
        }
    }

    drawHead();
    blocks.standing.draw();
    read();
    return {
        title: row()?.name ?? id, body,
        update() { blocks.standing.draw(); },
        changed() {
            if (timer !== null || isStopped) return;
            timer = setTimeout(() => {
                timer = null;
                read();
            }, quietMs);
        },
        refresh: read,
        stop() {
            isStopped = true;
            clearTimeout(timer);
            abort.abort();
            for (const block of Object.values(blocks)) block.stop?.();
        },
    };
}
