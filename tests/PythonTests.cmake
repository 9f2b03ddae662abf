# Makes a CTest test of every method of a unittest file and of every golden transcript, so that they run side by side;
# one for each engine where the database matters, the one on PostgreSQL with @postgres behind its name.

set(harness_environment
    PYTHONPATH=${CMAKE_CURRENT_SOURCE_DIR}
    PYTHONDONTWRITEBYTECODE=1
    CTRIP_SOURCE_DIR=${PROJECT_SOURCE_DIR}
    ANVIL=${CTRIP_ANVIL}
    CTRIP_CONTRACTS=${CTRIP_CONTRACTS})

# add_engine_tests(NAME [TIMEOUT s] [CORES n] [LABELS …] ENGINES … ENVIRONMENT … COMMAND …): one test for each engine;
# without any, one that has nothing to do with a database. Those that may take longest begin first.
function(add_engine_tests name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "TIMEOUT;CORES" "LABELS;ENGINES;ENVIRONMENT;COMMAND")
    if(NOT arg_CORES)
        set(arg_CORES 1)
    endif()
    if(NOT arg_ENGINES)
        set(arg_ENGINES any)
    endif()
    foreach(engine IN LISTS arg_ENGINES)
        set(test ${name})
        set(labels ${arg_LABELS})
        set(environment ${arg_ENVIRONMENT})
        if(NOT engine STREQUAL any)
            list(APPEND labels ${engine})
            list(APPEND environment CTRIP_TEST_ENGINE=${engine})
        endif()
        if(engine STREQUAL postgres)
            string(APPEND test @postgres)
            # What runs on both runs once with the sanitizers, and once as it is shipped: in a fraction of the time.
            if(sqlite IN_LIST arg_ENGINES)
                list(TRANSFORM environment REPLACE "^CTRIP_BIN=.*" "CTRIP_BIN=${CTRIP_RELEASE_BINARY}")
            endif()
        endif()
        add_test(NAME ${test} COMMAND ${arg_COMMAND})
        set_tests_properties(
            ${test} PROPERTIES LABELS "${labels}" TIMEOUT "${arg_TIMEOUT}" COST "${arg_TIMEOUT}" PROCESSORS "${arg_CORES}")
        set_property(TEST ${test} PROPERTY ENVIRONMENT ${environment})
    endforeach()
endfunction()

# add_python_tests(FILE [BINARY path] [TIMEOUT s] [CORES n] [ENGINES …] [LABELS …]): BINARY is the program under test, by
# default this build's. CORES are those that it keeps busy. ENGINES are those of all tests in it that do not say otherwise (harness/database.py).
function(add_python_tests file)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "BINARY;TIMEOUT;CORES" "ENGINES;LABELS")
    if(NOT arg_BINARY)
        set(arg_BINARY $<TARGET_FILE:ctrip>)
    endif()
    cmake_path(ABSOLUTE_PATH file BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})
    cmake_path(GET file STEM stem)
    string(REGEX REPLACE "_test$" "" stem ${stem})
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    execute_process(
        COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_SOURCE_DIR}/harness/list_tests.py ${file}
        OUTPUT_VARIABLE tests
        OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
    if(NOT tests)
        message(FATAL_ERROR "${file}: no test in it")
    endif()
    string(REPLACE "\n" ";" tests "${tests}")
    list(GET arg_LABELS 0 kind)
    foreach(line IN LISTS tests)
        string(REPLACE " " ";" words ${line})
        list(GET words 0 test)
        set(engines ${arg_ENGINES})
        if(line MATCHES " (sqlite|postgres)_only$")
            set(engines ${CMAKE_MATCH_1})
        elseif(line MATCHES " any_engine$")
            set(engines)
        endif()
        add_engine_tests(
            ${kind}.${stem}.${test}
            TIMEOUT ${arg_TIMEOUT}
            CORES ${arg_CORES}
            LABELS ${arg_LABELS}
            ENGINES ${engines}
            ENVIRONMENT ${harness_environment} CTRIP_BIN=${arg_BINARY} CTRIP_KILL_AT=$<TARGET_FILE:kill_at>
                        CTRIP_KILL_PROBE=$<TARGET_FILE:kill_probe> CTRIP_FULL_DISK=$<TARGET_FILE:full_disk>
            COMMAND ${Python3_EXECUTABLE} -B ${file} ${test})
    endforeach()
endfunction()

# add_golden_tests(FOLDER): one test per FOLDER/<command>/<name>.golden; harness/golden.py says what is in one.
function(add_golden_tests folder)
    file(GLOB transcripts CONFIGURE_DEPENDS ${folder}/*/*.golden)
    foreach(transcript IN LISTS transcripts)
        cmake_path(GET transcript STEM stem)
        cmake_path(GET transcript PARENT_PATH parent)
        cmake_path(GET parent FILENAME command)
        # A new @engine is a new list of tests.
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${transcript})
        set(engines sqlite postgres)
        file(STRINGS ${transcript} line REGEX "^@engine ")
        if(line STREQUAL "@engine any")
            set(engines)
        elseif(line)
            string(REPLACE "@engine " "" engines ${line})
        endif()
        add_engine_tests(
            cli.${command}.${stem}
            TIMEOUT 120
            LABELS cli
            ENGINES ${engines}
            ENVIRONMENT ${harness_environment} CTRIP_BIN=$<TARGET_FILE:ctrip>
            COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_SOURCE_DIR}/harness/golden.py ${transcript})
    endforeach()
endfunction()
