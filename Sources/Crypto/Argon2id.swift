internal import CArgon2
internal import Glibc

/// Argon2id, version 0x13 (RFC 9106), computed on the calling thread alone.
enum Argon2id {
    /// Nil where the memory cannot be had.
    ///
    /// - Parameters:
    ///   - salt: 8 bytes or more.
    ///   - secret: K of RFC 9106 §3.1; `associated`: X.
    ///   - count: how many bytes to make, 4 or more.
    static func hash(
        _ password: borrowing SecretBytes, salt: [UInt8], secret: [UInt8] = [], associated: [UInt8] = [],
        parameters: PasswordParameters, count: Int
    ) -> [UInt8]? {
        var (salt, secret, associated) = (salt, secret, associated)
        var out = [UInt8](repeating: 0, count: count)
        let code = out.withUnsafeMutableBufferPointer { out in
            salt.withUnsafeMutableBufferPointer { salt in
                secret.withUnsafeMutableBufferPointer { secret in
                    associated.withUnsafeMutableBufferPointer { associated in
                        password.withBytes { password in
                            // The library writes to none but `out`: it is not asked to wipe what it is given.
                            var context = argon2_context(
                                out: out.baseAddress, outlen: UInt32(out.count),
                                pwd: UnsafeMutablePointer(mutating: password.baseAddress),
                                pwdlen: UInt32(password.count),
                                salt: salt.baseAddress, saltlen: UInt32(salt.count),
                                secret: secret.baseAddress, secretlen: UInt32(secret.count),
                                ad: associated.baseAddress, adlen: UInt32(associated.count),
                                t_cost: UInt32(parameters.passes), m_cost: UInt32(parameters.memoryKiB),
                                lanes: UInt32(parameters.lanes), threads: 1,
                                version: ARGON2_VERSION_13.rawValue,
                                allocate_cbk: takePages, free_cbk: givePagesBack, flags: 0)
                            return argon2id_ctx(&context)
                        }
                    }
                }
            }
        }
        if code == ARGON2_MEMORY_ALLOCATION_ERROR.rawValue { return nil }
        precondition(code == ARGON2_OK.rawValue, "Argon2 was asked for what it does not do: \(code)")
        return out
    }
}

/// Pages of their own, so that they go back to the system at once: the allocator would keep them for the next sign-in.
private func takePages(_ memory: UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?, _ count: Int) -> Int32 {
    let pages = mmap(nil, count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let pages, pages != MAP_FAILED else { return ARGON2_MEMORY_ALLOCATION_ERROR.rawValue }
    // What can be worked back to a password has no place in a core dump.
    _ = madvise(pages, count, MADV_DONTDUMP)
    memory?.pointee = pages.assumingMemoryBound(to: UInt8.self)
    return 0
}

private func givePagesBack(_ memory: UnsafeMutablePointer<UInt8>?, _ count: Int) {
    munmap(memory, count)
}
