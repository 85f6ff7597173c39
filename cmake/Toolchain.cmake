# The compiler, the language level, and the flags that every target shares.

if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 14)
  message(FATAL_ERROR "g++ older than 14 silently destroys temporaries twice around co_await; build with clang 19 "
                      "(cmake --preset release).")
endif()

set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

set(SAMBUNG_SANITIZE "" CACHE STRING "Sanitizers, as -fsanitize= takes them")
option(SAMBUNG_PCH "Parse the heavy headers once a target; a file may then lack an include, so not in every preset" OFF)
option(SAMBUNG_COVERAGE "Build for coverage reports" OFF)

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${CCACHE})
endif()

add_library(sambung_flags INTERFACE)
target_compile_options(sambung_flags INTERFACE
  -Wall -Wextra -Wpedantic -Werror -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast -Wnon-virtual-dtor
  -Woverloaded-virtual -Wimplicit-fallthrough -Wswitch-enum -Wno-error=deprecated-declarations)
target_compile_definitions(sambung_flags INTERFACE
  BOOST_ASIO_NO_DEPRECATED $<$<CONFIG:Debug>:_GLIBCXX_ASSERTIONS>)
target_link_options(sambung_flags INTERFACE -fuse-ld=lld)

set(CMAKE_CXX_FLAGS_RELEASE "-O2 -g1 -DNDEBUG -D_FORTIFY_SOURCE=2 -fstack-protector-strong")
set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g1 -fno-omit-frame-pointer")

if(SAMBUNG_SANITIZE)
  add_compile_options(-fsanitize=${SAMBUNG_SANITIZE} -fno-sanitize-recover=all)
  add_compile_definitions(BOOST_ASIO_DISABLE_AWAITABLE_FRAME_RECYCLING)
  string(REPLACE "fuzzer-no-link," "" link_sanitizers "${SAMBUNG_SANITIZE}")
  add_link_options(-fsanitize=${link_sanitizers})
endif()
if(SAMBUNG_COVERAGE)
  add_compile_options(-fprofile-instr-generate -fcoverage-mapping)
  add_link_options(-fprofile-instr-generate)
endif()
