// SPDX-License-Identifier: MIT
#include "rpc/parse/json_parser.hpp"

#include "rpc/parse/reply.hpp"

namespace ctrip::rpc {

JsonParser::JsonParser() : m_impl(std::make_unique<Impl>()) {}

JsonParser::~JsonParser() = default;

} // namespace ctrip::rpc
