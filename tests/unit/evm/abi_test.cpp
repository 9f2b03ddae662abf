// SPDX-License-Identifier: MIT
#include "crypto/keccak256.hpp"
#include "evm/abi.hpp"
#include "unit/vectors.hpp"

using namespace ctrip;
using test::address_of;
using test::amount_of;
using test::bytes_of;

namespace {

std::vector<evm::Address> addresses_of(const nlohmann::json& items)
{
    std::vector<evm::Address> addresses;
    for (const auto& item : items) {
        addresses.push_back(address_of(item));
    }
    return addresses;
}

base::Bytes encode(const std::string& function, const nlohmann::json& args)
{
    if (function == "transfer") {
        return evm::encode_transfer(address_of(args[0]), amount_of(args[1]));
    }
    if (function == "transferFrom") {
        return evm::encode_transfer_from(address_of(args[0]), address_of(args[1]),
                                         amount_of(args[2]));
    }
    if (function == "approve") {
        return evm::encode_approve(address_of(args[0]), amount_of(args[1]));
    }
    if (function == "balanceOf") {
        return evm::encode_balance_of(address_of(args[0]));
    }
    if (function == "decimals") {
        return evm::encode_decimals();
    }
    if (function == "symbol") {
        return evm::encode_symbol();
    }
    if (function == "sweep") {
        return evm::encode_sweep(addresses_of(args[0]), amount_of(args[1]));
    }
    REQUIRE(function == "sweepMany");
    return evm::encode_sweep_many(addresses_of(args[0]), addresses_of(args[1]), amount_of(args[2]));
}

/// One word of bytes: `text`, then zeros.
base::Bytes word_with(std::string_view text)
{
    base::Bytes word(32);
    std::copy(text.begin(), text.end(), word.begin());
    return word;
}

base::Bytes concat(std::initializer_list<base::Bytes> parts)
{
    base::Bytes out;
    for (const auto& part : parts) {
        out.insert(out.end(), part.begin(), part.end());
    }
    return out;
}

base::Bytes number_word(const evm::Amount& number)
{
    const auto bytes = number.to_be_bytes();
    return {bytes.begin(), bytes.end()};
}

} // namespace

TEST_CASE("calls are encoded as published", "[evm][abi]")
{
    const auto file = test::load_vectors("erc20.json");
    REQUIRE(file["calldata"].size() == 11);
    for (const auto& vector : file["calldata"]) {
        CAPTURE(vector);
        const base::Bytes calldata = encode(vector["function"], vector["args"]);
        CHECK(base::to_hex_0x(calldata) == vector["calldata"]);
        const auto digest =
            crypto::keccak256(test::view_of(vector["signature"].get_ref<const std::string&>()));
        CHECK(std::equal(calldata.begin(), calldata.begin() + 4, digest.begin()));
    }
}

TEST_CASE("a log is a token transfer exactly when the vectors say so", "[evm][abi]")
{
    const auto file = test::load_vectors("erc20.json");
    CHECK(evm::kTransferTopic == test::word_of(file["transferTopic"]));
    REQUIRE(file["vectors"].size() == 9);
    for (const auto& vector : file["vectors"]) {
        DYNAMIC_SECTION(vector["name"].get<std::string>())
        {
            std::vector<evm::Word> topics;
            for (const auto& topic : vector["topics"]) {
                topics.push_back(test::word_of(topic));
            }
            const auto event = evm::decode_transfer_event(topics, bytes_of(vector["data"]));
            REQUIRE(event.has_value() == vector["isErc20Transfer"].get<bool>());
            if (event) {
                CHECK(event->from == address_of(vector["from"]));
                CHECK(event->to == address_of(vector["to"]));
                CHECK(event->amount == amount_of(vector["value"]));
            }
        }
    }
}

TEST_CASE("a Transfer log with dirty addresses or data of another length is none", "[evm][abi]")
{
    const evm::Word clean = evm::to_word(evm::Address{{1, 2, 3}});
    const base::Bytes data(32, 1);
    CHECK(evm::decode_transfer_event(std::vector{evm::kTransferTopic, clean, clean}, data)
              .has_value());
    for (const std::size_t dirty_byte : {0U, 11U}) {
        evm::Word dirty = clean;
        dirty[dirty_byte] = 1;
        CHECK_FALSE(evm::decode_transfer_event(std::vector{evm::kTransferTopic, dirty, clean}, data)
                        .has_value());
        CHECK_FALSE(evm::decode_transfer_event(std::vector{evm::kTransferTopic, clean, dirty}, data)
                        .has_value());
    }
    CHECK_FALSE(
        evm::decode_transfer_event(std::vector{evm::kTransferTopic, clean}, data).has_value());
    CHECK_FALSE(evm::decode_transfer_event({}, data).has_value());
    for (const std::size_t size : {0U, 31U, 33U, 64U}) {
        CHECK_FALSE(evm::decode_transfer_event(std::vector{evm::kTransferTopic, clean, clean},
                                               base::Bytes(size))
                        .has_value());
    }
}

