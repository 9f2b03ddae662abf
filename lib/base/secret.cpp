// SPDX-License-Identifier: MIT
#include "base/secret.hpp"

#include <cstring>
#include <utility>

namespace ctrip::base {

void wipe(void* data, std::size_t size) noexcept
{
    if (size != 0) {
        explicit_bzero(data, size);
    }
}

Secret::Secret(std::string_view text) : m_bytes(text.begin(), text.end()) {}

Secret::Secret(ByteView bytes) : m_bytes(bytes.begin(), bytes.end()) {}

Secret::Secret(Secret&& other) noexcept : m_bytes(std::exchange(other.m_bytes, {})) {}

Secret& Secret::operator=(Secret&& other) noexcept
{
    if (this != &other) {
        wipe(m_bytes.data(), m_bytes.size());
        m_bytes = std::exchange(other.m_bytes, {});
    }
    return *this;
}

Secret::~Secret()
{
    wipe(m_bytes.data(), m_bytes.size());
}

std::string_view Secret::expose_text() const noexcept
{
    return {reinterpret_cast<const char*>(m_bytes.data()), m_bytes.size()};
}

Secret Secret::of_size(std::size_t size)
{
    Secret secret;
    secret.m_bytes.resize(size);
    return secret;
}

} // namespace ctrip::base
