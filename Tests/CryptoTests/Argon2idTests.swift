import Glibc
import Testing

@testable import Crypto

@Suite("Argon2id", .serialized)
struct Argon2idTests {
    struct Vector: CustomTestStringConvertible {
        let password, salt: String
        let memoryKiB, passes, lanes: Int
        let hash: String
        var testDescription: String { "\(password), \(salt), \(memoryKiB) KiB, \(passes) passes, \(lanes) lanes" }

        init(_ password: String, _ salt: String, _ memoryKiB: Int, _ passes: Int, _ lanes: Int, _ hash: String) {
            (self.password, self.salt, self.hash) = (password, salt, hash)
            (self.memoryKiB, self.passes, self.lanes) = (memoryKiB, passes, lanes)
        }
    }

    @Test("RFC 9106 §5.3")
    func published() throws {
        let parameters = try #require(PasswordParameters(memoryKiB: 32, passes: 3, lanes: 4))
        let hash = Argon2id.hash(
            SecretBytes(repeatElement(1, count: 32)), salt: Array(repeating: 2, count: 16),
            secret: Array(repeating: 3, count: 8), associated: Array(repeating: 4, count: 12),
            parameters: parameters, count: 32)
        #expect(hash == bytes("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"))
    }

    @Test(
        "the vectors of the reference implementation (src/test.c, version 0x13)",
        arguments: [
            Vector(
                "password", "somesalt", 65536, 2, 1, "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7"),
            Vector(
                "password", "somesalt", 256, 2, 1, "9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe"),
            Vector(
                "password", "somesalt", 256, 2, 2, "6d093c501fd5999645e0ea3bf620d7b8be7fd2db59c20d9fff9539da2bf57037"),
            Vector(
                "password", "somesalt", 65536, 1, 1, "f6a5adc1ba723dddef9b5ac1d464e180fcd9dffc9d1cbf76cca2fed795d9ca98"),
            Vector(
                "differentpassword", "somesalt", 65536, 2, 1,
                "0b84d652cf6b0c4beaef0dfe278ba6a80df6696281d7e0d2891b817d8c458fde"),
            Vector(
                "password", "diffsalt", 65536, 2, 1, "bdf32b05ccc42eb15d58fd19b1f856b113da1e9a5874fdcc544308565aa8141c"),
        ])
    func reference(_ vector: Vector) throws {
        let parameters = try #require(
            PasswordParameters(memoryKiB: vector.memoryKiB, passes: vector.passes, lanes: vector.lanes))
        let hash = Argon2id.hash(
            SecretBytes(vector.password.utf8), salt: Array(vector.salt.utf8), parameters: parameters, count: 32)
        #expect(hash == bytes(vector.hash))
    }

    @Test("the memory goes back to the system at once")
    func freed() throws {
        let parameters = try #require(PasswordParameters(memoryKiB: 256 * 1024, passes: 1))
        let before = try residentMiB()
        for _ in 0..<2 {
            #expect(
                Argon2id.hash(
                    SecretBytes("x".utf8), salt: Array(repeating: 0, count: 16), parameters: parameters, count: 32)
                    != nil)
            #expect(try residentMiB() < before + 160)
        }
    }

    private func residentMiB() throws -> Int {
        let file = try #require(fopen("/proc/self/statm", "r"))
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 200)
        let text = String(cString: try #require(fgets(&line, Int32(line.count), file)))
        let pages = try #require(text.split(separator: " ").dropFirst().first.flatMap { Int($0) })
        return pages * sysconf(Int32(_SC_PAGESIZE)) >> 20
    }
}
