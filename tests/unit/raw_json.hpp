// SPDX-License-Identifier: MIT
// Blocks, receipts and proofs of the vectors, read as if a node had answered them.
#pragma once

#include "rpc/parse/raw_block.hpp"
#include "unit/vectors.hpp"

#include <string>
#include <vector>

namespace ctrip::test {

inline std::string as_reply(const nlohmann::json& result)
{
    return nlohmann::json{{"id", 0}, {"result", result}}.dump();
}

inline rpc::FullHeader full_header_of(nlohmann::json block)
{
    block.erase("transactions");
    rpc::JsonParser parser;
    std::string body = as_reply(block);
    return rpc::parse_full_headers(parser, body, 1).at(0).result.value();
}

inline rpc::FullHeader raw_block_of(const nlohmann::json& block)
{
    rpc::JsonParser parser;
    std::string body = as_reply(block);
    return rpc::parse_full_headers(parser, body, 1).at(0).result.value();
}

inline rpc::RawReceipts raw_receipts_of(const nlohmann::json& receipts)
{
    rpc::JsonParser parser;
    std::string body = as_reply(receipts);
    return rpc::parse_raw_receipts(parser, body, 1).at(0).result.value();
}

inline rpc::AccountNodes account_nodes_of(const nlohmann::json& proof)
{
    rpc::JsonParser parser;
    std::string body = as_reply(proof);
    return rpc::parse_account_nodes(parser, body, 1).at(0).result.value();
}

inline std::vector<base::Bytes> all_bytes_of(const nlohmann::json& texts)
{
    std::vector<base::Bytes> all;
    for (const auto& text : texts) {
        all.push_back(bytes_of(text));
    }
    return all;
}

} // namespace ctrip::test
