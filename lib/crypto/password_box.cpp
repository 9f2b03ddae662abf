// SPDX-License-Identifier: MIT
#include "crypto/password_box.hpp"

#include "base/check.hpp"
#include "base/random.hpp"
#include "base/text.hpp"
#include "crypto/base64.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>
#include <memory>
#include <optional>
#include <vector>

namespace ctrip::crypto {

namespace {

constexpr std::string_view kBegin = "ctrip-encrypted ";
constexpr std::string_view kBoxVersion = "v1";
constexpr std::string_view kFunction = "scrypt";
constexpr std::size_t kSaltSize = 16;
constexpr std::size_t kNonceSize = 12;
constexpr std::size_t kTagSize = 16;
constexpr std::size_t kAesKeySize = 32;
constexpr std::size_t kLineMax = std::size_t{16} * 1024;
constexpr std::size_t kParts = 8;
constexpr std::uint64_t kMemoryMax = std::uint64_t{1} << 30U;

struct FreeContext
{
    void operator()(EVP_CIPHER_CTX* context) const noexcept { EVP_CIPHER_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, FreeContext>;

bool is_sane(const ScryptCost& cost) noexcept
{
    return cost.log2_n >= 1 && cost.log2_n <= 20 && cost.r >= 1 && cost.r <= 16 && cost.p >= 1 &&
           cost.p <= 4 && (std::uint64_t{128} << cost.log2_n) * cost.r <= kMemoryMax;
}

base::Secret key_of(const base::Secret& password, base::ByteView salt, const ScryptCost& cost)
{
    base::Secret key = base::Secret::of_size(kAesKeySize);
    scrypt(password.expose(), salt, cost, key.expose_mutable());
    return key;
}

int length(base::ByteView bytes)
{
    return static_cast<int>(bytes.size());
}

base::ByteView bytes_of(std::string_view text)
{
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

base::Bytes encrypt(const base::Secret& secret, const base::Secret& key, base::ByteView nonce,
                    base::ByteView header)
{
    const Context context{EVP_CIPHER_CTX_new()};
    base::Bytes out(secret.size() + kTagSize);
    int written = 0;
    int rest = 0;
    const bool good =
        context != nullptr &&
        EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, key.expose().data(),
                           nonce.data()) == 1 &&
        EVP_EncryptUpdate(context.get(), nullptr, &written, header.data(), length(header)) == 1 &&
        EVP_EncryptUpdate(context.get(), out.data(), &written, secret.expose().data(),
                          length(secret.expose())) == 1 &&
        EVP_EncryptFinal_ex(context.get(), out.data() + written, &rest) == 1 &&
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, kTagSize,
                            out.data() + secret.size()) == 1;
    CTRIP_CHECK(good);
    return out;
}

std::optional<base::Secret> decrypt(base::Bytes sealed, const base::Secret& key,
                                    base::ByteView nonce, base::ByteView header)
{
    const Context context{EVP_CIPHER_CTX_new()};
    const std::size_t size = sealed.size() - kTagSize;
    base::Secret out = base::Secret::of_size(size);
    int written = 0;
    int rest = 0;
    const bool good =
        context != nullptr &&
        EVP_DecryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, key.expose().data(),
                           nonce.data()) == 1 &&
        EVP_DecryptUpdate(context.get(), nullptr, &written, header.data(), length(header)) == 1 &&
        EVP_DecryptUpdate(context.get(), out.expose_mutable().data(), &written, sealed.data(),
                          static_cast<int>(size)) == 1 &&
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, kTagSize, sealed.data() + size) ==
            1 &&
        EVP_DecryptFinal_ex(context.get(), out.expose_mutable().data() + written, &rest) == 1;
    return good ? std::optional{std::move(out)} : std::nullopt;
}

std::vector<std::string_view> parts_of(std::string_view text)
{
    std::vector<std::string_view> parts;
    while (parts.size() <= kParts + 1) { // Stop after one part too many.
        const std::size_t end = text.find(' ');
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos) {
            break;
        }
        text.remove_prefix(end + 1);
    }
    return parts;
}

/// One to three digits without leading zeros, so that each number has one form.
std::optional<unsigned> small_number(std::string_view text)
{
    if (text.empty() || text.size() > 3 || text.front() == '0' ||
        text.find_first_not_of("0123456789") != std::string_view::npos) {
        return std::nullopt;
    }
    unsigned value = 0;
    for (const char digit : text) {
        value = value * 10 + static_cast<unsigned>(digit - '0');
    }
    return value;
}

} // namespace

void scrypt(base::ByteView password, base::ByteView salt, const ScryptCost& cost,
            std::span<std::uint8_t> out)
{
    // OpenSSL enforces a memory limit; it needs little beside the table.
    const bool good =
        EVP_PBE_scrypt(reinterpret_cast<const char*>(password.data()), password.size(), salt.data(),
                       salt.size(), std::uint64_t{1} << cost.log2_n, cost.r, cost.p,
                       kMemoryMax + kMemoryMax / 8, out.data(), out.size()) == 1;
    CTRIP_CHECK(good);
}

bool is_password_box(std::string_view text) noexcept
{
    return text.starts_with(kBegin);
}

std::string seal(const base::Secret& secret, const base::Secret& password, const ScryptCost& cost)
{
    CTRIP_CHECK(is_sane(cost));
    std::array<std::uint8_t, kSaltSize> salt{};
    std::array<std::uint8_t, kNonceSize> nonce{};
    base::fill_random(salt);
    base::fill_random(nonce);
    const std::string header =
        fmt::format("{}{} {} {} {} {} {} {} ", kBegin, kBoxVersion, kFunction, cost.log2_n, cost.r,
                    cost.p, encode_base64(salt), encode_base64(nonce));
    return header +
           encode_base64(encrypt(secret, key_of(password, salt, cost), nonce, bytes_of(header)));
}

std::variant<base::Secret, BoxFault> open_box(std::string_view text, const base::Secret& password)
{
    const std::string_view line = base::trim(text);
    const std::vector<std::string_view> parts = parts_of(line);
    if (line.size() > kLineMax || parts.size() != kParts + 1 || !is_password_box(line) ||
        parts[1] != kBoxVersion || parts[2] != kFunction) {
        return BoxFault::malformed;
    }
    const auto log2_n = small_number(parts[3]);
    const auto r = small_number(parts[4]);
    const auto p = small_number(parts[5]);
    const auto salt = decode_base64(parts[6]);
    const auto nonce = decode_base64(parts[7]);
    auto sealed = decode_base64(parts[8]);
    if (!log2_n || !r || !p || !salt || !nonce || !sealed || salt->empty() ||
        nonce->size() != kNonceSize || sealed->size() <= kTagSize) {
        return BoxFault::malformed;
    }
    const ScryptCost cost{.log2_n = *log2_n, .r = *r, .p = *p};
    if (!is_sane(cost)) {
        return BoxFault::malformed;
    }
    const std::string_view header = line.substr(0, line.size() - parts[8].size());
    std::optional<base::Secret> secret =
        decrypt(std::move(*sealed), key_of(password, *salt, cost), *nonce, bytes_of(header));
    if (!secret) {
        return BoxFault::wrong_password;
    }
    return std::move(*secret);
}

} // namespace ctrip::crypto
