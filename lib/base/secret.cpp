// SPDX-License-Identifier: MIT
#include "base/secret.hpp"

#include "base/sanitized.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>

#include <cstring>
#include <utility>

namespace ctrip::base {

void wipe(void* data, std::size_t size) noexcept
{
    if (size != 0) {
        explicit_bzero(data, size);
    }
}

void hide_memory() noexcept
{
    // Each may be refused, as by a filter of system calls: the secret is needed all the same.
    constexpr rlimit kNoCore{0, 0};
    static_cast<void>(::setrlimit(RLIMIT_CORE, &kNoCore));
    if constexpr (!kSanitized) {
        static_cast<void>(::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0));
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
