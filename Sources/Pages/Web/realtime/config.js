/**
 * Everything that can be set about the pages, with its default, its range and what it is for. What the server writes
 * into the page (`#page-config`) is laid over it. A mistake there is reported and the default stays: a page never fails
 * for it.
 */

const number = (value, min, max, about) => ({ kind: 'number', value, min, max, about });
const flag = (value, about) => ({ kind: 'flag', value, about });
const word = (value, pattern, about) => ({ kind: 'word', value, pattern, about });

export const schema = {
    environment: word('production', /^[a-z][a-z0-9-]{0,31}$/, 'where this bridge runs'),
    features: {
        websocket: flag(true, 'listen over a WebSocket'),
        events: flag(true, 'listen to an event stream where no WebSocket opens'),
        polling: flag(true, 'ask now and then where nothing stays open'),
        pauseWhenHidden: flag(true, 'stop listening while nobody looks, and catch up on return'),
        merging: flag(true, 'of several messages about the same state, show only the last of a paint'),
        outbox: flag(true, 'keep changes that were made offline and send them later'),
        debugPanel: flag(false, 'let Ctrl+Shift+D and ?debug open the debug panel'),
    },
    realtime: {
        backoff: {
            baseMs: number(1000, 50, 10_000, 'the first wait before connecting again is up to this'),
            capMs: number(30_000, 1000, 300_000, 'no wait is longer'),
            floorMs: number(100, 0, 5000, 'no wait is shorter'),
        },
        openTimeoutMs: number(10_000, 500, 60_000, 'a connection that is not open by then has failed'),
        stableAfterMs: number(10_000, 0, 120_000, 'a connection that lasted this long forgives earlier failures'),
        stepDownAfter: number(3, 1, 20, 'so many failures of one transport lead to the next'),
        stepUpAfterMs: number(300_000, 1000, 3_600_000, 'when a better transport is tried again; doubles each time'),
        stepUpCapMs: number(3_600_000, 1000, 86_400_000, 'but is never longer'),
        offlineAfterFailures: number(5, 1, 100, 'after so many failures the page says offline, and goes on trying'),
        busyWaitMs: number(10_000, 1000, 300_000, 'the shortest wait after the server could not read what was missed'),
        crowdedWaitMs: number(300_000, 1000, 3_600_000, 'the shortest wait after another tab took this one’s place'),
        heartbeat: {
            everyMs: number(20_000, 200, 120_000, 'how often the server is asked whether it is there'),
            timeoutMs: number(8000, 100, 60_000, 'no answer by then: the connection is dead'),
            streamSilenceMs: number(60_000, 500, 300_000, 'an event stream that says nothing for so long is dead'),
        },
        polling: {
            everyMs: number(30_000, 500, 600_000, 'how often to ask; the server may ask for longer'),
            timeoutMs: number(15_000, 500, 120_000, 'an answer that takes longer is none'),
            limit: number(200, 1, 500, 'messages of one answer at most'),
        },
        hidden: { pauseAfterMs: number(300_000, 0, 86_400_000, 'a tab that is hidden for so long stops listening') },
        request: {
            timeoutMs: number(10_000, 100, 120_000, 'how long to wait for an answer over the socket'),
            most: number(50, 1, 1000, 'questions without an answer at the same time'),
        },
        load: { timeoutMs: number(30_000, 500, 300_000, 'how long the whole state may take to load') },
        outbox: {
            most: number(50, 1, 1000, 'changes that wait to be sent; one more is refused'),
            maxAgeMs: number(43_200_000, 1000, 82_800_000, 'what waited longer is given up: keys hold for 24 hours'),
        },
        paint: {
            fallbackMs: number(250, 10, 5000, 'a tab that paints nothing applies messages this often'),
            budgetMs: number(12, 1, 45, 'the rest of a long batch waits for the next paint'),
            most: number(5000, 100, 100_000, 'messages that wait; beyond that everything is loaded again'),
        },
    },
    api: {
        timeoutMs: number(20_000, 500, 300_000, 'how long to wait for an answer'),
        retries: number(2, 0, 10, 'how often a read, or a write with a key, is sent again where the network failed'),
        backoff: {
            baseMs: number(300, 10, 10_000, 'the first wait before that is up to this'),
            capMs: number(5000, 10, 60_000, 'no wait is longer'),
        },
        patienceMs: number(5000, 0, 60_000, 'a server that asks to wait longer than this is not asked again'),
    },
};

