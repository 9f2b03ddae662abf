// SPDX-License-Identifier: MIT
#include "rpc/parse/text.hpp"

#include "rpc/parse/header_fields.hpp"
#include "rpc/parse/reply.hpp"

#include <string_view>

namespace ctrip::rpc {

namespace {

namespace ondemand = simdjson::ondemand;
using std::string_view;

} // namespace

std::vector<Answer<std::string>> parse_strings(JsonParser& parser, std::string& body,
                                               std::size_t calls)
{
    return read_reply<std::string>(parser, body, calls, [](ondemand::value value) {
        return std::string{string_view{value.get_string()}};
    });
}

std::vector<Answer<HeaderOrText>> parse_texts(JsonParser& parser, std::string& body,
                                              std::size_t calls)
{
    return read_reply<HeaderOrText>(parser, body, calls, [](ondemand::value value) {
        HeaderOrText answer;
        if (value.type() == ondemand::json_type::object) {
            answer.header = read_header(value.get_object());
        } else {
            answer.text = string_view{value.get_string()};
        }
        return answer;
    });
}

} // namespace ctrip::rpc
