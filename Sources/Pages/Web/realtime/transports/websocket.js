/**
 * The feed over a WebSocket. The browser sends the session's cookie with the upgrade.
 *
 * @typedef {object} Listener  what a transport tells; nothing is told after `close()`
 * @property {() => void} opened
 * @property {(message: object) => void} message  `{event, data, id, at}`, or an answer `{request, ok, …}`
 * @property {(position: number) => void} advanced  everything up to here was told
 * @property {() => void} heard  a sign of life that is no message
 * @property {(text: string) => void} garbled  something came that is no message
 * @property {(end: {code: number, isOpened: boolean, retryAfterMs?: number}) => void} closed  once, the last thing told
 *
 * @param {{query: string, listener: Listener, WebSocket?: *, location?: Location}} options  query: as `?since=7`, or
 *     empty
 * @returns {{close(): void, send(text: string): boolean}} send says whether the text was taken
 */
export function openWebSocket({ query, listener, WebSocket = globalThis.WebSocket, location = globalThis.location }) {
    const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
    let isOpened = false;
    let isOver = false;
    const socket = new WebSocket(`${scheme}//${location.host}/ws${query}`, ['attendance-bridge.v1']);

    socket.onopen = () => {
        if (isOver) return;
        isOpened = true;
        listener.opened();
    };
    socket.onmessage = ({ data }) => {
        if (isOver) return;
        let message;
        try {
            message = JSON.parse(data);
        } catch {
            listener.garbled(String(data));
            return;
        }
        listener.message(message);
    };
    socket.onclose = ({ code }) => {
        if (isOver) return;
        isOver = true;
        listener.closed({ code, isOpened });
    };
    return {
        send(text) {
            if (isOver || !isOpened || socket.readyState !== 1) return false;
            socket.send(text);
            return true;
        },
        close() {
            if (isOver) return;
            isOver = true;
            socket.close(1000);
        },
    };
}
