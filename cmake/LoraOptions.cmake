# SPDX-License-Identifier: Apache-2.0
# Compiler settings that hold for every target of ours: C++20, warnings as errors, sanitizers, ccache.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib)

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
  set(CMAKE_C_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
  set(CMAKE_CUDA_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
endif()

# No program says in which folder it was built: the same sources give the same bytes in every checkout. Debug information
# keeps its paths. The last map that fits is the one that counts. LibTorch's headers have theirs in FindLibTorch.
# ccache hands the compiler paths from the build folder, so that those become the same names.
cmake_path(RELATIVE_PATH PROJECT_SOURCE_DIR BASE_DIRECTORY ${CMAKE_BINARY_DIR} OUTPUT_VARIABLE sources_from_build)
foreach(map ${PROJECT_SOURCE_DIR}=. ${sources_from_build}=. ${CMAKE_BINARY_DIR}/=)
  add_compile_options("$<$<COMPILE_LANGUAGE:C,CXX>:-fmacro-prefix-map=${map}>" "$<$<COMPILE_LANGUAGE:CUDA>:-Xcompiler=-fmacro-prefix-map=${map}>")
endforeach()

# Carried by every target of ours; third-party headers come in as SYSTEM and are not judged.
add_library(lora_warnings INTERFACE)
target_compile_options(lora_warnings INTERFACE
  $<$<COMPILE_LANGUAGE:CXX>:-Wall -Wextra -Wpedantic -Wconversion -Werror>
  # GCC 12 reports false uninitialised reads inside the standard library's std::variant and std::regex.
  $<$<AND:$<COMPILE_LANGUAGE:CXX>,$<CXX_COMPILER_ID:GNU>>:-Wno-maybe-uninitialized -Wno-restrict -Wno-dangling-pointer>)

if(LORA_SANITIZE)
  add_compile_options(-fsanitize=${LORA_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${LORA_SANITIZE})
  if(LORA_SANITIZE STREQUAL "thread" AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # GCC 12, instrumenting for it, takes its own intrinsics' undefined registers for uninitialised reads.
    target_compile_options(lora_warnings INTERFACE -Wno-uninitialized)
  endif()
endif()

if(NOT LORA_CACHE_DIR)
  if(DEFINED ENV{XDG_CACHE_HOME})
    set(LORA_CACHE_DIR $ENV{XDG_CACHE_HOME}/lora-studio)
  else()
    set(LORA_CACHE_DIR $ENV{HOME}/.cache/lora-studio)
  endif()
endif()
