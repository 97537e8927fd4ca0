internal import Attendance
internal import Crypto
internal import Store
internal import Synchronization
internal import Zoom

extension AttendanceService {
    /// Takes one request to the notification URL. Never blocks; the answer comes after the commit that holds the
    /// delivery, or at once when there is nothing to commit.
    ///
    /// - Parameter answer: called once, on whatever thread; see `init(settings:path:now:log:committed:)`.
    public func receive(
        _ webhook: Webhook, answer: @escaping @Sendable (Result<Reception, IngestError>) -> Void
    ) {
        let verdict = Signature.verify(
            timestampHeader: webhook.timestamps, signatureHeader: webhook.signatures, body: webhook.body,
            secrets: settings.zoomSecrets, now: webhook.receivedAt, window: settings.window)
        switch verdict {
        case .refused(.noSecret):
            counters.count(.notConfigured)
            answer(.failure(.notConfigured))
        case .refused(let refusal):
            counters.count(.unsigned)
            log(.refused(hint: refusal.rawValue))
            answer(.failure(.notSigned(hint: refusal.hint)))
        case .outsideWindow:
            refuseOutsideWindow(answer)
        case .valid(let sentAt, let lateSigned, let signedBy):
            let delivery = Delivery(body: webhook.body)
            if delivery.event == URLValidation.event,
                !settings.window.containsValidation(sentAt, now: webhook.receivedAt)
            {
                refuseOutsideWindow(answer)
                return
            }
            counters.outsideWindowInARow.reset()
            let entry = JournalEntry(
                receivedAt: webhook.receivedAt, sentAt: sentAt, event: delivery.event,
                understanding: Understanding(delivery.kind), isLateSigned: lateSigned,
                digest: SHA256.hash(webhook.body).bytes, body: webhook.body)
            note(entry)
            if let validation = delivery.validation {
                // Answered even when nothing can be stored: Zoom disables the subscription after six missed answers.
                counters.count(.validated)
                log(.validated)
                answer(.success(.validated(validation.answer(signedBy: settings.zoomSecrets[signedBy]))))
                keep(delivery, entry, isCounted: false) { _ in }
            } else {
                keep(delivery, entry, answer: answer)
            }
        }
    }

    private func refuseOutsideWindow(_ answer: (Result<Reception, IngestError>) -> Void) {
        counters.count(.outsideWindow)
        counters.outsideWindowInARow.add(1)
        log(.outsideWindow)
        answer(.failure(.outsideWindow))
    }

    private func note(_ entry: JournalEntry) {
        if entry.isLateSigned {
            counters.lateSigned.add(1)
            log(.lateSigned(event: entry.event))
        }
        if entry.understanding != .known {
            counters.notUnderstood.add(1)
            log(.notUnderstood(event: entry.event))
        }
    }

    private func keep(
        _ delivery: Delivery, _ entry: JournalEntry, isCounted: Bool = true,
        answer: @escaping @Sendable (Result<Reception, IngestError>) -> Void
    ) {
        write(entry, isCounted: isCounted, answer: answer) { ingest in
            try ingest.keep(delivery, entry)
        } otherwise: { [self] error in
            // The journal is the truth: a delivery is kept even where a fault of ours keeps us from drawing conclusions.
            log(.jobFailed(job: "derive attendance", "\(error)"))
            write(entry, isCounted: isCounted, answer: answer) { ingest in
                try ingest.keepOnly(delivery, entry)
            } otherwise: { [counters, log] error in
                counters.count(.notStored)
                log(.notStored("\(error)"))
                answer(.failure(.notStored))
            }
        }
    }

    private func write(
        _ entry: JournalEntry, isCounted: Bool, answer: @escaping @Sendable (Result<Reception, IngestError>) -> Void,
        _ body: @escaping @Sendable (Ingest) throws -> Ingest.Outcome,
        otherwise: @escaping @Sendable (any Error) -> Void
    ) {
        let kept = Kept()
        database.writer.submit { [settings] transaction, memory in
            let outcome = try body(
                Ingest(settings: settings, transaction: transaction, memory: memory, now: entry.receivedAt))
            kept.state.withLock { $0 = (outcome != .duplicate, outcome == .stale, memory.takeEarliestDeadline()) }
        } answer: { [counters, log, alarm] outcome in
            switch outcome {
            case .success:
                let (isNew, isStale, deadline) = kept.state.withLock { $0 }
                if isCounted { counters.count(isNew ? .new : .duplicate) }
                if let deadline { alarm.set(deadline) }
                if isStale { alarm.ring() }
                answer(.success(.kept))
            case .failure(let error as StoreError)
            where error.isFaultOfStorage || error == .overloaded || error == .closed:
                counters.count(.notStored)
                log(.notStored("\(error)"))
                answer(.failure(.notStored))
            case .failure(let error):
                otherwise(error)
            }
        }
    }
}

/// What a write tells its answer.
private final class Kept: Sendable {
    let state = Mutex<(isNew: Bool, isStale: Bool, deadline: Timestamp?)>((false, false, nil))
}

extension Understanding {
    init(_ kind: Delivery.Kind) {
        self =
            switch kind {
            case .known: .known
            case .unknown: .unknown
            case .unreadable: .unreadable
            }
    }
}

extension Signature.Refusal {
    /// For the sender; says nothing that helps a forger.
    var hint: String {
        switch self {
        case .noSecret: "No secret is configured."
        case .missingHeader: "The headers x-zm-request-timestamp and x-zm-signature are needed."
        case .repeatedHeader: "x-zm-request-timestamp and x-zm-signature may come once each."
        case .malformedTimestamp: "x-zm-request-timestamp must be Unix seconds."
        case .malformedSignature: "x-zm-signature must be v0= and 64 hexadecimal digits."
        case .wrongSignature: "The signature does not fit the body: check the app's secret token."
        }
    }
}
