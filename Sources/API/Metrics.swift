internal import Bridge
internal import Live
internal import Server

/// What was counted, in Prometheus' text format 0.0.4.
struct Metrics {
    let service: AttendanceService
    let statistics: Statistics?
    let feed: FeedDesk.Figures
    let unmatched: Int
    let cards: Int
    /// Those that last.
    let alerts: [AlertKind: Int]
    let version: String

    var text: String {
        var page = Page()
        let counters = service.counters
        page.family("bridge_build_info", "gauge", "The version that runs.") {
            $0.sample(labels: "version=\"\(version)\"", 1)
        }
        page.family("bridge_deliveries_total", "counter", "Requests to the notification URL by outcome.") {
            for (outcome, counter) in zip(Counters.Outcome.allCases, counters.deliveries) {
                $0.sample(labels: "outcome=\"\(outcome.rawValue)\"", counter.value)
            }
        }
        page.counter(
            "bridge_deliveries_late_signed_total", "Deliveries signed more than five minutes before they came.",
            counters.lateSigned.value)
        page.counter(
            "bridge_deliveries_not_understood_total", "Validly signed deliveries kept without being understood.",
            counters.notUnderstood.value)
        page.family("bridge_sign_ins_total", "counter", "Attempts to sign in by outcome.") {
            for outcome in Counters.SignInOutcome.allCases {
                $0.sample(labels: "outcome=\"\(outcome.rawValue)\"", counters.signIns(of: outcome))
            }
        }
        page.histogram(
            "bridge_commit_duration_seconds", "From taking the writes to the end of the sync.", counters.commitSeconds)
        page.histogram("bridge_commit_writes", "Writes that shared one commit.", counters.commitSize)
        page.gauge("bridge_writes_waiting", "Writes that wait for the next commit.", service.writesWaiting)
        page.counter("bridge_cards_total", "Court cards ever issued.", cards)
        page.family("bridge_mails_total", "counter", "Attempts to send mail by outcome.") {
            $0.sample(labels: "outcome=\"sent\"", counters.mailSent.value)
            $0.sample(labels: "outcome=\"failed\"", counters.mailFailed.value)
        }
        page.counter("bridge_feed_rows_total", "Messages added to the feed.", counters.feedRows.value)
        page.family("bridge_outbound_attempts_total", "counter", "Attempts to send subscribers something, by outcome.")
        {
            $0.sample(labels: "outcome=\"delivered\"", counters.outboundDelivered.value)
            $0.sample(labels: "outcome=\"failed\"", counters.outboundFailed.value)
        }
        page.gauge("bridge_feed_connections", "Open connections of the feed.", feed.connections)
        page.gauge("bridge_feed_event_streams", "Of these, event streams.", feed.eventStreams)
        page.gauge("bridge_feed_people", "People with at least one connection.", feed.people)
        page.counter(
            "bridge_feed_resumes_total", "Connections that went on from where they were.", feed.counts.resumes)
        page.counter(
            "bridge_feed_resyncs_total", "Clients that were told to load everything again.",
            feed.counts.resyncs + feed.pollResyncs)
        page.counter("bridge_feed_polls_total", "Questions of clients that poll.", feed.polls)
        page.gauge("bridge_unmatched_attendees", "Attendees of meetings of the roster who match nobody.", unmatched)
        page.family("bridge_alerts", "gauge", "Alerts that last, by kind: GET /api/alerts says what to do.") {
            for kind in AlertKind.allCases { $0.sample(labels: "kind=\"\(kind.rawValue)\"", alerts[kind] ?? 0) }
        }
        page.gauge("bridge_ready", "1 when deliveries can be taken.", service.troubles.isEmpty ? 1 : 0)
        if let statistics { write(statistics, &page) }
        return page.text
    }

    private func write(_ statistics: Statistics, _ page: inout Page) {
        page.gauge("bridge_http_connections", "Open connections, WebSockets among them.", statistics.connections)
        page.gauge("bridge_feed_queued_bytes", "Bytes that wait for slow readers.", statistics.queuedBytes)
        page.counter("bridge_http_requests_total", "Requests.", statistics.requests)
        page.counter("bridge_http_refused_total", "Requests refused for their form.", statistics.refused)
        page.counter("bridge_http_shed_total", "Connections closed to keep room for Zoom.", statistics.shed)
        page.counter(
            "bridge_feed_slow_readers_total", "Connections closed because they read too slowly.", statistics.slowReaders
        )
    }
}

/// A page of metric families.
private struct Page {
    private(set) var text = ""
    private var name = ""

    mutating func family(_ name: String, _ type: String, _ help: String, _ body: (inout Page) -> Void) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
        self.name = name
        body(&self)
    }

    mutating func sample(suffix: String = "", labels: String = "", _ value: some Numeric) {
        text += labels.isEmpty ? "\(name)\(suffix) \(value)\n" : "\(name)\(suffix){\(labels)} \(value)\n"
    }

    mutating func counter(_ name: String, _ help: String, _ value: Int) {
        family(name, "counter", help) { $0.sample(value) }
    }

    mutating func gauge(_ name: String, _ help: String, _ value: Int) {
        family(name, "gauge", help) { $0.sample(value) }
    }

    mutating func histogram(_ name: String, _ help: String, _ histogram: Histogram) {
        let (counts, sum) = histogram.snapshot
        family(name, "histogram", help) { page in
            var total = 0
            for (bound, count) in zip(histogram.bounds, counts) {
                total += count
                page.sample(suffix: "_bucket", labels: "le=\"\(bound)\"", total)
            }
            total += counts[counts.count - 1]
            page.sample(suffix: "_bucket", labels: "le=\"+Inf\"", total)
            page.sample(suffix: "_sum", sum)
            page.sample(suffix: "_count", total)
        }
    }
}
