internal import Foundation
public import JSON
internal import Synchronization

/// A page in a window of its own, driven as a person would, and watched.
public final class Page: Sendable {
    let target: String
    let session: String
    /// Holds the browser, too.
    let profile: BrowserProfile
    let record = PageRecord()
    /// For everything that is waited for, where a call does not say another.
    public let patience: Duration = .seconds(15)

    init(target: String, session: String, of profile: BrowserProfile) {
        self.target = target
        self.session = session
        self.profile = profile
    }

    deinit {
        let connection = profile.chromium.connection
        connection.listen(to: session, nil)
        connection.post("Target.closeTarget", ["targetId": .string(target)])
    }

    func prepare(_ look: PageLook) async throws {
        let (record, connection, session) = (record, profile.chromium.connection, session)
        connection.listen(to: session) { event, details in
            record.note(event, details)
            // Nothing else is answered before a dialog is, and nobody is here to answer it.
            if event == "Page.javascriptDialogOpening" {
                connection.post("Page.handleJavaScriptDialog", ["accept": true], to: session)
            }
        }
        for domain in ["Page", "Runtime", "Log", "Network", "Audits", "DOM"] { try await send("\(domain).enable") }
        try await send("Emulation.setFocusEmulationEnabled", ["enabled": true])
        try await self.look(look)
    }

    /// A command of the DevTools protocol to this page.
    @discardableResult
    public func send(_ command: String, _ details: JSON = [:]) async throws -> JSON {
        do {
            return try await profile.chromium.connection.send(command, details, to: session)
        } catch let trouble as BrowserTrouble {
            throw BrowserTrouble("\(command): \(trouble)")
        }
    }

    /// Opens an address and waits until the document and all it names are loaded.
    public func go(_ address: String) async throws {
        let answer = try await send("Page.navigate", ["url": .string(address)])
        if let error = answer["errorText"]?.string { throw BrowserTrouble("\(address): \(error)") }
        try await loaded()
    }

    public func reload() async throws {
        // Tells the document that is left from the one that comes.
        try await evaluate("void (globalThis.isLeft = true)")
        try await send("Page.reload")
        try await wait(until: "!globalThis.isLeft")
        try await loaded()
    }

    private func loaded() async throws { try await wait(until: "document.readyState === 'complete'") }

    public var address: String { get async throws { try await evaluate("location.href").string ?? "" } }

    /// What a script's expression is, awaited where it is a promise.
    /// - Throws: `BrowserTrouble` with what the script throws.
    @discardableResult
    public func evaluate(_ script: String) async throws -> JSON {
        let answer = try await send(
            "Runtime.evaluate",
            [
                "expression": .string(script), "awaitPromise": true, "returnByValue": true, "userGesture": true,
            ])
        try Self.check(answer)
        return answer["result"]?["value"] ?? .null
    }

    /// Calls a function with values.
    /// - Parameter function: an expression, such as `(a, b) => a + b`.
    @discardableResult
    public func call(_ function: String, _ values: JSON...) async throws -> JSON {
        try await evaluate("(\(function))(\(values.map(\.text).joined(separator: ", ")))")
    }

    static func check(_ answer: JSON) throws {
        guard let details = answer["exceptionDetails"] else { return }
        throw BrowserTrouble(details["exception"]?["description"]?.string ?? details["text"]?.string ?? "it threw")
    }

    /// Waits until a condition holds, over changes of the document and of the page.
    /// - Parameter condition: an expression of JavaScript; what it throws counts as “not yet”.
    /// - Returns: what it is in the end.
    @discardableResult
    public func wait(until condition: String, within limit: Duration? = nil) async throws -> JSON {
        let limit = limit ?? patience
        let deadline = ContinuousClock.now + limit
        while true {
            let left = max(.zero, deadline - ContinuousClock.now)
            let milliseconds = left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000
            do {
                let answer = try await call(Self.untilTrue(condition), .integer(milliseconds))
                if answer["isTrue"] == true { return answer["value"] ?? .null }
                throw NeverSo(
                    description: "within \(limit) it was never so that \(condition)\(answer["why"]?.string ?? "")\n"
                        + "at \(answer["address"]?.string ?? "")\n\(answer["text"]?.string ?? "")")
            } catch let trouble as BrowserTrouble where ContinuousClock.now < deadline && trouble.isOfAPageThatLeft {
                try await Task.sleep(for: .milliseconds(20))
            }
        }
    }

    /// Waits until the document is left alone for a while and nothing says that it is being filled.
    public func settled() async throws {
        try await wait(until: "!document.querySelector('[aria-busy=true]')")
        try await evaluate(
            """
            new Promise((resolve) => {
                let quiet;
                const finish = () => { observer.disconnect(); clearTimeout(quiet); clearTimeout(end); resolve(); };
                const begin = () => { clearTimeout(quiet); quiet = setTimeout(finish, 150); };
                const observer = new MutationObserver(begin);
                observer.observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
                const end = setTimeout(finish, 2000);
                begin();
            })
            """)
    }

    /// Whenever the document changes, and now and then for what is not in it.
    private static func untilTrue(_ condition: String) -> String {
        """
        (limit) => new Promise((resolve) => {
            let thrown;
            const value = () => { try { return (\(condition)); } catch (error) { thrown = error; return false; } };
            const finish = (answer) => {
                observer.disconnect(); clearInterval(rhythm); clearTimeout(end); resolve(answer);
            };
            const look = () => { const found = value(); if (found) finish({isTrue: true, value: found}); };
            const observer = new MutationObserver(look);
            observer.observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
            const rhythm = setInterval(look, 100);
            const end = setTimeout(() => finish({
                isTrue: false, why: thrown ? ` (${thrown})` : '', address: location.href,
                text: document.body ? document.body.innerText.slice(0, 3000) : '(no body)',
            }), limit);
            look();
        })
        """
    }
}

/// A condition that did not come to hold.
struct NeverSo: Error, CustomStringConvertible { let description: String }

extension BrowserTrouble {
    /// Whether another document has taken the place of the one that was asked.
    var isOfAPageThatLeft: Bool {
        [
            "context was destroyed", "navigated or closed", "Cannot find context",
            "Cannot find default execution context",
        ]
        .contains { description.contains($0) }
    }
}

extension JSON {
    var text: String {
        var writer = JSONWriter()
        writer.value(self)
        return writer.string
    }
}
