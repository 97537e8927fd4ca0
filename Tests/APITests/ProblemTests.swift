import Bridge
import JSON
import Server
import Testing

@testable import API

@Suite("Problems")
struct ProblemTests {
    /// Stands for whatever the disk may do.
    private struct Fault: StorageFault { var isFaultOfStorage: Bool }
    private struct Mistake: Error {}

    @Test("Zoom is answered 4xx only for what it must not send again")
    func zoom() {
        #expect(problem(for: IngestError.notSigned(hint: "why")).status == 401)
        #expect(problem(for: IngestError.outsideWindow).status == 401)
        for error in [IngestError.notConfigured, .notStored] {
            let problem = problem(for: error)
            #expect(problem.status == 503)
            #expect(problem.headers.contains { $0.name == "Retry-After" })
        }
    }

    @Test("a fault of the disk is 503 and passes; a mistake of ours is 500; neither says more")
    func faults() {
        #expect(problem(for: Fault(isFaultOfStorage: true)).status == 503)
        #expect(problem(for: Fault(isFaultOfStorage: false)).status == 500)
        #expect(problem(for: Mistake()).status == 500)
        #expect(!problem(for: Mistake()).detail.contains("Mistake"))
    }

    @Test("what may not be decided is like what is not there; what cannot be decided says why")
    func decisions() {
        let absent = problem(for: DecisionError.notFound("card"))
        #expect(absent.response.body.bytes == Problem.notFound.response.body.bytes)
        let refused = problem(for: DecisionError.refused("A reason is needed."))
        #expect(refused.status == 422 && refused.detail == "A reason is needed.")
    }

    @Test("a problem is written as RFC 9457 says, and is never kept by a cache")
    func written() throws {
        let response = Problem.notFound.response
        guard case .bytes(let body) = response.body else {
            Issue.record("a problem has a body")
            return
        }
        let json = try JSON.parse(body)
        #expect(json["type"]?.string == "/problems/not-found")
        #expect(json["status"]?.integer == 404)
        #expect(json["title"]?.string?.isEmpty == false && json["detail"]?.string?.isEmpty == false)
        let headers = Dictionary(response.headers.map { ($0.name, $0.value) }) { first, _ in first }
        #expect(headers["Content-Type"] == "application/problem+json")
        #expect(headers["Cache-Control"] == "no-store")
    }

    @Test("every kind has a page and facts of its own, and no two are the same", arguments: ProblemType.allCases)
    func kinds(type: ProblemType) throws {
        #expect((400...599).contains(type.status))
        #expect(type.rawValue.wholeMatch(of: /[a-z]+(-[a-z]+)*/) != nil)
        for words in [type.meaning, type.remedy] { #expect(words.hasSuffix(".") || words.hasSuffix(">")) }
        #expect(ProblemType.allCases.count { $0.title == type.title } == 1, "\(type.title)")
        let page = ProblemPage.one(type).html.description
        for words in [type.address, type.title, "status \(type.status)", "href=\"/problems\""] {
            #expect(page.contains(words), "\(words)")
        }
        #expect(ProblemPage.all.html.description.contains("href=\"\(type.address)\""))
    }

    @Test("whoever is not signed in is told how to")
    func signIn() {
        #expect(Problem.noToken.status == 401)
        for type in ProblemType.allCases where type.status == 401 {
            let challenges = Problem(type).response.headers.filter { $0.name == "WWW-Authenticate" }
            #expect(challenges.map(\.value) == ["Bearer"], "\(type)")
        }
        let refused = Problem.badToken("").response.headers.filter { $0.name == "WWW-Authenticate" }
        #expect(refused.map(\.value) == ["Bearer error=\"invalid_token\""])
    }
}

extension Response.Body {
    fileprivate var bytes: [UInt8]? {
        guard case .bytes(let bytes) = self else { return nil }
        return bytes
    }
}
