internal import CCurl
internal import Glibc

/// Opens the sockets of one transfer, each only when it is known where it will be connected to.
///
/// Whatever a name was said to stand for when somebody looked at it: here stands what it stands for now.
final class AddressGuard {
    /// An address was refused; others of the same name may have been taken.
    private(set) var hasRefused = false

    /// The descriptor, or libcurl's mark for none.
    fileprivate func open(_ address: UnsafeMutablePointer<curl_sockaddr>) -> curl_socket_t {
        let bytes = UnsafeRawBufferPointer(
            start: bridge_curl_socket_address(address), count: Int(address.pointee.addrlen))
        guard let target = IPAddress(socketAddress: bytes), target.isPublic else {
            hasRefused = true
            return bridge_curl_no_socket
        }
        return socket(
            address.pointee.family, address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue), address.pointee.protocol)
    }
}

func openGuardedSocket(
    _ context: UnsafeMutableRawPointer?, _: curlsocktype, _ address: UnsafeMutablePointer<curl_sockaddr>?
) -> curl_socket_t {
    guard let context, let address else { return bridge_curl_no_socket }
    return Unmanaged<AddressGuard>.fromOpaque(context).takeUnretainedValue().open(address)
}
