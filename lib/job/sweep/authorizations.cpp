// SPDX-License-Identifier: MIT
#include "job/sweep/authorizations.hpp"

#include "base/error.hpp"
#include "base/hex.hpp"
#include "evm/sweeper.hpp"
#include "job/shared/line_file.hpp"
#include "job/sweep/offline/json_fields.hpp"
#include "store/sweep_plan_store.hpp"
#include "wallet/signer.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>

namespace ctrip::job {

namespace {

using Json = nlohmann::ordered_json;
using Authorization = store::SweepPlanStore::Authorization;

constexpr std::string_view kAuthorizationsFormat = "ctrip-authorizations";
constexpr std::uint64_t kProgressEach = 500;

std::string to_line(std::uint32_t index, const wallet::Signer& signer,
                    const evm::SignedAuthorization& made)
{
    return fmt::format(R"({{"i":{},"address":"{}","y_parity":{},"r":"{}","s":"{}"}})", index,
                       signer.address().to_checksum(), made.signature.y_parity,
                       base::to_hex_0x(made.signature.r), base::to_hex_0x(made.signature.s));
}

class Import
{
public:
    Import(const ImportContext& context, const std::string& path)
        : m_context(context),
          m_file(path, {.name = kAuthorizationsFormat, .command = "ctrip wallet presign"})
    {
        read_header();
    }

    ImportedAuthorizations run(const Progress& progress);

private:
    void read_header();
    void check_chain();
    [[nodiscard]] Authorization read(const std::string& line, std::uint32_t index) const;

    const ImportContext& m_context;
    LineFileReader m_file;
    PresignOptions m_options;
    evm::Address m_sweeper;
    evm::SweeperVersion m_version = evm::kSweeperVersions.front();
};

void Import::read_header()
{
    const JsonFields header{m_file, m_file.header()};
    m_options = {.chain_id = header.number("chain_id", kInt64Max),
                 .treasury = header.address("treasury"),
                 .from = static_cast<std::uint32_t>(header.number("from", kIndexMax)),
                 .count = static_cast<std::uint32_t>(header.number("count", kIndexMax)),
                 .nonce = header.number("nonce", kInt64Max)};
    m_sweeper = header.address("sweeper");
    if (m_options.treasury != m_context.treasury) {
        m_file.fail(fmt::format("they are for the treasury {}, and the configured one is {}",
                                m_options.treasury.to_checksum(),
                                m_context.treasury.to_checksum()));
    }
    const auto version = evm::sweeper_version_at(m_sweeper, m_context.treasury);
    if (!version) {
        m_file.fail(fmt::format(
            "they are for the contract {}, and the treasury's Sweepers are {} (version 2) and {} "
            "(version 1)",
            m_sweeper.to_checksum(),
            evm::sweeper_address(m_context.treasury, evm::SweeperVersion::v2).to_checksum(),
            evm::sweeper_address(m_context.treasury, evm::SweeperVersion::v1).to_checksum()));
    }
    m_version = *version;
    if (m_options.chain_id == 0) {
        m_file.fail("they are for every chain, and a Sweeper on another one might be another "
                    "contract; sign for each chain by itself");
    }
    if (std::uint64_t{m_options.from} + m_options.count > kIndexMax + 1) {
        m_file.fail("'from' and 'count' go beyond the last index");
    }
}

void Import::check_chain()
{
    rpc::ChainClient& client = m_context.client_of(m_options.chain_id);
    const std::array sweeper{m_sweeper};
    if (client.accounts(sweeper).front().code !=
        evm::sweeper_runtime(m_context.treasury, m_version)) {
        throw Error{
            ErrorKind::request,
            fmt::format(
                "chain {}: the Sweeper is not at {}; deploy it first, with 'ctrip sweep deploy "
                "--version {}'",
                m_options.chain_id, m_sweeper.to_checksum(), static_cast<int>(m_version))};
    }
}

ImportedAuthorizations Import::run(const Progress& progress)
{
    check_chain();
    std::vector<Authorization> authorizations;
    std::string line;
    while (m_file.next(line)) {
        if (authorizations.size() == m_options.count) {
            m_file.fail("more lines than the first one states");
        }
        authorizations.push_back(
            read(line, m_options.from + static_cast<std::uint32_t>(authorizations.size())));
        if (authorizations.size() % kProgressEach == 0) {
            progress(authorizations.size(), m_options.count);
        }
    }
    if (authorizations.size() != m_options.count) {
        m_file.fail("fewer lines than the first one states");
    }
    const std::uint64_t fresh = store::retry_conflicts([&] {
        store::DbTransaction transaction{m_context.database};
        const std::uint64_t count =
            store::SweepPlanStore{m_context.database}.put_authorizations(authorizations);
        transaction.commit();
        return count;
    });
    return {.chain_id = m_options.chain_id,
            .sweeper = m_sweeper,
            .from = m_options.from,
            .count = authorizations.size(),
            .fresh = fresh};
}

Authorization Import::read(const std::string& line, std::uint32_t index) const
{
    const JsonFields fields{m_file, line};
    if (fields.number("i", kIndexMax) != index) {
        m_file.fail(fmt::format("the index {} is expected here", index));
    }
    Authorization made{.authority = fields.address("address"),
                       .signed_authorization = {.authorization = {.chain_id = m_options.chain_id,
                                                                  .address = m_sweeper,
                                                                  .nonce = m_options.nonce},
                                                .signature = {.r = fields.word("r"),
                                                              .s = fields.word("s"),
                                                              .y_parity = static_cast<std::uint8_t>(
                                                                  fields.number("y_parity", 1))}}};
    if (made.authority != m_context.account.address(index)) {
        m_file.fail(fmt::format("{} is not the address with index {} of the configured wallet",
                                made.authority.to_checksum(), index));
    }
    if (wallet::signer_of(made.signed_authorization) != made.authority) {
        m_file.fail(fmt::format("it was not signed by {} for this chain, Sweeper and nonce",
                                made.authority.to_checksum()));
    }
    return made;
}

} // namespace

void presign(const wallet::AccountKey& account, const PresignOptions& options,
             const std::string& path, const Progress& progress)
{
    const evm::Address sweeper = evm::sweeper_address(options.treasury, options.version);
    LineFileWriter file{path, kAuthorizationsFormat,
                        Json{{"chain_id", options.chain_id},
                             {"treasury", options.treasury.to_checksum()},
                             {"sweeper", sweeper.to_checksum()},
                             {"from", options.from},
                             {"count", options.count},
                             {"nonce", options.nonce}}
                            .dump()};
    for (std::uint32_t i = 0; i < options.count; ++i) {
        const wallet::Signer signer = wallet::deposit_signer(account, options.from + i);
        file.line(to_line(options.from + i, signer,
                          signer.sign(evm::Authorization{.chain_id = options.chain_id,
                                                         .address = sweeper,
                                                         .nonce = options.nonce})));
        if ((i + 1) % kProgressEach == 0) {
            progress(i + 1, options.count);
        }
    }
    static_cast<void>(file.finish());
}

ImportedAuthorizations import_authorizations(const ImportContext& context, const std::string& path,
                                             const Progress& progress)
{
    return Import{context, path}.run(progress);
}

} // namespace ctrip::job
