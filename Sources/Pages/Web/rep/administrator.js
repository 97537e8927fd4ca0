/** An administrator looks at somebody else's participants: whose, and without being told by the feed. */
import { failure } from '../parts/empty.js';
import { h, mount } from '../parts/h.js';
import { t } from '../parts/i18n.js';
import { problemSentence } from './words.js';

const askEveryMs = 10_000;

/**
 * Asks whose participants are to be shown.
 *
 * @param {{api: object, title: HTMLElement, body: HTMLElement}} page
 */
export async function chooseRep({ api, title, body }) {
    title.textContent = t('rep.chooseTitle');
    try {
        const reps = [];
        for (let after = null; ;) {
            const query = after === null ? '' : `&after=${encodeURIComponent(after)}`;
            const { body: page } = await api.get(`/api/users?limit=200${query}`);
            reps.push(...page.users.filter((user) => user.role === 'court-rep'));
            after = page.next;
            if (after === null) break;
        }
        mount(body, reps.length === 0 ? h('p', t('rep.chooseNone')) : [
            h('p', t('rep.chooseText')),
            h('ul', { class: 'reps', role: 'list' }, reps.map((rep) => h('li',
                h('a', { href: `/rep?rep=${encodeURIComponent(rep.id)}` }, h('bdi', rep.name)),
                h('span', { class: 'muted' }, ` ${rep.id}`)))),
        ]);
    } catch (error) {
        mount(body, failure({
            title: t('rep.notRead'), text: problemSentence(error),
            action: { label: t('page.tryAgain'), run: () => chooseRep({ api, title, body }) },
        }));
    }
    body.setAttribute('aria-busy', 'false');
}

/**
 * The feed tells administrators nothing of participants: the server is asked now and then, while somebody looks and
 * nothing is paused.
 *
 * @param {{dashboard: object, realtime: object, setInterval?: Function, document?: Document}} options
 */
export function followByAsking({
    dashboard, realtime, document = globalThis.document, setInterval = globalThis.setInterval.bind(globalThis),
}) {
    setInterval(() => {
        if (!document.hidden && realtime.status.connection === 'live') dashboard.load().catch(() => {});
    }, askEveryMs);
}
