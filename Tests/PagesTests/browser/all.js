/** Every file of tests, relative to this one. */
export const files = [
    'realtime/backoff.test.js',
    'realtime/config.test.js',
    'realtime/connection.test.js',
    'realtime/event-stream.test.js',
    'realtime/transports.test.js',
    'realtime/heartbeat.test.js',
    'realtime/inbox.test.js',
    'realtime/processor.test.js',
    'realtime/timing.test.js',
    'realtime/requests.test.js',
    'realtime/loader.test.js',
    'realtime/outbox.test.js',
    'realtime/merge.test.js',
    'realtime/resource.test.js',
    'api/client.test.js',
    'api/session.test.js',
];
