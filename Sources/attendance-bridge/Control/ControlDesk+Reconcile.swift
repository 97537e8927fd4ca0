import Attendance
import Bridge
import JSON
import Zoom

extension ControlDesk {
    func reconcile(_ asked: AskedReconciliation) async throws -> ControlAnswer {
        do {
            switch asked.source {
            case .report(let given):
                return .ok(
                    (asked.isApplied
                        ? try await service.applyReport(given) : try await service.previewReport(given)).json)
            case .api(let meeting, let since):
                let zoom = try account()
                let outcome = try await service.compareAll(
                    of: meeting, since: start(of: since), with: zoom.api, applying: asked.isApplied)
                return .ok(outcome.json)
            case .webhookLogs:
                let zoom = try account()
                guard let app = zoom.app else {
                    throw ControlRefusal(422, "Zoom's log is not known without the app: set zoomAPI.appID.")
                }
                return .ok(
                    try await service.recoverDeliveries(from: zoom.api, app: app, applying: asked.isApplied).json)
            }
        } catch let mistake as ReportMistake {
            let advice = mistake.asksForDateOrder ? " (--date-format mdy, dmy or ymd)" : ""
            throw ControlRefusal(422, "the report cannot be used. \(mistake)\(advice)")
        } catch let error as ReconcileError {
            throw ControlRefusal(422, "the report cannot be compared. \(error)")
        } catch let error as ZoomAPIError {
            throw ControlRefusal(502, "\(error).")
        }
    }

    private func account() throws -> ZoomAccount {
        guard let zoom else {
            throw ControlRefusal(
                422,
                "Zoom cannot be asked without the credentials of a server-to-server OAuth app: set zoomAPI.accountID, "
                    + "zoomAPI.clientID and zoomAPI.clientSecret, and start the bridge again where it runs.")
        }
        return zoom
    }

    /// A week ago where no date is given; the date begins on the clock of the Zoom account.
    private func start(of date: LocalDate?) -> Timestamp {
        guard let date else { return Timestamp.systemNow - .hours(24 * 7) }
        let clock = service.settings.accountTimeZone.flatMap { LocalClock($0) }
        return clock?.moment(day: date.day, minute: 0) ?? Timestamp(seconds: date.day * 86_400)
    }
}
