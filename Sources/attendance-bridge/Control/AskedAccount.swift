import Attendance
import Bridge
import Crypto
import JSON

/// What is to be done about somebody's account, by command.
struct AskedAccount: Hashable, Sendable {
    enum Matter: String, Hashable, Sendable, CaseIterable {
        case add, invite, reset, disable, enable, role, token
        case signOut = "sign-out"
    }

    var matter: Matter
    var person: PersonID
    /// For `add` and `role`.
    var role: Role?
    /// Of the person for `add`, of the token for `token`.
    var name: String?
    var email: String?
    /// For `token`.
    var scopes: String?
    var days: Int?
    /// For `add` and `invite`: the link is sent, too.
    var byMail = false
}

extension AskedAccount {
    /// As it goes over the control socket.
    var json: JSON {
        func text(_ value: String?) -> JSON { value.map { .string($0) } ?? .null }
        return [
            "matter": .string(matter.rawValue), "person": .string(person.rawValue), "role": text(role?.rawValue),
            "name": text(name), "email": text(email), "scopes": text(scopes),
            "mail": .bool(byMail), "days": days.map { .integer(Int64($0)) } ?? .null,
        ]
    }

    /// Nil for what no command asks.
    init?(_ json: JSON) {
        guard let matter = json["matter"]?.string.flatMap(Matter.init), let person = json["person"]?.string else {
            return nil
        }
        self.init(matter: matter, person: PersonID(person))
        role = json["role"]?.string.flatMap(Role.init)
        name = json["name"]?.string
        email = json["email"]?.string
        scopes = json["scopes"]?.string
        days = json["days"]?.integer.map { Int($0) }
        byMail = json["mail"]?.bool ?? false
    }
}

extension ControlDesk {
    func changeAccount(_ asked: AskedAccount) async throws -> ControlAnswer {
        do { return .ok(try await change(asked)) } catch AccountError.notFound {
            throw ControlRefusal(
                404, "nobody on the roster has the id \(asked.person). See: attendance-bridge user list")
        } catch let error as AccountError { throw ControlRefusal(422, "nothing was changed. \(error)") }
    }

    private func change(_ asked: AskedAccount) async throws -> JSON {
        let (person, now) = (asked.person, service.time)
        switch asked.matter {
        case .add:
            // Before they are added, so that nothing is changed where the mail cannot go.
            guard !asked.byMail || service.sendsMail && asked.email != nil else {
                throw AccountError.refused(
                    service.sendsMail
                        ? "Say where the mail is to go: --email." : "No mail is sent here (mail.url is not set).")
            }
            try await service.addOfficial(
                person, asked.role ?? .courtRep, name: asked.name ?? "", email: asked.email, by: .operatorOfMachine,
                at: now)
            return made(try await service.invite(person, byMail: asked.byMail, by: .operatorOfMachine, at: now))
        case .invite:
            return made(try await service.invite(person, byMail: asked.byMail, by: .operatorOfMachine, at: now))
        case .reset: return made(try await service.resetAccount(of: person, by: .operatorOfMachine, at: now))
        case .disable: try await service.disable(person, by: .operatorOfMachine, at: now)
        case .enable: try await service.enable(person, by: .operatorOfMachine, at: now)
        case .signOut: try await service.signOutEverywhere(person, by: .operatorOfMachine)
        case .role:
            guard let user = try await service.user(person, at: now) else { throw AccountError.notFound }
            try await service.changeRole(
                of: person, from: user.role, to: asked.role ?? user.role, by: .operatorOfMachine, at: now)
        case .token: return try await makeToken(asked, now)
        }
        guard let user = try await service.user(person, at: now) else { throw AccountError.notFound }
        return user.json
    }

    private func makeToken(_ asked: AskedAccount, _ now: Timestamp) async throws -> JSON {
        guard let scopes = Set<Scope>(words: asked.scopes ?? "") else {
            throw AccountError.refused("Scopes are one or more of \(Set<Scope>.all.words), separated by spaces.")
        }
        let (token, secret) = try await service.makeAccessToken(
            for: asked.person, named: asked.name ?? "", scopes, lasting: .hours(24 * Int64(asked.days ?? 90)),
            by: .operatorOfMachine, at: now)
        return [
            "id": .integer(token.id), "token": .string(secret.text), "for": .string(asked.person.rawValue),
            "scopes": .string(scopes.words), "expiresAt": .string(token.until.rfc3339),
        ]
    }

    private func made(_ invite: MadeInvite) -> JSON {
        [
            "person": .string(invite.person.rawValue), "link": .string(service.link(for: invite)),
            "expiresAt": .string(invite.until.rfc3339), "isMailed": .bool(invite.isMailed),
        ]
    }

    func users() async throws -> ControlAnswer {
        var list: [JSON] = []
        var last: PersonID?
        while true {
            let page = try await service.users(for: .operatorOfMachine, after: last, limit: 500, at: service.time)
            list += page.users.map(\.json)
            guard page.hasMore, let next = page.users.last?.id else { return .ok(.array(list)) }
            last = next
        }
    }
}
