// SPDX-License-Identifier: MIT
#include "crypto/keccak256.hpp"
#include "rpc/json_rpc.hpp"
#include "rpc/verify/block_proof.hpp"
#include "unit/raw_json.hpp"

using namespace ctrip;
using rpc::Proof;

namespace {

const evm::Address kToken{{0x70}};
const evm::Address kFrom{{0xf0}};
const evm::Address kTo{{0x10}};

evm::Word padded(const evm::Address& address)
{
    evm::Word word{};
    std::copy(address.bytes.begin(), address.bytes.end(), word.end() - 20);
    return word;
}

evm::RawLog transfer_log(std::uint64_t amount, const evm::Address& token = kToken)
{
    const auto data = evm::Amount{amount}.to_be_bytes();
    return {.address = token,
            .topics = {evm::TxHash::parse(rpc::kTransferTopic)->bytes, padded(kFrom), padded(kTo)},
            .data = {data.begin(), data.end()}};
}

evm::RawReceipt receipt_of(std::uint8_t tx, std::vector<evm::RawLog> logs, bool succeeded = true)
{
    return {.tx_hash = {{tx}},
            .succeeded = succeeded,
            .cumulative_gas = evm::Amount{tx},
            .logs = std::move(logs)};
}

evm::Transfer transfer_of(std::uint8_t tx, std::int64_t log_index, std::uint64_t amount)
{
    evm::Transfer transfer;
    transfer.tx_hash.bytes[0] = tx;
    transfer.log_index = log_index;
    transfer.token = kToken;
    transfer.from = kFrom;
    transfer.to = kTo;
    transfer.amount = amount;
    return transfer;
}

struct AnvilBlock
{
    evm::RawHeader header;
    evm::BlockHash hash;
    std::vector<evm::RawReceipt> receipts;
};

AnvilBlock anvil_block()
{
    const auto anvil = test::load_vectors("mined_blocks.json")["anvil"];
    const rpc::FullHeader full = test::full_header_of(anvil["block"]);
    return {.header = full.raw.value(),
            .hash = full.header.hash,
            .receipts = test::raw_receipts_of(anvil["receipts"]).receipts};
}

} // namespace

TEST_CASE("an event is proved by the receipts' log", "[rpc][block_proof]")
{
    const std::vector receipts{receipt_of(1, {transfer_log(5), transfer_log(7, kFrom)}),
                               receipt_of(2, {}), receipt_of(3, {transfer_log(5)})};
    const struct
    {
        const char* what;
        evm::Transfer transfer;
        bool partial;
        Proof expected;
        bool soft;
        std::size_t index;
    } cases[]{
        {"first log", transfer_of(1, 0, 5), false, Proof::proved, false, 0},
        {"last log", transfer_of(3, 2, 5), false, Proof::proved, false, 2},
        {"the node numbers logs in another way", transfer_of(3, 0, 5), false, Proof::proved, false,
         2},
        {"another amount", transfer_of(1, 0, 6), false, Proof::refuted, false, 0},
        {"less of a token that takes a fee", transfer_of(1, 0, 4), true, Proof::proved, false, 0},
        {"more of a token that takes a fee", transfer_of(1, 0, 6), true, Proof::refuted, false, 0},
        {"the event is of another transaction", transfer_of(2, 0, 5), false, Proof::refuted, true,
         0},
    };
    for (const auto& [what, transfer, partial, expected, soft, index] : cases) {
        DYNAMIC_SECTION(what)
        {
            const rpc::Judgement judgement = rpc::judge_event(transfer, partial, receipts);
            CHECK((judgement.proof.proof == expected));
            CHECK(judgement.soft == soft);
            CHECK(judgement.index == index);
            CHECK(judgement.proof.why.empty() == (expected == Proof::proved));
            CHECK(judgement.proof.copies == (expected == Proof::proved ? 2U : 0U));
        }
    }
}