TEST_CASE("an address goes into a word and comes out again", "[evm][abi]")
{
    const auto address = evm::Address::parse("0x52908400098527886e0f7030069858d2e4169ee7").value();
    const evm::Word word = evm::to_word(address);
    CHECK(base::to_hex(word) == "00000000000000000000000052908400098527886e0f7030069858d2e4169ee7");
    CHECK(evm::decode_address(word) == address);
}

TEST_CASE("symbols are read from strings and from bytes32", "[evm][abi]")
{
    const auto file = test::load_vectors("erc20.json");
    REQUIRE(file["stringReturns"].size() == 5);
    for (const auto& vector : file["stringReturns"]) {
        CAPTURE(vector);
        CHECK(evm::decode_symbol(bytes_of(vector["abi"])) == vector["value"].get<std::string>());
    }
    const auto& fixed = file["bytes32SymbolReturn"];
    CHECK(evm::decode_symbol(bytes_of(fixed["abi"])) == fixed["value"].get<std::string>());
    CHECK(evm::decode_symbol(base::Bytes(32, 'A')) == std::string(32, 'A'));
}

TEST_CASE("a symbol that is malformed, huge or unprintable is refused", "[evm][abi]")
{
    const base::Bytes at_32 = number_word(32);
    const auto max = evm::Amount::from_be_bytes(base::Bytes(32, 0xff));
    const std::pair<const char*, base::Bytes> cases[]{
        {"no answer", {}},
        {"less than a word", base::Bytes(31, 'A')},
        {"a gap in a bytes32", word_with(std::string_view{"A\0B", 3})},
        {"a control character", word_with("A\x1b[31m")},
        {"not UTF-8", word_with("\xff\xfe")},
        {"offset at the end", concat({number_word(64), number_word(1)})},
        {"offset far outside", concat({number_word(max), number_word(1), word_with("A")})},
        {"offset of 2^64",
         concat({number_word(evm::Amount{1ULL << 63U} * evm::Amount{2}), number_word(1)})},
        {"length beyond the data", concat({at_32, number_word(33), word_with("A")})},
        {"length of 2^256-1", concat({at_32, number_word(max), word_with("A")})},
        {"longer than 1 KiB", concat({at_32, number_word(1025), base::Bytes(1056, 'A')})},
        {"offset that leaves half a length word", concat({number_word(33), number_word(0)})},
    };
    for (const auto& [what, data] : cases) {
        DYNAMIC_SECTION(what)
        {
            CHECK_FALSE(evm::decode_symbol(data).has_value());
        }
    }
    CHECK(
        evm::decode_symbol(concat({at_32, number_word(1024), base::Bytes(1024, 'A')})).has_value());
}

TEST_CASE("a transfer's answer means what SafeERC20 takes it for", "[evm][abi]")
{
    using evm::TransferAnswer;
    const auto file = test::load_vectors("erc20.json");
    REQUIRE(file["transferReturns"].size() == 4);
    for (const auto& vector : file["transferReturns"]) {
        CAPTURE(vector);
        const std::string meaning = vector["meaning"];
        const auto expected = meaning == "true"                ? TransferAnswer::succeeded
                              : meaning.starts_with("nothing") ? TransferAnswer::silent
                                                               : TransferAnswer::failed;
        CHECK((evm::decode_transfer_answer(bytes_of(vector["data"])) == expected));
    }
    CHECK((evm::decode_transfer_answer(base::Bytes(31, 1)) == TransferAnswer::failed));
    CHECK((evm::decode_transfer_answer(concat({number_word(1), number_word(0)})) ==
           TransferAnswer::succeeded));
}

TEST_CASE("a number is the first word of an answer", "[evm][abi]")
{
    CHECK(evm::decode_uint256(number_word(7)) == evm::Amount{7});
    CHECK(evm::decode_uint256(base::Bytes(32, 0xff))->to_decimal() ==
          "115792089237316195423570985008687907853269984665640564039457584007913129639935");
    CHECK(evm::decode_uint256(concat({number_word(7), number_word(8)})) == evm::Amount{7});
    CHECK_FALSE(evm::decode_uint256(base::Bytes(31, 0xff)).has_value());
    CHECK_FALSE(evm::decode_uint256({}).has_value());
}
