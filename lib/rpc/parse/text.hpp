// SPDX-License-Identifier: MIT
// Results that are a text, such as a quantity or return data, out of nodes' replies.
#pragma once

#include "rpc/block_header.hpp"
#include "rpc/parse/answer.hpp"
#include "rpc/parse/json_parser.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace ctrip::rpc {

/// A header, or the text of another result: which one it is depends on the call.
struct HeaderOrText
{
    std::optional<BlockHeader> header;
    std::string text;
};

[[nodiscard]] std::vector<Answer<std::string>> parse_strings(JsonParser& parser, std::string& body,
                                                             std::size_t calls);
[[nodiscard]] std::vector<Answer<HeaderOrText>> parse_texts(JsonParser& parser, std::string& body,
                                                            std::size_t calls);

} // namespace ctrip::rpc
