import Attendance
import Bridge
import Mail

extension Configuration.MailSettings {
    /// What is wrong with them together.
    var problems: [String] {
        guard url != nil else {
            let others = from != nil || user != nil || password != nil
            return others ? ["mail.from, mail.user and mail.password are of no use without mail.url."] : []
        }
        var problems: [String] = []
        do throws(SMTPServerMistake) { _ = try server() } catch { problems.append("mail.url \(error).") }
        if from == nil { problems.append("mail.from must be set with mail.url: whom mail comes from.") }
        if (user == nil) != (password == nil) {
            problems.append("mail.user and mail.password must both be set, or neither.")
        } else if user != nil, credentials == nil {
            problems.append("mail.user and mail.password must be one line each.")
        }
        return problems
    }

    /// A server that asks for TLS from the first byte says so in its address.
    fileprivate func server() throws(SMTPServerMistake) -> SMTPServer {
        let address = url ?? ""
        var server = try SMTPServer(
            url: address, security: security == .starttls && address.hasPrefix("smtps://") ? nil : security)
        server.credentials = credentials
        server.certificateAuthority = certificateAuthority
        return server
    }

    private var credentials: MailCredentials? {
        guard let user, let password else { return nil }
        return MailCredentials(user: user, password: password.value)
    }
}

extension Configuration {
    /// Nil where no server is set.
    func mailTransport() -> MailTransport? {
        guard mail.url != nil, let from = mail.from, let server = try? mail.server() else { return nil }
        let client = SMTPClient(server)
        return { mail in
            guard let address = MailAddress(mail.address) else {
                throw MailTransportFailure(
                    "the address is none that mail can be sent to", isPermanent: true, concernsServer: false)
            }
            let message: MailMessage
            do throws(MailMistake) {
                message = try MailMessage(
                    id: mail.id, from: from, to: address, subject: mail.subject, text: mail.text,
                    date: mail.writtenAt.milliseconds / 1000)
            } catch {
                throw MailTransportFailure("it holds what no mail may", isPermanent: true, concernsServer: false)
            }
            do throws(MailFailure) { try await client.send(message) } catch {
                if error.kind == .cancelled { throw CancellationError() }
                throw MailTransportFailure(
                    error.description, isPermanent: error.isPermanent, concernsServer: error.concernsServer)
            }
        }
    }
}
