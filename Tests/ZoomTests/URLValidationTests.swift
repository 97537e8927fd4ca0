import Crypto
import TestSupport
import Testing
import Zoom

@Suite("URL validation")
struct URLValidationTests {
    @Test("the answer is exact")
    func answer() throws {
        let delivery = Delivery(body: try Samples.event("endpoint.url_validation"))
        let validation = try #require(delivery.validation)
        let secret = try #require(HMACKey("sample-secret-token"))
        let encrypted = "5185c9791bd7c352956e1be139d0f82d9f44703c94abb3a5dfdfe1106c21c9e2"
        #expect(
            String(decoding: validation.answer(signedBy: secret), as: UTF8.self)
                == #"{"plainToken":"qgg8vlvZRS6UYooatFL8Aw","encryptedToken":"\#(encrypted)"}"#)
        #expect(delivery.kind == .known)
        #expect(delivery.meetingEvent == nil)
    }

    @Test(
        "tokens of 1 to 128 letters, digits, _ and - are answered",
        arguments: ["a", "Z", "0", "_", "-", String(repeating: "x", count: 128)])
    func good(_ token: String) {
        #expect(URLValidation(plainToken: token)?.plainToken == token)
    }

    @Test(
        "any other is not: a signature over it could be taken for another's",
        arguments: [
            "", String(repeating: "x", count: 129), "v0:1789513200:{}", "a b", "a.b", "a=b", "a/b", "a\n", "a\u{0}",
            "é", "ａ",
        ])
    func bad(_ token: String) {
        #expect(URLValidation(plainToken: token) == nil)
    }

    @Test(
        "a question without a good token is not known",
        arguments: [
            #"{"event":"endpoint.url_validation"}"#,
            #"{"event":"endpoint.url_validation","payload":{}}"#,
            #"{"event":"endpoint.url_validation","payload":{"plainToken":12}}"#,
            #"{"event":"endpoint.url_validation","payload":{"plainToken":"v0:1:x"}}"#,
            #"{"event":"endpoint.url_validation","payload":{"plainToken":""}}"#,
        ])
    func withoutToken(_ body: String) {
        let delivery = Delivery(body: Array(body.utf8))
        #expect(delivery.kind == .unknown)
        #expect(delivery.event == "endpoint.url_validation")
        #expect(delivery.validation == nil)
    }

    @Test("another event with a token is no question")
    func otherEvent() {
        let body = #"{"event":"meeting.started","payload":{"plainToken":"abc"}}"#
        #expect(Delivery(body: Array(body.utf8)).validation == nil)
    }
}
