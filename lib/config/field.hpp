// SPDX-License-Identifier: MIT
// One value of a YAML file with its line and name, and readers for its types.
#pragma once

#include "config/config.hpp"
#include "config/yaml_value.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ctrip::config {

/// Each reader throws Error{config} "FILE:LINE: NAME must be …" for another type or a value out of
/// range. The file's name and the value must outlive the Field.
class Field
{
public:
    Field(const std::string& file, std::string name, const Value& value)
        : m_file(file), m_name(std::move(name)), m_value(value)
    {
    }

    [[nodiscard]] const Value& value() const noexcept { return m_value; }
    [[nodiscard]] const std::string& file() const noexcept { return m_file; }
    [[nodiscard]] const std::string& name() const noexcept { return m_name; }
    /// "ctrip.yaml:5: wallet.mnemonic_file"
    [[nodiscard]] std::string origin() const;

    /// "FILE:LINE: NAME MESSAGE"
    [[noreturn]] void fail(std::string_view message) const;

    /// Not empty, valid UTF-8 without control characters.
    [[nodiscard]] const std::string& text() const;
    [[nodiscard]] bool boolean() const;
    [[nodiscard]] std::uint64_t whole_number(std::uint64_t min, std::uint64_t max) const;
    [[nodiscard]] std::chrono::seconds duration(std::chrono::seconds min,
                                                std::chrono::seconds max) const;
    /// Not the zero address; mixed case must match the checksum.
    [[nodiscard]] evm::Address address() const;
    [[nodiscard]] std::string http_url() const;
    [[nodiscard]] std::string webhook_url() const;
    /// A currency's symbol: up to 32 bytes without blanks.
    [[nodiscard]] std::string symbol() const;
    /// A currency's decimals: up to 77, so that one whole unit fits 256 bits.
    [[nodiscard]] unsigned decimals() const;
    /// The items of a list, named NAME[0], NAME[1] ….
    [[nodiscard]] std::vector<Field> list(std::size_t items_max) const;

    template <typename Enum>
    using Words = std::vector<std::pair<std::string, Enum>>;

    /// The meaning of the text, which must be one of `words`.
    template <typename Enum>
    [[nodiscard]] Enum word(const Words<Enum>& words) const
    {
        std::vector<std::string> known;
        for (const auto& [name, meaning] : words) {
            if (text() == name) {
                return meaning;
            }
            known.push_back(name);
        }
        fail_word(known);
    }

private:
    [[noreturn]] void fail_word(const std::vector<std::string>& known) const;

    const std::string& m_file;
    std::string m_name;
    const Value& m_value;
};

/// A map whose keys are all known.
class Section
{
public:
    /// Throws Error{config} if the field is not a map, or has an unknown key (with the most similar
    /// known one). The field of the whole file has an empty name.
    Section(const Field& field, std::vector<std::string> known);

    /// Nothing if the key is missing. A key without a value is an error, since its meaning is not
    /// clear.
    [[nodiscard]] std::optional<Field> find(std::string_view key) const;
    [[nodiscard]] Field require(std::string_view key, std::string_view meaning) const;

private:
    [[nodiscard]] std::string name_of(std::string_view key) const;

    Field m_field;
};

} // namespace ctrip::config
