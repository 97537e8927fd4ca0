import Attendance
import Bridge
import HTTPClient
import Zoom

extension Configuration.ZoomAPISettings {
    /// Zoom's own record can be asked for.
    var isConfigured: Bool { accountID != nil && clientID != nil && clientSecret != nil }

    /// What is wrong with them together.
    var problems: [String] {
        var problems: [String] = []
        let given = [accountID != nil, clientID != nil, clientSecret != nil]
        if given.contains(true), given.contains(false) {
            problems.append("zoomAPI.accountID, zoomAPI.clientID and zoomAPI.clientSecret must all be set, or none.")
        } else if isConfigured, credentials == nil {
            problems.append(
                "zoomAPI.accountID, zoomAPI.clientID and zoomAPI.clientSecret must be as Zoom shows them, without spaces."
            )
        } else if appID != nil, !isConfigured {
            problems.append("zoomAPI.appID is of no use without zoomAPI.accountID, zoomAPI.clientID and a secret.")
        }
        if ZoomAPIBase(apiURL: url, tokenURL: tokenURL) == nil {
            problems.append(
                "zoomAPI.url and zoomAPI.tokenURL must begin with https://, for a secret goes there; "
                    + "http:// is for this machine alone.")
        }
        return problems
    }

    fileprivate var credentials: ZoomCredentials? {
        guard let accountID, let clientID, let clientSecret else { return nil }
        return ZoomCredentials(account: accountID, clientID: clientID, clientSecret: clientSecret.value)
    }
}

extension Configuration {
    /// Nil where no credentials are set.
    func zoomAccount() throws(CommandFailure) -> ZoomAccount? {
        guard let credentials = zoomAPI.credentials,
            let base = ZoomAPIBase(apiURL: zoomAPI.url, tokenURL: zoomAPI.tokenURL)
        else { return nil }
        let client: WebClient
        do { client = try WebClient() } catch { throw CommandFailure("Zoom cannot be asked: \(error).") }
        let api = ZoomAPI(
            credentials, base: base, transport: client.zoomTransport,
            pause: { try await Task.sleep(for: .milliseconds($0.milliseconds)) }, now: { Timestamp.systemNow })
        var daily: DailyTime?
        if let clock = LocalClock(zoomAPI.timeZone ?? "UTC"), let minute = zoomAPI.dailyAt.flatMap(minuteOfDay) {
            daily = DailyTime(on: clock, minute: minute)
        }
        return ZoomAccount(api: api, app: zoomAPI.appID, daily: daily)
    }
}
