internal import Attendance
internal import Bridge

/// Who asks, what they may do, and what they showed to be let in.
struct Principal: Hashable, Sendable {
    var id: PersonID
    var role: Role
    var scopes: Set<Scope>
    /// When what they showed ends.
    var until: Timestamp
    var credential: Credential

    init(_ access: Access, _ credential: Credential) {
        id = access.person
        role = access.role
        scopes = access.scopes
        until = access.until
        self.credential = credential
    }

    var author: Author { Author(id: id, role: role) }
}
