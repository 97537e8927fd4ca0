#pragma once

#include <cstdint>
#include <string_view>

namespace engine {

/// Whether octets are UTF-8 (RFC 3629), told piece by piece.
class UTF8 {
public:
    /// False as soon as what has come cannot become UTF-8 any more.
    bool take(std::string_view octets) noexcept {
        for (char c : octets) {
            auto octet = static_cast<uint8_t>(c);
            if (more_ > 0) {
                if (octet < least_ || octet > most_) return false;
                --more_;
                least_ = 0x80;
                most_ = 0xbf;
            } else if (octet >= 0x80) {
                if (octet < 0xc2 || octet > 0xf4) return false;
                more_ = octet < 0xe0 ? 1 : octet < 0xf0 ? 2 : 3;
                // Neither longer forms than needed, nor surrogates, nor more than there is.
                if (octet == 0xe0) least_ = 0xa0;
                if (octet == 0xed) most_ = 0x9f;
                if (octet == 0xf0) least_ = 0x90;
                if (octet == 0xf4) most_ = 0x8f;
            }
        }
        return true;
    }

    /// Whether no character is left unfinished.
    bool is_complete() const noexcept { return more_ == 0; }

    static bool is_valid(std::string_view octets) noexcept {
        UTF8 check;
        return check.take(octets) && check.is_complete();
    }

private:
    uint8_t more_ = 0, least_ = 0x80, most_ = 0xbf;
};

}  // namespace engine
