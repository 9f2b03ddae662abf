// SPDX-License-Identifier: MIT
#include "http/body_buffers.hpp"

#include <bit>
#include <utility>

namespace ctrip::http {

namespace {

constexpr std::size_t kKeptBytesMin = 64ULL << 10U;
constexpr std::size_t kKeptBytesMax = 16ULL << 20U;

} // namespace

BodyBuffers::BodyBuffers(std::size_t buffers_max) : m_buffers_max(buffers_max) {}

std::string BodyBuffers::take(std::size_t bytes)
{
    std::string buffer;
    if (bytes >= kKeptBytesMin && !m_kept.empty()) {
        buffer = std::move(m_kept.back());
        m_kept.pop_back();
    }
    // By powers of two, so that a body that is a little larger than the last one fits as well.
    const std::size_t room = bytes <= kKeptBytesMax ? std::bit_ceil(bytes) : bytes;
    if (buffer.capacity() < bytes) {
        buffer = {}; // Otherwise reserve() would copy its bytes and double its capacity.
        buffer.reserve(room);
    }
    return buffer;
}

void BodyBuffers::put(std::string&& buffer)
{
    const std::size_t room = buffer.capacity();
    if (room >= kKeptBytesMin && room <= kKeptBytesMax && m_kept.size() < m_buffers_max) {
        buffer.clear();
        m_kept.push_back(std::move(buffer));
    }
}

} // namespace ctrip::http
