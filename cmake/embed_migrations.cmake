# Run as a script: writes the migrations below ROOT as C++ raw strings to OUT.
cmake_minimum_required(VERSION 3.25)
file(GLOB ups ${ROOT}/*/*.up.sql)
list(SORT ups)
set(rows "")
foreach(up IN LISTS ups)
    if(NOT up MATCHES "/([a-z]+)/([0-9][0-9][0-9][0-9])_([a-z0-9_]+)\\.up\\.sql$")
        message(FATAL_ERROR "${up}: a migration is named <engine>/NNNN_name.up.sql")
    endif()
    set(engine ${CMAKE_MATCH_1})
    set(version ${CMAKE_MATCH_2})
    set(name ${CMAKE_MATCH_3})
    string(REGEX REPLACE "^0+" "" version "${version}")
    string(REPLACE ".up.sql" ".down.sql" down "${up}")
    file(READ "${up}" up_sql)
    file(READ "${down}" down_sql)
    string(APPEND rows "    {\"${engine}\", ${version}, \"${name}\", R\"sql(${up_sql})sql\", R\"sql(${down_sql})sql\"},\n")
endforeach()
file(WRITE "${OUT}" "#include \"store/schema/migrations.hpp\"\n
namespace ctrip::store {\n
const std::vector<Migration>& embedded_migrations()
{
    static const std::vector<Migration> all{
${rows}    };
    return all;
}\n
} // namespace ctrip::store\n")