/** What differs by environment before the page's own values are laid over it. */
const profiles = { development: { features: { debugPanel: true } } };

const isGroup = (rule) => typeof rule.kind !== 'string';
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** @returns {string|null} what is wrong with a value; null where nothing is */
function mistake(rule, value) {
    if (rule.kind === 'flag') return typeof value === 'boolean' ? null : 'must be true or false';
    if (rule.kind === 'word') {
        return typeof value === 'string' && rule.pattern.test(value) ? null : `must be a word like ${rule.value}`;
    }
    const isInRange = typeof value === 'number' && value >= rule.min && value <= rule.max;
    return isInRange ? null : `must be a number from ${rule.min} to ${rule.max}`;
}

function merged(rules, layers, path, problems) {
    const result = {};
    for (const [name, rule] of Object.entries(rules)) {
        const here = path ? `${path}.${name}` : name;
        const given = layers.filter((layer) => Object.hasOwn(layer, name) && layer[name] !== undefined)
            .map((layer) => layer[name]);
        if (isGroup(rule)) {
            if (given.some((value) => !isObject(value))) problems.push({ path: here, problem: 'must be a group' });
            result[name] = merged(rule, given.filter(isObject), here, problems);
            continue;
        }
        result[name] = rule.value;
        for (const value of given) {
            const problem = mistake(rule, value);
            if (problem) problems.push({ path: here, problem });
            else result[name] = value;
        }
    }
    for (const layer of layers) {
        for (const name of Object.keys(layer)) {
            if (Object.hasOwn(rules, name)) continue;
            problems.push({ path: path ? `${path}.${name}` : name, problem: 'is not known' });
        }
    }
    return Object.freeze(result);
}

/** Pairs of which the first must not be more than the second, or both are set back. */
const ordered = [
    ['realtime.backoff.floorMs', 'realtime.backoff.capMs'],
    ['realtime.backoff.baseMs', 'realtime.backoff.capMs'],
    ['realtime.heartbeat.timeoutMs', 'realtime.heartbeat.everyMs'],
    ['realtime.stepUpAfterMs', 'realtime.stepUpCapMs'],
    ['api.backoff.baseMs', 'api.backoff.capMs'],
];
const at = (root, path) => path.split('.').reduce((value, name) => value?.[name], root);

function without(root, path) {
    const [name, ...rest] = path.split('.');
    if (!isObject(root) || !(name in root)) return root;
    const { [name]: inner, ...others } = root;
    return rest.length ? { ...others, [name]: without(inner, rest.join('.')) } : others;
}

/**
 * Checks settings and fills in what is not said.
 *
 * @param {*} given  as it came; what was checked before passes again
 * @returns {{config: object, problems: {path: string, problem: string}[]}} a frozen, complete configuration, and what
 *     of `given` was not taken
 */
export function checkConfig(given) {
    const problems = [];
    if (given !== undefined && given !== null && !isObject(given)) {
        problems.push({ path: '', problem: 'must be a group' });
    }
    let own = isObject(given) ? given : {};
    const profile = Object.hasOwn(profiles, own.environment ?? '') ? profiles[own.environment] : {};
    let config = merged(schema, [profile, own], '', problems);
    for (const pair of ordered) {
        if (at(config, pair[0]) <= at(config, pair[1])) continue;
        problems.push({ path: pair[0], problem: `must not be more than ${pair[1]}: both stay as they are usually` });
        own = without(without(own, pair[0]), pair[1]);
        config = merged(schema, [profile, own], '', []);
    }
    if (!config.features.websocket && !config.features.events && !config.features.polling) {
        problems.push({ path: 'features', problem: 'one of websocket, events and polling must be on: polling is' });
        config = merged(schema, [profile, own, { features: { polling: true } }], '', []);
    }
    return { config, problems };
}

/**
 * The settings that the server wrote into this page.
 *
 * @param {Document} document
 * @returns {{config: object, problems: {path: string, problem: string}[]}}
 */
export function readPageConfig(document = globalThis.document) {
    const text = document.getElementById('page-config')?.textContent?.trim();
    if (!text) return checkConfig({});
    try {
        return checkConfig(JSON.parse(text));
    } catch {
        const { config } = checkConfig({});
        return { config, problems: [{ path: '', problem: 'is not JSON' }] };
    }
}
