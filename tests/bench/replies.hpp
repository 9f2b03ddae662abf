// SPDX-License-Identifier: MIT
// Answers JSON-RPC requests, single and in batches, from a recording, without copying what was
// recorded.
#pragma once

#include "recording.hpp"

#include <simdjson.h>
#include <sys/uio.h>

#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::bench {

/// A text in pieces, ready for writev: recorded ones where they lie, and a few of its own between
/// them.
class Reply
{
public:
    void add_view(std::string_view text);
    void add_own(std::string text);
    /// Puts a text of its own before all others.
    void prepend(std::string text);

    [[nodiscard]] std::size_t size() const noexcept { return m_size; }
    [[nodiscard]] std::vector<iovec>& pieces() noexcept { return m_pieces; }
    /// Takes back the pieces behind the first `count`.
    void shrink(std::size_t count);
    void clear();

private:
    std::vector<iovec> m_pieces;
    std::deque<std::string> m_own; // A deque: its strings stay where they are.
    std::size_t m_size = 0;
};

class Responder
{
public:
    explicit Responder(const Recording& recording) : m_recording(recording) {}

    /// Adds the whole JSON answer to one request body.
    void answer(const std::string& body, Reply& reply);

private:
    void answer_one(const simdjson::dom::element& request, Reply& reply);
    void result(const simdjson::dom::element& request, Reply& reply);
    void logs(const simdjson::simdjson_result<simdjson::dom::element>& filter, Reply& reply);
    [[nodiscard]] std::uint64_t block_number(std::string_view tag) const;
    [[nodiscard]] std::uint64_t block_of(std::string_view hash) const;

    const Recording& m_recording;
    simdjson::dom::parser m_parser;
};

} // namespace ctrip::bench
