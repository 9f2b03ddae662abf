// SPDX-License-Identifier: MIT
// The JSON parser that the parse functions share, and what they have in common.
#pragma once

#include <memory>

namespace ctrip::rpc {

/// Keeps its buffers from one reply to the next; not thread-safe.
///
/// Each function parse_…(parser, body, calls) reads the reply to `calls` calls with the ids 0 …
/// calls-1 in any order, and returns the answers in the calls' order. It checks the fields that it
/// uses and skips all others unread. BadReply if an answer is missing, duplicated or malformed. An
/// error without an id, or a single error for several calls, is the error of every call. The body
/// gets spare capacity after its end if it has none.
class JsonParser
{
public:
    JsonParser();
    ~JsonParser();
    JsonParser(const JsonParser&) = delete;
    JsonParser& operator=(const JsonParser&) = delete;

    struct Impl; ///< Complete in parse/reply.hpp, for the sources of this folder.
    [[nodiscard]] Impl& impl() noexcept { return *m_impl; }

private:
    std::unique_ptr<Impl> m_impl;
};

} // namespace ctrip::rpc
