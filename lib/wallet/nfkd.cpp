// SPDX-License-Identifier: MIT
#include "wallet/nfkd.hpp"

#include "base/error.hpp"

#include <utf8proc.h>

#include <cstddef>
#include <vector>

namespace ctrip::wallet {

namespace {

constexpr std::size_t kNfkdTextMax = std::size_t{1} << 20U;

/// Code points of a secret, wiped on destruction.
struct CodePoints
{
    explicit CodePoints(std::size_t count) : values(count) {}
    CodePoints(const CodePoints&) = delete;
    CodePoints& operator=(const CodePoints&) = delete;
    ~CodePoints() { base::wipe(values.data(), values.size() * sizeof values[0]); }

    std::vector<utf8proc_int32_t> values;
};

utf8proc_ssize_t decompose(std::string_view text, utf8proc_int32_t* out, utf8proc_ssize_t size)
{
    constexpr int options = UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_STABLE;
    return utf8proc_decompose(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                              static_cast<utf8proc_ssize_t>(text.size()), out, size,
                              static_cast<utf8proc_option_t>(options));
}

} // namespace

base::Secret to_nfkd(std::string_view text)
{
    // utf8proc_map would do all of this, but leaves copies of the text in freed memory.
    const utf8proc_ssize_t count = text.size() > kNfkdTextMax ? -1 : decompose(text, nullptr, 0);
    if (count < 0) {
        throw Error{ErrorKind::config, "passphrase: it is not valid UTF-8, or longer than 1 MiB"};
    }
    // One more than needed: the encoder writes its result, with a zero byte, over its input.
    CodePoints points{static_cast<std::size_t>(count) + 1};
    decompose(text, points.values.data(), count);
    const utf8proc_ssize_t size = utf8proc_reencode(points.values.data(), count, UTF8PROC_STABLE);
    if (size < 0) {
        throw Error{ErrorKind::config, "passphrase: it is not valid Unicode"};
    }
    return base::Secret{std::string_view{reinterpret_cast<const char*>(points.values.data()),
                                         static_cast<std::size_t>(size)}};
}

} // namespace ctrip::wallet
