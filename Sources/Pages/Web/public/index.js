import { nextAddress } from './next.js';
import { startPublicPage } from './start.js';

// Nobody stays here: the page of one's role, or else the one to sign in. What it says is for those without scripts.
const { session } = await startPublicPage('index.title');
location.replace(session ? nextAddress(null, session.role, location.origin) : '/sign-in');
