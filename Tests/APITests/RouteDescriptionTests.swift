import Bridge
import JSON
import Server
import Testing

@testable import API

@Suite("What is said of routes")
struct RouteDescriptionTests {
    private func route(
        _ method: Method, _ template: String, for audience: Audience = .anybodySignedIn, form: BodyForm? = nil,
        answer: Answer? = nil
    ) -> Route {
        Route(method, template, for: audience, "", taking: form, answer: answer) { _, _, _ in Response() }
    }

    @Test(
        "every operation has a name that programs can use",
        arguments: [
            (Method.get, "/api/participants/{id}/progress", "getParticipantsIdProgress"),
            (.post, "/api/excused-weeks", "postExcusedWeeks"), (.get, "/openapi.json", "getOpenapiJson"),
            (.get, "/.well-known/court-card-keys.json", "getWellKnownCourtCardKeysJson"),
            (.delete, "/api/session", "deleteSession"),
        ])
    func names(method: Method, template: String, expected: String) {
        #expect(route(method, template).operationID == expected)
    }

    @Test("the status of an answer follows from the method where the route says none")
    func statuses() {
        func statuses(_ route: Route) -> [Int] { route.answers.map(\.status) }
        #expect(statuses(route(.get, "/x")) == [200])
        #expect(statuses(route(.delete, "/x")) == [204])
        #expect(statuses(route(.post, "/x")) == [200])
        #expect(statuses(route(.post, "/x", form: .dispute)) == [201])
        #expect(statuses(route(.post, "/x", form: .dispute, answer: .json("X", 202))) == [202])
        #expect(statuses(route(.put, "/x", form: .dispute, answer: "X")) == [200])
    }

    @Test("what may be the matter follows from what a route is")
    func problems() {
        let open = Set(route(.get, "/x", for: .everybody).possibleProblems)
        #expect(open == [.fault, .notAvailable])
        let write = Set(route(.post, "/x/{id}", form: .dispute).possibleProblems)
        #expect(
            write.isSuperset(of: [.noToken, .missingScope, .notFound, .notJSON, .tooLong, .keyReused, .notDecided]))
        #expect(!write.contains(.notSigned) && !write.contains(.preconditionRequired))
        #expect(!Set(route(.put, "/x", form: .dispute).possibleProblems).contains(.keyReused))
    }

    @Test("what an id is of stands before it")
    func parameters() {
        let both = PathParameter.all(of: "/api/disputes/{id}/answer") + PathParameter.all(of: "/api/participants/{id}")
        #expect(both.map(\.name) == ["id", "id"])
        #expect(both.map { $0.schema["type"]?.string } == ["integer", "string"])
        #expect(both[0].about == "The number of the dispute.")
        #expect(PathParameter.all(of: "/cards/{number}").map(\.example) == ["CC-2026-1042-1"])
        #expect(PathParameter.all(of: "/api/alerts").isEmpty)
    }

    @Test("every route belongs to a chapter")
    func chapters() {
        #expect(Chapter.of(route(.post, "/api/sessions")).title == "Signing in")
        #expect(Chapter.of(route(.get, "/api/participants/{id}/cards")).title == "Participants")
        #expect(Chapter.of(route(.get, "/api/feedback")).title == "Others", "a name that only begins alike")
    }

    @Test("examples have what their schemas ask for")
    func examples() {
        let made = SchemaExample(schemas: [
            "Card": OpenAPI.object(["card": OpenAPI.text, "supersededBy": OpenAPI.maybeText])
        ])
        #expect(
            made.value(of: ["$ref": "#/components/schemas/Card"]) == ["card": "CC-2026-1042-1", "supersededBy": nil])
        #expect(made.value(of: OpenAPI.list(OpenAPI.moment)) == ["2026-10-06T23:00:00.000Z"])
        #expect(made.value(of: ["type": "string", "enum": ["x", "y"]]) == "x")
        #expect(made.value(of: ["type": "integer", "minimum": 7]) == 7)
        #expect(made.value(of: ["oneOf": [["type": "null"], ["type": "boolean"]]]) == false)
    }

    @Test("every event that other systems can ask for is described, each once")
    func events() {
        let names = FeedEvent.all.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(Set(SubscriptionDraft.allEvents).isSubset(of: names))
        for event in FeedEvent.all { #expect(event.message["event"]?.string == event.name) }
    }

    @Test("null says that there is nothing; in a choice it leaves the other way open")
    func choices() throws {
        let schema = try #require(
            BodyForm.attendanceDecision.requestBody["content"]?["application/json"]?["schema"])
        #expect(schema["properties"]?["card"]?["type"] == ["string", "null"])
        #expect(schema["properties"]?["reason"]?["type"] == "string")
        let ways = try #require(schema["allOf"]?[0]?["oneOf"]?.array)
        #expect(ways.map { $0["required"] } == [["card"], ["occurrence", "participant"]])
        #expect(ways[0]["properties"]?["occurrence"] == ["type": "null"])
        let body = #"{"card":null,"occurrence":"o","participant":"p","reason":"r"}"#
        #expect(throws: Never.self) { try BodyForm.attendanceDecision.read(Array(body.utf8)) }
    }
}
