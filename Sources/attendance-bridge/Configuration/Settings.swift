extension Setting {
    /// What a token's secret needs for HS256 (RFC 7518 §3.2).
    static let (minimumTokenSecretBytes, goodTokenSecretBytes) = (16, 32)

    /// Every setting there is, in the order of `Config/bridge.example.json` and of `serve --help`.
    static let all: [Setting] = [
        Setting("listen", \.listen, .address, "Where the server listens; port 0 takes any free one."),
        Setting("database", \.database, .text("the path of a file"), "The SQLite database; made where it is missing."),
        Setting(
            "policy", \.policy, .file,
            "Rules for what counts as attended; empty is the built-in standard, the same as Config/policy.json."),
        Setting(
            "settleSeconds", \.settleSeconds, .whole(0...3600),
            "How long after the end of a meeting to wait for what comes late."),
        Setting(
            "staleSeconds", \.staleSeconds, .whole(60...604_800),
            "How long after its last event a meeting whose end never came is taken as over."),
        Setting("pollSeconds", \.pollSeconds, .whole(1...3600), "How often pages without a feed are told to ask."),
        Setting(
            "strangerRetentionDays", \.strangerRetentionDays, .whole(1...3650),
            "After how many days it is forgotten who attendees were that are nobody's participant, unless claimed."),
        Setting(
            "participantRetentionDays", \.participantRetentionDays, .wholeOrNone(1...36_500),
            "After how many days without anything new a participant is erased of whom no more is asked; empty is never."
        ),
        Setting("weekStart", \.weekStart, .choice, "The day on which the weeks of a court's requirement begin."),
        Setting(
            "origins", \.origins, .origins,
            "Web origins beside our own whose pages may use the API and the feed: https://dashboard.example.gov"),

        Setting(
            "cards.jurisdiction", \.cards.jurisdiction, .anyText, "The court, as its papers are headed."),
        Setting("cards.program", \.cards.program, .anyText, "The court's program, below it."),
        Setting("cards.contact", \.cards.contact, .anyText, "Whom to ask about a card."),
        Setting(
            "cards.address", \.cards.address, .webAddress,
            "Where the public reaches the bridge to verify cards: https://cards.example.gov"),
        Setting(
            "cards.meetingLabel", \.cards.meetingLabel, .anyText,
            "Stands on cards in the place of a meeting's name and program, such as “Support meeting”; empty shows these."
        ),
        Setting(
            "cards.signingKeyFile", \.cards.signingKeyFile, .file,
            "The private key cards are signed with (Ed25519, PKCS #8 PEM), which only its owner may read; empty is beside "
                + "the database."),
        Setting(
            "cards.signingKeyDescriptor", \.cards.signingKeyDescriptor, .wholeOrNone(3...1023),
            "A file descriptor to read that key from instead, so that it stands in no file."),

        Setting(
            "pages.settingsFile", \.pages.settingsFile, .file,
            "A JSON object with what is special about the pages here, such as a slower pace; the pages check it."),
        Setting(
            "pages.folder", \.pages.folder, .file,
            "A folder to take the pages from, anew for each request, instead of those that were built in: for whoever "
                + "changes them."),

        Setting(
            "zoom.secrets", \.zoom.secrets, .secrets,
            "Secret tokens of the Zoom app: the current one and, during a change, the previous one."),
        Setting(
            "zoom.secretsFile", \.zoom.secretsFile, .file,
            "A file with these secrets, one to a line, that only its owner may read."),
        Setting(
            "zoom.aheadSeconds", \.zoom.aheadSeconds, .whole(0...3600),
            "How far in the future a delivery's time stamp may lie."),
        Setting(
            "zoom.backSeconds", \.zoom.backSeconds, .whole(60...604_800),
            "How old a delivery's time stamp may be; Zoom tries again for 85 minutes."),
        Setting(
            "zoom.validationSeconds", \.zoom.validationSeconds, .whole(10...3600),
            "How old the time stamp of a URL validation may be."),

        Setting(
            "zoomAPI.accountID", \.zoomAPI.accountID, .anyText,
            "Account ID of a server-to-server OAuth app, which reads Zoom's own record of meetings that are over."),
        Setting("zoomAPI.clientID", \.zoomAPI.clientID, .anyText, "Client ID of that app."),
        Setting(
            "zoomAPI.clientSecret", \.zoomAPI.clientSecret, .secret(minimumBytes: 1), "Client secret of that app."),
        Setting(
            "zoomAPI.clientSecretFile", \.zoomAPI.clientSecretFile, .file,
            "A file with that secret that only its owner may read."),
        Setting(
            "zoomAPI.appID", \.zoomAPI.appID, .anyText,
            "The app that sends deliveries: with it, deliveries that failed are taken from Zoom's log."),
        Setting(
            "zoomAPI.timeZone", \.zoomAPI.timeZone, .timeZone,
            "The time zone of the Zoom account: on whose clock reports are that hosts download, and dailyAt."),
        Setting(
            "zoomAPI.dailyAt", \.zoomAPI.dailyAt, .timeOfDay,
            "When Zoom's log and record of the last seven days are asked for what is missing; empty is never."),
        Setting("zoomAPI.url", \.zoomAPI.url, .text("an https URL"), "Where Zoom's API is."),
        Setting("zoomAPI.tokenURL", \.zoomAPI.tokenURL, .text("an https URL"), "Where its tokens are."),

        Setting(
            "accounts.participantSessionDays", \.accounts.participantSessionDays, .whole(1...365),
            "How long a participant's browser stays signed in."),
        Setting(
            "accounts.officialSessionHours", \.accounts.officialSessionHours, .whole(1...720),
            "How long the browser of a court representative or an administrator stays signed in."),
        Setting(
            "accounts.inviteDays", \.accounts.inviteDays, .whole(1...90),
            "How long a link holds with which somebody sets their password."),

        Setting(
            "jwt.secret", \.jwt.secret, .secret(minimumBytes: minimumTokenSecretBytes),
            "Signs and checks the tokens of participants and court representatives."),
        Setting("jwt.secretFile", \.jwt.secretFile, .file, "A file with that secret that only its owner may read."),
        Setting("jwt.issuer", \.jwt.issuer, .text("a text"), "What a token must name as its issuer (iss)."),
        Setting("jwt.audience", \.jwt.audience, .text("a text"), "What a token must name as its audience (aud)."),
        Setting(
            "jwt.issuersFile", \.jwt.issuersFile, .file,
            "A JSON file of other issuers whose tokens are accepted, each with its audience and keys."),

        Setting(
            "mail.url", \.mail.url, .anyText,
            "The server that sends mail: smtp://mail.example.gov:587, or smtps:// for TLS from the first byte; empty sends "
                + "none."),
        Setting(
            "mail.security", \.mail.security, .choice,
            "How mail goes to that server: it must begin TLS (starttls), with TLS from the first byte (tls), or in clear "
                + "(none), to this machine alone."),
        Setting("mail.user", \.mail.user, .anyText, "With what name the bridge signs in there; empty signs nobody in."),
        Setting("mail.password", \.mail.password, .secret(minimumBytes: 1), "The password to that name."),
        Setting(
            "mail.passwordFile", \.mail.passwordFile, .file, "A file with that password that only its owner may read."),
        Setting("mail.from", \.mail.from, .mailbox, "Whom mail comes from: Court records <court@example.gov>"),
        Setting(
            "mail.certificateAuthority", \.mail.certificateAuthority, .file,
            "Certificates (PEM) to trust that server by; empty is those of the system."),

        Setting(
            "digests.at", \.digests.at, .timeOfDay,
            "When a digest of the day before is made for each court representative; empty is never."),
        Setting(
            "digests.timeZone", \.digests.timeZone, .timeZone,
            "The time zone of the court, on whose clock its days and that time are; empty is UTC."),
        Setting(
            "digests.keepDays", \.digests.keepDays, .whole(7...3650), "For how long they are kept."),

        Setting(
            "tls.certificate", \.tls.certificate, .file,
            "Certificate chain (PEM) to serve https and wss with; empty is plain http."),
        Setting("tls.key", \.tls.key, .file, "Private key (PEM) of that certificate."),

        Setting("log.format", \.log.format, .choice, "How the log on standard error is written."),
        Setting("log.level", \.log.level, .choice, "The least that is logged."),

        Setting(
            "feed.retentionDays", \.feed.retentionDays, .whole(1...3650),
            "How long a client that was away can still be told what it missed."),
        Setting(
            "feed.connectionsPerPerson", \.feed.connectionsPerPerson, .whole(1...100_000),
            "How many connections of the feed one person may have; one more closes the oldest."),
        Setting(
            "feed.pingSeconds", \.feed.pingSeconds, .whole(1...3600), "How often an idle connection is asked for life."),
        Setting("feed.pongSeconds", \.feed.pongSeconds, .whole(1...600), "How long it may take to answer."),
        Setting(
            "feed.maxQueuedBytes", \.feed.maxQueuedBytes, .whole(65_536...67_108_864),
            "What may wait for a slow reader before it is cut off; it can resume."),

        Setting(
            "outbound.allowPrivateAddresses", \.outbound.allowPrivateAddresses, .yesOrNo,
            "Whether subscribers may have addresses of this machine and of private networks, and http without TLS."),
        Setting(
            "outbound.authorities", \.outbound.authorities, .file,
            "Whose certificates subscribers may have: a PEM file; empty is the system's."),

        Setting(
            "server.maxConnections", \.server.maxConnections, .whole(16...1_000_000), "Connections at the same time."),
        Setting(
            "server.reservedConnections", \.server.reservedConnections, .whole(1...65_536),
            "How many of them are kept for Zoom."),
        Setting("server.headerSeconds", \.server.headerSeconds, .whole(1...600), "How long a request's head may take."),
        Setting("server.bodySeconds", \.server.bodySeconds, .whole(1...600), "How long a request's body may take."),
        Setting(
            "server.keepAliveSeconds", \.server.keepAliveSeconds, .whole(1...3600),
            "How long an idle HTTP connection is kept."),
        Setting(
            "server.trustedProxies", \.server.trustedProxies, .networks,
            "Addresses and networks of proxies whose X-Forwarded-For is believed; the default is this machine and private "
                + "networks. Whoever guesses is slowed down by address."),
    ]
}
