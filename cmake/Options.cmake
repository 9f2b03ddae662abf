# ctrip_options: the compile options of every target of ours.
option(CTRIP_WERROR "Warnings are errors" OFF)
option(CTRIP_TESTS "Build the tests" OFF)
option(CTRIP_FUZZ "Build the fuzz targets (clang only)" OFF)
option(CTRIP_COVERAGE "Count executed lines with gcov" OFF)
# Compilers spend most of their time on headers and on templates that each source needs again.
option(CTRIP_UNITY "Compile eight sources at once: half the time" OFF)
set(CTRIP_SANITIZE "" CACHE STRING "Sanitizers, as -fsanitize= takes them")

if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()
# Debian's options: -O3 compiles a fifth longer, and no measured job is faster with it.
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")

find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${PROJECT_SOURCE_DIR}/cmake/through-ccache ${PROJECT_SOURCE_DIR} ${CMAKE_BINARY_DIR})
    # CMake passes Clang the header behind -Xclang, where ccache sees no path: no hits from another folder.
    # So Clang finds precompiled.hpp in the target's include folders; by its path it would use the last one made of it.
    if(CMAKE_CXX_COMPILER_ID STREQUAL Clang)
        set(CMAKE_CXX_COMPILE_OPTIONS_CREATE_PCH -working-directory=/proc/self/cwd -Xclang -emit-pch -Xclang -fno-pch-timestamp
                                                 -include precompiled.hpp -x c++-header)
        set(CMAKE_CXX_COMPILE_OPTIONS_USE_PCH -include-pch <PCH_FILE>)
    endif()
endif()

add_library(ctrip_options INTERFACE)
target_compile_features(ctrip_options INTERFACE cxx_std_20)
set(CMAKE_CXX_EXTENSIONS OFF)
set(gnu $<CXX_COMPILER_ID:GNU>)
target_compile_options(
    ctrip_options
    INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast -Wnon-virtual-dtor
              -Woverloaded-virtual -Wnull-dereference -Wswitch-enum -Wformat=2 -Wundef
              $<${gnu}:-Wduplicated-cond>
              $<${gnu}:-Wduplicated-branches>
              $<${gnu}:-Wlogical-op>
              $<${gnu}:-fpch-preprocess>
              # False positives of g++ 12 in inlined library code.
              $<$<CONFIG:Release>:-Wno-null-dereference>
              $<$<AND:${gnu},$<CONFIG:Release>>:-Wno-maybe-uninitialized>
              $<$<AND:${gnu},$<CONFIG:Release>>:-Wno-array-bounds>
              $<$<AND:${gnu},$<CONFIG:Release>>:-Wno-stringop-overread>
              $<$<BOOL:${CTRIP_WERROR}>:-Werror>
              # Designated initialisers leave members to their defaults on purpose.
              -Wno-missing-field-initializers
              -fstack-protector-strong
              $<$<CONFIG:Release>:-D_FORTIFY_SOURCE=2>
              -ffile-prefix-map=${PROJECT_SOURCE_DIR}/=)
target_compile_definitions(ctrip_options INTERFACE $<$<CONFIG:Debug>:_GLIBCXX_ASSERTIONS>)
if(CTRIP_SANITIZE)
    # False positives of g++ 12 with sanitizers, in std::optional and std::function.
    target_compile_options(ctrip_options INTERFACE $<${gnu}:-Wno-maybe-uninitialized>)
    # No optimisation: the build takes a third of the time. ctrip_optimise() names the exceptions.
    target_compile_options(ctrip_options INTERFACE -fsanitize=${CTRIP_SANITIZE} -fno-sanitize-recover=all
                                                   -fno-omit-frame-pointer -O0 -g1)
    target_link_options(ctrip_options INTERFACE -fsanitize=${CTRIP_SANITIZE})
    # GNU's linker takes six seconds for a program with sanitizers, LLVM's one.
    find_program(LLD ld.lld)
    if(LLD AND CMAKE_CXX_COMPILER_ID STREQUAL Clang)
        target_link_options(ctrip_options INTERFACE -fuse-ld=lld)
    endif()
endif()
# ctrip_precompile(TARGET NAME): the target's sources begin with cmake/precompiled/NAME/precompiled.hpp. No path of this folder
# gets into the compiled text, so that ccache finds it from another folder too. Clang writes the headers' paths into the
# precompiled one and reads them again: through /proc/self/cwd, the build folder, they are right in each folder.
function(ctrip_precompile target name)
    set(folder ${PROJECT_SOURCE_DIR}/cmake/precompiled)
    if(CCACHE AND CMAKE_CXX_COMPILER_ID STREQUAL Clang)
        file(GLOB_RECURSE headers RELATIVE ${folder} CONFIGURE_DEPENDS ${folder}/*.hpp)
        foreach(header IN LISTS headers)
            configure_file(${folder}/${header} ${CMAKE_BINARY_DIR}/precompiled/${header} COPYONLY)
        endforeach()
        set(folder /proc/self/cwd/precompiled)
    endif()
    target_include_directories(${target} PRIVATE ${folder}/${name})
    target_precompile_headers(${target} PRIVATE <precompiled.hpp>)
endfunction()
# ctrip_optimise(SOURCE…): compiles these with -O1 in sanitizer builds too: loops over bytes that the tests run often.
# Clang accepts a precompiled header only at the optimisation level that it was made with.
function(ctrip_optimise)
    if(CTRIP_SANITIZE)
        set_source_files_properties(${ARGN} PROPERTIES COMPILE_OPTIONS -O1 SKIP_PRECOMPILE_HEADERS ON)
    endif()
endfunction()
if(CTRIP_SANITIZE MATCHES address)
    # Tests start the program thousands of times. What costs most there is to relocate two million pointers of the
    # sanitizers' own data, and to mark the bounds of every global object; the fuzz targets watch those.
    set(CMAKE_POSITION_INDEPENDENT_CODE OFF)
    target_compile_options(ctrip_options INTERFACE -fno-pie $<${gnu}:--param=asan-globals=0>)
    target_link_options(ctrip_options INTERFACE -no-pie)
else()
    set(CMAKE_POSITION_INDEPENDENT_CODE ON)
endif()
if(CTRIP_COVERAGE)
    target_compile_options(ctrip_options INTERFACE --coverage)
    target_link_options(ctrip_options INTERFACE --coverage)
endif()
target_link_options(ctrip_options INTERFACE -Wl,-z,relro,-z,now -Wl,--as-needed)
