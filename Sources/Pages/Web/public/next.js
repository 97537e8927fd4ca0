/** Where each role begins. */
const homes = { participant: '/me', 'court-rep': '/rep', administrator: '/admin' };
/** Whoever is sent back there would be sent on again. */
const notAgain = ['/sign-in', '/invite', '/'];

/**
 * Where somebody goes once they are signed in: where they wanted to go, if that is one of our own pages, else to the
 * page
 * of their role.
 *
 * @param {string|null} wanted what stands in `?next=`: anybody may have written it
 * @param {string} role
 * @param {string} origin ours
 * @returns {string} a whole address of ours, which cannot be mistaken for another site's
 */
export function nextAddress(wanted, role, origin) {
    return ownAddress(wanted, origin) ?? new URL(homes[role] ?? '/verify', origin).href;
}

function ownAddress(wanted, origin) {
    // What begins otherwise, or with two slashes of either kind, is the address of another site to a browser.
    if (!wanted || !/^\/(?![/\\])/.test(wanted)) return null;
    let address;
    try {
        address = new URL(wanted, origin);
    } catch {
        return null;
    }
    // Browsers pass over tabs and line breaks: only their own reading of it says where it leads.
    return address.origin === origin && !notAgain.includes(address.pathname) ? address.href : null;
}
