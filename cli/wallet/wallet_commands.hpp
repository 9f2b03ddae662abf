// SPDX-License-Identifier: MIT
// The subcommands of `ctrip wallet` for sweeping: presign, import, sign, encrypt.
#pragma once

#include "cli/session.hpp"

#include <cstdint>
#include <string>

namespace ctrip::cli {

struct PresignArguments
{
    std::string chain;
    std::uint32_t from = 0;
    std::uint32_t count = 0;
    std::uint64_t nonce = 0;
    std::uint32_t version = 2; ///< Of the Sweeper.
    std::string out;
    bool json = false;
};
[[nodiscard]] ExitCode run_presign(const PresignArguments& arguments, Session& session);

struct ImportArguments
{
    std::string file;
    bool json = false;
};
[[nodiscard]] ExitCode run_import(const ImportArguments& arguments, Session& session);

struct SignArguments
{
    std::string file;
    std::string out;
    bool yes = false;
    bool json = false;
};
[[nodiscard]] ExitCode run_sign(const SignArguments& arguments, Session& session);

struct EncryptArguments
{
    std::string in = "-"; ///< Standard input.
    std::string out;
    std::string password_file;  ///< Empty: ask twice at the terminal.
    bool is_passphrase = false; ///< Any line of text, and neither mnemonic nor key.
};
[[nodiscard]] ExitCode run_encrypt(const EncryptArguments& arguments, Session& session);

} // namespace ctrip::cli
