extension ProblemType {
    /// The table of all of them.
    var facts: Facts {
        switch self {
        case .badRequest:
            Facts(
                400, "The request cannot be understood",
                "The body or a parameter of the address is not what it must be. The detail names everything that is wrong.",
                "Change what is named and send it again. The same request will never be understood.")
        case .noToken:
            Facts(
                401, "Sign in", "The request does not say who asks.",
                "Send a token: Authorization: Bearer <token>.")
        case .badToken:
            Facts(
                401, "The token is not accepted",
                "The token has expired, is not one of this service, or is for somebody who is not on the roster.",
                "Get a new token and send the request again.")
        case .signedOut:
            Facts(
                401, "Signed out",
                "The session has ended: by signing out, by its age, or because access was taken away.",
                "You are signed out: sign in again.")
        case .notSignedIn:
            Facts(
                401, "Not signed in",
                "The name and the password do not belong together. Which of them is wrong is not told.",
                "The name or the password is wrong. If you forgot it, ask whoever invited you for a new link.")
        case .codeNeeded:
            Facts(
                401, "A code is needed", "The password was right; the account asks for a code of a second factor, too.",
                "Send the code that your app shows, or a recovery code, as code, with the name and the password.")
        case .wrongCode:
            Facts(
                401, "The code is wrong", "The code is not the one of this half minute, or was used already.",
                "Wait for the next one: each counts once.")
        case .notSigned:
            Facts(
                401, "Not signed by Zoom",
                "A delivery to Zoom's notification URL carries no valid signature. It was not kept.",
                "Check that the secret token of the Zoom app is configured; while it is changed, the old one beside the new."
            )
        case .outsideTimeWindow:
            Facts(
                401, "Outside the time window",
                "The signature of a delivery is valid, but it was made too long ago or in the future. It was not kept.",
                "Check the clocks of this machine and of whoever signs.")
        case .missingScope:
            Facts(
                403, "The token is not for this", "The token is good, and was made for other things only.",
                "Use a token with the scope that the detail names.")
        case .sessionNeeded:
            Facts(
                403, "This is done in a browser",
                "What changes how somebody comes in is done by themself: a token that leaked must not outlive its end.",
                "Sign in with the password at POST /api/sessions.")
        case .notFromOurPage:
            Facts(
                403, "Not asked by a page of ours",
                "A browser asked with the cookie of a session, and nothing shows that a page of this service made it do so.",
                "With a session, what changes something needs X-CSRF-Token as GET /api/session tells it, and no other site's "
                    + "page may ask. Programs use a token instead.")
        case .originNotAllowed:
            Facts(
                403, "Not from that site", "A page of another site asked for the feed with somebody's browser.",
                "Pages of that site may not listen here; the setting origins names those that may.")
        case .disabled:
            Facts(
                403, "The account is disabled", "An administrator disabled it.", "Ask an administrator to enable it.")
        case .notFound:
            Facts(
                404, "Not found",
                "Nothing stands at this address, or what stands there is not for you: which of the two is not told.",
                "There is nothing here for you. Check the address and who you are signed in as.")
        case .methodNotAllowed:
            Facts(
                405, "This address does not do that", "The address is right, and the method is not one of its own.",
                "Use one of the methods that the field Allow names.")
        case .stillRunning:
            Facts(
                409, "The same request is being done",
                "A request with this Idempotency-Key came before and is not over.",
                "Wait as long as the field Retry-After says, and send it again.")
        case .outcomeUnknown:
            Facts(
                409, "The outcome is not known",
                "The request with this Idempotency-Key was done, and the service stopped before it could keep the answer.",
                "Read the present state: what was asked for is done. Do not send it again under another key.")
        case .changedSince:
            Facts(
                409, "It was changed meanwhile; nothing was done",
                "Somebody else changed the same thing at the same time.",
                "Read it again, and then decide.")
        case .notInvited:
            Facts(
                410, "The link is not valid any more", "It was used, replaced by a newer one, or is too old.",
                "It was used, replaced or is too old: ask whoever invited you for a new one.")
        case .preconditionFailed:
            Facts(
                412, "It is not what you saw; nothing was done",
                "If-Match names another state than the present one: somebody else changed it meanwhile.",
                "Read it again; where the change still fits, send it with the new ETag.")
        case .tooLong:
            Facts(413, "The body is too long", "Longer bodies are not read.", "Send less.")
        case .notJSON:
            Facts(
                415, "The body is of another kind", "Bodies are JSON, and are said to be.",
                "Send JSON, with Content-Type: application/json.")
        case .notDecided:
            Facts(
                422, "That cannot be decided; nothing was changed",
                "The request was understood, and what it asks for is not possible as things are. The detail says why.",
                "Read the present state, and ask for something that is possible.")
        case .keyReused:
            Facts(
                422, "The Idempotency-Key belongs to another request",
                "Under this key something else was sent to this address within the last 24 hours.",
                "Give every request a key of its own, and send one again exactly as it was.")
        case .notDone:
            Facts(
                422, "That cannot be done; nothing was changed",
                "The request was understood, and is not allowed like this. The detail says why.",
                "Change what the detail says.")
        case .rosterMistakes:
            Facts(
                422, "The roster has mistakes; nothing was changed",
                "The detail names every mistake with its line and column.",
                "Correct them all and send the roster again.")
        case .upgradeRequired:
            Facts(
                426, "Only WebSocket is spoken here", "The request is no handshake of a WebSocket.",
                "Connect with a WebSocket client.")
        case .preconditionRequired:
            Facts(
                428, "Say what you saw", "What replaces something must say in If-Match which state it replaces.",
                "Read it, and send its ETag as If-Match.")
        case .slowedDown:
            Facts(
                429, "Too many tries",
                "So much was tried, from there or for that account, that it looks like guessing.",
                "Try again after the time that Retry-After tells.")
        case .fault:
            Facts(
                500, "A fault of ours", "Something went wrong that is not the request's fault. It was logged.",
                "The fault was logged. Try again later.")
        case .busy:
            Facts(
                503, "Too many sign in at this moment", "More passwords wait to be checked than are worth waiting for.",
                "Try again in a few seconds.")
        case .tooManyTickets:
            Facts(
                503, "Too many tickets are out",
                "More tickets to the feed were given out, and not used, than are kept.",
                "Try again in a few seconds, or send a token in Authorization.")
        case .notConfigured:
            Facts(
                503, "Not configured", "Whoever runs this service has not set what this needs; the detail names it.",
                "Tell them, or set it.")
        case .notStored:
            Facts(
                503, "Not stored", "A delivery could not be stored for good.",
                "The delivery could not be stored. Send it again.")
        case .notAvailable:
            Facts(
                503, "Not available", "The database cannot be used at present.",
                "The database cannot be used at present. Try again in a moment.")
        }
    }
}
