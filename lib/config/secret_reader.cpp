// SPDX-License-Identifier: MIT
#include "config/secret_reader.hpp"

#include "base/error.hpp"

#include <fmt/format.h>

#include <optional>

namespace ctrip::config {

namespace {

SecretSource read_inline(const Field& field, const ReadContext& context)
{
    if (context.environment == Environment::production) {
        field.fail(fmt::format("must not stand in this file in production; put it into a file that "
                               "only its owner can read and give its name as {}_file",
                               field.name()));
    }
    refuse_exposed(field, context);
    return {.value = base::Secret{field.text()},
            .credential = {},
            .file = {},
            .origin = field.origin()};
}

} // namespace

void refuse_exposed(const Field& field, const ReadContext& context)
{
    if (context.document.readable_by_others) {
        throw Error{ErrorKind::exposed_secret,
                    fmt::format("{} is a secret in a file that others can read; chmod 600 {}",
                                field.origin(), field.file())};
    }
}

SecretSource read_file_name(const Field& field, const ReadContext& context)
{
    const std::string& name = field.text();
    SecretSource source;
    source.file = beside(field.file(), name);
    source.origin = field.origin();
    const bool is_relative = name.front() != '/';
    if (is_relative && !context.credentials_directory.empty()) {
        source.credential = context.credentials_directory + "/" + name;
    }
    return source;
}

SecretSource read_secret(const Section& section, const std::string& key, const ReadContext& context)
{
    const std::optional<Field> inline_value = section.find(key);
    const std::optional<Field> file = section.find(key + "_file");
    if (inline_value && file) {
        inline_value->fail(fmt::format("and {} are both given; keep the file", file->name()));
    }
    if (inline_value) {
        return read_inline(*inline_value, context);
    }
    return file ? read_file_name(*file, context) : SecretSource{};
}

} // namespace ctrip::config
