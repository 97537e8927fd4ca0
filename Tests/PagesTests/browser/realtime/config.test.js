import { equal, ok, test } from '../runner.js';
import { checkConfig, readPageConfig, schema } from '/web/realtime/config.js';

const page = (text) => {
    const made = document.implementation.createHTMLDocument('');
    if (text === null) return made;
    const script = made.createElement('script');
    script.type = 'application/json';
    script.id = 'page-config';
    script.textContent = text;
    made.head.append(script);
    return made;
};

test('every default is within its own range, and is explained', () => {
    const { config, problems } = checkConfig({});
    equal(problems, []);
    equal(config.realtime.backoff.capMs, 30_000);
    equal(config.realtime.polling.everyMs, 30_000);
    const look = (rules) => {
        for (const rule of Object.values(rules)) {
            if (typeof rule.kind !== 'string') look(rule);
            else ok(rule.about.length > 5);
        }
    };
    look(schema);
});

test('what the page says is laid over the defaults', () => {
    const { config, problems } = checkConfig({ realtime: { polling: { everyMs: 5000 } }, features: { events: false } });
    equal(problems, []);
    equal(config.realtime.polling.everyMs, 5000);
    equal(config.realtime.polling.limit, 200);
    equal([config.features.events, config.features.websocket], [false, true]);
});

test('a value out of range, of another kind or of no known name is reported, and the default stays', () => {
    const { config, problems } = checkConfig({
        realtime: { openTimeoutMs: 1, stepDownAfter: '3', backoff: 7, heartbeat: { everyMs: Number.NaN } },
        features: { websocket: 'yes' }, environment: 'Pro duction', colour: 'red',
    });
    equal(problems.map(({ path }) => path).sort(), [
        'colour', 'environment', 'features.websocket', 'realtime.backoff', 'realtime.heartbeat.everyMs',
        'realtime.openTimeoutMs', 'realtime.stepDownAfter',
    ]);
    equal(config, checkConfig({}).config);
});

test('what is checked passes again, and cannot be changed', () => {
    const { config } = checkConfig({ environment: 'staging', api: { retries: 0 } });
    equal(checkConfig(config), { config, problems: [] });
    ok(Object.isFrozen(config) && Object.isFrozen(config.realtime.backoff));
});

test('a pair that contradicts itself is set back', () => {
    const { config, problems } = checkConfig({ realtime: { heartbeat: { everyMs: 300, timeoutMs: 60_000 } } });
    equal(problems.length, 1);
    equal(config.realtime.heartbeat, checkConfig({}).config.realtime.heartbeat);
});

test('one way of listening is always left', () => {
    const { config, problems } = checkConfig({ features: { websocket: false, events: false, polling: false } });
    equal([config.features.polling, problems.length], [true, 1]);
});

test('the debug panel is for development, unless the page says otherwise', () => {
    const isAllowed = (given) => checkConfig(given).config.features.debugPanel;
    equal([isAllowed({}), isAllowed({ environment: 'development' })], [false, true]);
    equal(isAllowed({ environment: 'development', features: { debugPanel: false } }), false);
});

test('names that every object has are no settings', () => {
    const { problems } = checkConfig(JSON.parse('{"__proto__": {"a": 1}, "constructor": {}, "environment": "x"}'));
    equal(problems.map(({ path }) => path).sort(), ['__proto__', 'constructor']);
    equal(checkConfig({ environment: 'constructor' }).problems, []);
});

test('whatever stands in the page, there is a configuration', () => {
    for (const text of [null, '', '{', '[]', '7', 'null', '"a"', '{"realtime": null}', '{"realtime": [1]}']) {
        const { config } = readPageConfig(page(text));
        equal(config.realtime, checkConfig({}).config.realtime, String(text));
    }
    equal(readPageConfig(page('{')).problems.length, 1);
    equal(readPageConfig(page(' {"environment": "staging"}\n')).config.environment, 'staging');
});
