import Attendance
import Bridge
import CourtCard
import Crypto
import Zoom

extension Configuration {
    /// The piece for the use cases.
    func bridgeSettings() throws(CommandFailure) -> BridgeSettings {
        var settings = BridgeSettings(
            zoomSecrets: zoom.secrets.compactMap { HMACKey($0.bytes) },
            window: Signature.Window(
                ahead: .seconds(Int64(zoom.aheadSeconds)), back: .seconds(Int64(zoom.backSeconds)),
                validation: .seconds(Int64(zoom.validationSeconds))),
            policies: try readPolicies(),
            patience: Completion.Patience(
                settle: .seconds(Int64(settleSeconds)), stale: .seconds(Int64(staleSeconds))),
            feedRetention: .hours(24 * Int64(feed.retentionDays)),
            strangerRetention: .hours(24 * Int64(strangerRetentionDays)), weekStart: weekStart.number)
        settings.accountTimeZone = zoomAPI.timeZone
        settings.reconcilesByItself = zoomAPI.isConfigured
        settings.sendsMail = mail.url != nil
        settings.digests = Bridge.DigestSettings(
            calendar: digests.at.flatMap(minuteOfDay).flatMap { minute in
                DigestCalendar(timeZone: digests.timeZone ?? "UTC", minute: minute)
            }, retention: .hours(24 * Int64(digests.keepDays)))
        settings.participantRetention = participantRetentionDays.map { .hours(24 * Int64($0)) }
        settings.accounts = AccountSettings(
            participantSession: .hours(24 * Int64(accounts.participantSessionDays)),
            officialSession: .hours(Int64(accounts.officialSessionHours)),
            invite: .hours(24 * Int64(accounts.inviteDays)))
        settings.outbound.allowsPrivateAddresses = outbound.allowPrivateAddresses
        settings.cards = CardSettings(
            jurisdiction: cards.jurisdiction, program: cards.program, contact: cards.contact,
            address: cards.address ?? "\(tls.certificate == nil ? "http" : "https")://\(listen)",
            neutralLabel: cards.meetingLabel, software: bridgeVersion, clock: { .ofSystem })
        return settings
    }

    func readPolicies() throws(CommandFailure) -> Policies {
        guard let policy else { return .builtIn }
        do {
            return try PolicyFile.read(try FileContents(policy, maxBytes: 1 << 20).bytes, named: policy)
        } catch {
            throw CommandFailure("the policy cannot be used. \(error)")
        }
    }
}
