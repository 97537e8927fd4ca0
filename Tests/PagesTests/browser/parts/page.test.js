import { equal, ok, test } from '../runner.js';
import { homes, pageConfig, signInAddress, startPage } from '/web/parts/page.js';

function stage({ config = '{"a":1}', pathname = '/rep', search = '?sort=name', hash = '' } = {}) {
    const page = document.implementation.createHTMLDocument('');
    for (const tag of ['header', 'main']) page.body.append(page.createElement(tag));
    const script = page.createElement('script');
    Object.assign(script, { id: 'page-config', type: 'application/json', textContent: config });
    page.head.append(script);
    const went = [];
    return { page, went, location: { pathname, search, hash, assign: (address) => went.push(address) } };
}

const session = (role) => async () => ({ person: 'maria.lopez', role });
/** Whether a promise is still open after what could settle it has run. */
const isOpen = async (promise) => {
    const open = Symbol('open');
    return (await Promise.race([promise, new Promise((resolve) => { setTimeout(resolve, 100, open); })])) === open;
};

test('who may see the page gets its texts, settings and header', async () => {
    const { page, went, location } = stage();
    const { config, session: who, header } = await startPage({
        needs: ['court-rep'], document: page, location, currentSession: session('court-rep'),
    });
    equal([config, who.person, went], [{ a: 1 }, 'maria.lopez', []]);
    ok(page.querySelector('header').contains(header.live));
    ok(page.querySelector('header').textContent.includes('maria.lopez'));
});

test('who is not signed in goes to sign in, and comes back to the very place', async () => {
    const { page, went, location } = stage({ hash: '#cards' });
    const started = startPage({ needs: ['court-rep'], document: page, location, currentSession: async () => null });
    ok(await isOpen(started));
    equal(went, ['/sign-in?next=%2Frep%3Fsort%3Dname%23cards']);
    equal(signInAddress({ pathname: '/me' }), '/sign-in?next=%2Fme');
});

test('an answer of 401 is nobody; another fault is told, and what is on the page is not passed off as news', async () => {
    const refused = stage();
    const nobody = async () => { throw Object.assign(new Error(), { status: 401 }); };
    ok(await isOpen(startPage({ needs: ['participant'], document: refused.page, location: refused.location,
        currentSession: nobody })));
    equal(refused.went.length, 1);
    const broken = stage();
    const fault = async () => { throw Object.assign(new Error(), { status: 503 }); };
    const started = startPage({ needs: ['participant'], document: broken.page, location: broken.location,
        currentSession: fault });
    ok(await started.then(() => false, () => true));
    ok(broken.page.querySelector('main [role=alert] button') !== null);
    equal(broken.went, []);
});

test('who may not see the page goes to their own', async () => {
    for (const [role, home] of Object.entries(homes)) {
        const { page, went, location } = stage();
        ok(await isOpen(startPage({ needs: ['nobody'], document: page, location, currentSession: session(role) })));
        equal(went, [home]);
    }
});

test('a public page opens for everybody, even while the service is down', async () => {
    const { page, went, location } = stage();
    const down = async () => { throw new Error('down'); };
    const { session: who } = await startPage({ document: page, location, currentSession: down });
    equal([who, went], [null, []]);
    equal(page.querySelectorAll('header .menu').length, 2);
});

test('a page without settings has none', () => {
    equal(pageConfig(stage({ config: '{config}' }).page), {});
    equal(pageConfig(document.implementation.createHTMLDocument('')), {});
});
