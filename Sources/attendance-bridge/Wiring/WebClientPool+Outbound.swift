import Bridge
import HTTPClient

extension Configuration {
    /// What carries messages to subscribers.
    ///
    /// Where an address leads is looked at when it is connected to: the name of a subscriber may stand for another address
    /// by then.
    func outboundTransport() -> OutboundTransport {
        // Nobody reads what is answered; that it came says enough.
        var settings = WebClientSettings(certificateAuthority: outbound.authorities, maxAnswerBytes: 64 << 10)
        settings.cutsLongAnswers = true
        settings.addresses = outbound.allowPrivateAddresses ? .any : .publicOnly
        return WebClientPool(settings, limit: AttendanceService.mostSubscriptions).outboundTransport
    }
}

extension WebClientPool {
    fileprivate var outboundTransport: OutboundTransport {
        { request in
            do throws(WebFailure) {
                let answer = try await self.send(
                    WebRequest(
                        method: "POST", url: request.url, headers: request.headers, body: request.body,
                        timeoutMilliseconds: Int(request.timeout / .milliseconds(1))))
                return OutboundAnswer(status: answer.status, retryAfter: answer.headers["retry-after"])
            } catch {
                if error.kind == .cancelled { throw CancellationError() }
                throw OutboundFailure(error.description, isOurs: error.kind == .busy)
            }
        }
    }
}