TEST_CASE("another contract, sender, recipient or event proves nothing", "[rpc][block_proof]")
{
    evm::Transfer transfer = transfer_of(1, 0, 5);
    const auto refuted = [](const evm::Transfer& one, const evm::RawLog& log) {
        const std::vector receipts{receipt_of(1, {log})};
        return rpc::judge_event(one, false, receipts).proof.proof == Proof::refuted;
    };
    CHECK_FALSE(refuted(transfer, transfer_log(5)));
    CHECK(refuted(transfer, transfer_log(5, kFrom)));
    evm::RawLog log = transfer_log(5);
    log.topics[1] = padded(kTo);
    CHECK(refuted(transfer, log));
    log = transfer_log(5);
    log.topics[2] = padded(kFrom);
    CHECK(refuted(transfer, log));
    log = transfer_log(5);
    log.topics[0] = {};
    CHECK(refuted(transfer, log));
    log = transfer_log(5);
    log.topics.push_back({});
    CHECK(refuted(transfer, log));
    log = transfer_log(5);
    log.data.pop_back();
    CHECK(refuted(transfer, log));
    // Native money by an event is logged by the system address (EIP-7708).
    transfer.token.reset();
    CHECK(refuted(transfer, transfer_log(5)));
    evm::Address system;
    system.bytes.fill(0xff);
    system.bytes.back() = 0xfe;
    CHECK_FALSE(refuted(transfer, transfer_log(5, system)));
}

TEST_CASE("a transaction's value is proved with its receipt", "[rpc][block_proof]")
{
    evm::Transfer transfer = transfer_of(2, evm::kNativeLogIndex, 9);
    transfer.token.reset();
    const std::vector receipts{receipt_of(1, {}), receipt_of(2, {}), receipt_of(3, {}, false)};
    const rpc::ProvenTransaction tx{.to = kTo, .value = 9};
    const auto judge = [&](std::size_t index, const rpc::ProvenTransaction& one) {
        return rpc::judge_value(transfer, index, one, receipts).proof.proof;
    };
    CHECK((judge(1, tx) == Proof::proved));
    CHECK((judge(1, {.to = kFrom, .value = 9}) == Proof::refuted));
    CHECK((judge(1, {.to = std::nullopt, .value = 9}) == Proof::refuted));
    CHECK((judge(1, {.to = kTo, .value = 8}) == Proof::refuted));
    CHECK((judge(2, tx) == Proof::refuted)); // It reverted.
    CHECK((judge(3, tx) == Proof::open));
}

TEST_CASE("a balance's growth proves what came, unless money may have left", "[rpc][block_proof]")
{
    const evm::Word no_code = evm::account_of(evm::kEmptyTrieRoot, kTo, {})->code_hash;
    const auto state = [&](std::uint64_t nonce, std::uint64_t balance, bool code = false) {
        evm::AccountState account{.nonce = nonce, .balance = balance, .code_hash = no_code};
        account.code_hash[0] ^= code ? 1U : 0U;
        return account;
    };
    CHECK((rpc::judge_balance(5, state(0, 0), state(0, 5)).proof == Proof::proved));
    CHECK((rpc::judge_balance(5, state(0, 3), state(0, 9)).proof == Proof::proved));
    // It has it, though not since this block: where no old state is known a change is booked late.
    CHECK((rpc::judge_balance(5, state(0, 3), state(0, 7)).proof == Proof::open));
    CHECK((rpc::judge_balance(5, state(0, 3), state(0, 4)).proof == Proof::refuted));
    CHECK((rpc::judge_balance(5, state(0, 3), state(0, 3)).proof == Proof::refuted));
    CHECK((rpc::judge_balance(5, state(0, 3), state(0, 2)).proof == Proof::refuted));
    CHECK((rpc::judge_balance(5, state(0, 3), state(1, 2)).proof == Proof::open));
    CHECK((rpc::judge_balance(5, state(0, 3), state(0, 2, true)).proof == Proof::open));
    CHECK((rpc::judge_balance(5, state(0, 3, true), state(0, 2)).proof == Proof::open));
    CHECK((rpc::judge_balance(5, state(0, 3, true), state(1, 8)).proof == Proof::proved));
}

