# embed_migrations(VAR): makes a C++ file that holds every migrations/<engine>/NNNN_name.{up,down}.sql
# and puts its path into VAR. The table it defines is declared in lib/store/schema/migrations.hpp.
function(embed_migrations out)
    file(GLOB files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/migrations/*/*.sql)
    set(generated ${PROJECT_BINARY_DIR}/embedded_migrations.cpp)
    add_custom_command(
        OUTPUT ${generated}
        COMMAND ${CMAKE_COMMAND} -D ROOT=${PROJECT_SOURCE_DIR}/migrations -D OUT=${generated} -P
                ${PROJECT_SOURCE_DIR}/cmake/embed_migrations.cmake
        DEPENDS ${files} ${PROJECT_SOURCE_DIR}/cmake/embed_migrations.cmake
        VERBATIM)
    set(${out} ${generated} PARENT_SCOPE)
endfunction()
