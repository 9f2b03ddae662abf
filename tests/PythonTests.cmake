# Makes a CTest test of every class of a unittest file and of every command's golden transcripts: one for each engine if
# the database matters, with @postgres after the name for PostgreSQL. Tests of one class share what is slow to start:
# Python, a chain, a server. Kill and soak tests run one by one.

set(harness_environment
    PYTHONPATH=${CMAKE_CURRENT_SOURCE_DIR}
    PYTHONDONTWRITEBYTECODE=1
    CTRIP_SOURCE_DIR=${PROJECT_SOURCE_DIR}
    ANVIL=${CTRIP_ANVIL}
    CTRIP_CONTRACTS=${CTRIP_CONTRACTS})

# add_engine_test(NAME ENGINE [TIMEOUT s] [CORES n] [LABELS …] ENVIRONMENT … COMMAND …): ENGINE as list_tests.py has it.
# Tests with the longest timeout start first.
function(add_engine_test name engine)
    cmake_parse_arguments(PARSE_ARGV 2 arg "" "TIMEOUT;CORES" "LABELS;ENVIRONMENT;COMMAND")
    if(NOT arg_CORES)
        set(arg_CORES 1)
    endif()
    # On both engines: SQLite with the sanitizers, PostgreSQL with the release binary, in a fraction of the time.
    if(engine MATCHES postgres)
        list(FILTER arg_ENVIRONMENT EXCLUDE REGEX "^CTRIP_SHIPPED_BIN=")
    endif()
    if(engine STREQUAL postgres)
        list(TRANSFORM arg_ENVIRONMENT REPLACE "^CTRIP_BIN=.*" "CTRIP_BIN=${CTRIP_RELEASE_BINARY}")
    endif()
    string(REPLACE "_only" "" engine ${engine})
    if(NOT engine STREQUAL any)
        list(APPEND arg_LABELS ${engine})
        list(APPEND arg_ENVIRONMENT CTRIP_TEST_ENGINE=${engine})
    endif()
    if(engine STREQUAL postgres)
        string(APPEND name @postgres)
    endif()
    add_test(NAME ${name} COMMAND ${arg_COMMAND})
    set_tests_properties(
        ${name} PROPERTIES LABELS "${arg_LABELS}" TIMEOUT "${arg_TIMEOUT}" COST "${arg_TIMEOUT}" PROCESSORS "${arg_CORES}")
    set_property(TEST ${name} PROPERTY ENVIRONMENT ${arg_ENVIRONMENT})
endfunction()

# add_python_tests(FILE [EACH] [BINARY path] [TIMEOUT s] [CORES n] [LABELS …]): BINARY is the program under test, by default
# this build's. CORES: the cores that it uses. EACH: a test of each method instead of each class.
function(add_python_tests file)
    cmake_parse_arguments(PARSE_ARGV 1 arg "EACH" "BINARY;TIMEOUT;CORES" "LABELS")
    # On SQLite a third of the tests runs with the sanitizers (part.py): each takes four times as long with them.
    set(programs CTRIP_BIN=$<TARGET_FILE:ctrip> CTRIP_SHIPPED_BIN=${CTRIP_RELEASE_BINARY})
    if(arg_BINARY)
        set(programs CTRIP_BIN=${arg_BINARY})
    endif()
    cmake_path(ABSOLUTE_PATH file BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})
    cmake_path(GET file STEM stem)
    string(REGEX REPLACE "_test$" "" stem ${stem})
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    set(by class)
    if(arg_EACH)
        set(by method)
    endif()
    execute_process(
        COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_SOURCE_DIR}/harness/list_tests.py ${by} ${file}
        OUTPUT_VARIABLE tests
        OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
    if(NOT tests)
        message(FATAL_ERROR "${file}: no test in it")
    endif()
    string(REPLACE "\n" ";" tests "${tests}")
    list(GET arg_LABELS 0 kind)
    foreach(line IN LISTS tests)
        string(REPLACE " " ";" words ${line})
        list(POP_FRONT words test engine)
        add_engine_test(
            ${kind}.${stem}.${test}
            ${engine}
            TIMEOUT ${arg_TIMEOUT}
            CORES ${arg_CORES}
            LABELS ${arg_LABELS}
            ENVIRONMENT ${harness_environment} ${programs} CTRIP_KILL_AT=$<TARGET_FILE:kill_at>
                        CTRIP_KILL_PROBE=$<TARGET_FILE:kill_probe> CTRIP_FULL_DISK=$<TARGET_FILE:full_disk>
            COMMAND ${Python3_EXECUTABLE} -B ${file} ${words})
    endforeach()
endfunction()

# add_golden_tests(FOLDER): one test per command, which plays its FOLDER/<command>/*.golden. harness/golden.py describes
# the format.
function(add_golden_tests folder)
    file(GLOB commands CONFIGURE_DEPENDS ${folder}/*)
    foreach(command_folder IN LISTS commands)
        cmake_path(GET command_folder FILENAME command)
        file(GLOB transcripts CONFIGURE_DEPENDS ${command_folder}/*.golden)
        set(of_sqlite "")
        set(of_postgres "")
        foreach(transcript IN LISTS transcripts)
            # Configure again when a transcript changes: its @engine decides which tests there are.
            set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${transcript})
            file(STRINGS ${transcript} line REGEX "^@engine ")
            if(NOT line STREQUAL "@engine postgres")
                list(APPEND of_sqlite ${transcript})
            endif()
            if(NOT line OR line STREQUAL "@engine postgres")
                list(APPEND of_postgres ${transcript})
            endif()
        endforeach()
        foreach(engine sqlite postgres)
            if(of_${engine})
                add_engine_test(
                    cli.${command}
                    ${engine}
                    TIMEOUT 300
                    LABELS cli
                    ENVIRONMENT ${harness_environment} CTRIP_BIN=$<TARGET_FILE:ctrip>
                    COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_SOURCE_DIR}/harness/golden.py ${of_${engine}})
            endif()
        endforeach()
    endforeach()
endfunction()