TEST_CASE("receipts hold against their header, a few statuses missing or not", "[rpc][block_proof]")
{
    AnvilBlock block = anvil_block();
    CHECK(rpc::holding_receipts(block.header, block.receipts)->size() == 136);
    block.receipts[5].succeeded.reset(); // It failed.
    block.receipts[6].succeeded.reset();
    block.receipts[7].succeeded.reset();
    REQUIRE(rpc::holding_receipts(block.header, block.receipts).has_value());
    CHECK(block.receipts[5].succeeded == false);
    CHECK(block.receipts[6].succeeded == true);
    for (std::size_t i = 10; i < 15; ++i) {
        block.receipts[i].succeeded.reset();
    }
    CHECK_FALSE(rpc::holding_receipts(block.header, block.receipts).has_value());
    CHECK_FALSE(block.receipts[10].succeeded.has_value());
}

TEST_CASE("altered receipts do not hold", "[rpc][block_proof]")
{
    const AnvilBlock honest = anvil_block();
    const auto holds = [&](const std::function<void(std::vector<evm::RawReceipt>&)>& alter) {
        std::vector<evm::RawReceipt> receipts = honest.receipts;
        alter(receipts);
        return rpc::holding_receipts(honest.header, receipts).has_value();
    };
    CHECK(holds([](auto&) {}));
    CHECK_FALSE(holds([](auto& receipts) { receipts[5].succeeded = true; }));
    CHECK_FALSE(holds([](auto& receipts) { receipts[2].logs.pop_back(); }));
    CHECK_FALSE(holds([](auto& receipts) { receipts[2].logs[0].data.back() ^= 1U; }));
    CHECK_FALSE(holds([](auto& receipts) { receipts[9].logs.push_back(transfer_log(1)); }));
    CHECK_FALSE(holds([](auto& receipts) { receipts.pop_back(); }));
    // One more at the end is in no trie, and counts for nothing.
    CHECK(holds([](auto& receipts) { receipts.push_back(receipts.back()); }));
    CHECK_FALSE(holds([](auto& receipts) { receipts.insert(receipts.end(), 2, receipts[0]); }));
    CHECK_FALSE(holds([](auto& receipts) { receipts.insert(receipts.begin(), receipts[0]); }));
    CHECK_FALSE(holds([](auto& receipts) { std::swap(receipts[8], receipts[9]); }));
    CHECK_FALSE(holds([](auto& receipts) { receipts.clear(); }));
}

TEST_CASE("a header without its bloom, or with another one, holds by its receipts",
          "[rpc][block_proof]")
{
    const AnvilBlock block = anvil_block();
    evm::RawHeader header = block.header;
    CHECK(rpc::header_holds(header, block.hash));
    header.bloom = {};
    CHECK_FALSE(rpc::header_holds(header, block.hash));
    REQUIRE(rpc::header_holds(header, block.hash, block.receipts));
    CHECK(header.bloom == block.header.bloom);
    header.state_root[0] ^= 1U;
    CHECK_FALSE(rpc::header_holds(header, block.hash, block.receipts));
}

TEST_CASE("Polygon's state sync is in no trie", "[rpc][block_proof]")
{
    AnvilBlock block = anvil_block();
    const evm::RawReceipt sync = receipt_of(0, {transfer_log(1)});
    block.receipts.push_back(sync);
    CHECK(rpc::holding_receipts(block.header, block.receipts)->size() == 136);
    CHECK(block.receipts.size() == 136);
    evm::RawHeader header = block.header;
    header.bloom = {};
    block.receipts.push_back(sync);
    CHECK(rpc::header_holds(header, block.hash, block.receipts));

    const std::vector<base::Bytes> two{base::Bytes(40, 1), base::Bytes(40, 2)};
    header.transactions_root = evm::trie_root(two);
    std::vector<base::Bytes> items = two;
    CHECK(rpc::transactions_hold(header, items));
    items.emplace_back();
    CHECK(rpc::transactions_hold(header, items));
    CHECK(items == two);
    items.emplace_back();
    items.emplace_back();
    CHECK_FALSE(rpc::transactions_hold(header, items));
    items.clear();
    CHECK_FALSE(rpc::transactions_hold(header, items));
}
