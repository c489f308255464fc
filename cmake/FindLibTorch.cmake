# SPDX-License-Identifier: Apache-2.0
# Finds the LibTorch that a PyTorch wheel carries, without the package's own CMake files, which demand a CUDA
# toolkit. Looks in LIBTORCH_DIR (cache or environment: a folder with include/ and lib/) and in the user's cache.
# Defines LibTorch::cpu (c10, torch_cpu) and, where the library lies there, LibTorch::cuda (c10_cuda, torch_cuda).

set(_libtorch_hints ${LIBTORCH_DIR} $ENV{LIBTORCH_DIR} ${LORA_CACHE_DIR}/libtorch-2.11.0)
find_path(LIBTORCH_INCLUDE_DIR ATen/ATen.h HINTS ${_libtorch_hints} PATH_SUFFIXES include NO_DEFAULT_PATH)
find_library(LIBTORCH_CPU_LIBRARY torch_cpu HINTS ${_libtorch_hints} PATH_SUFFIXES lib NO_DEFAULT_PATH)
find_library(LIBTORCH_C10_LIBRARY c10 HINTS ${_libtorch_hints} PATH_SUFFIXES lib NO_DEFAULT_PATH)
find_library(LIBTORCH_GOMP_LIBRARY NAMES libgomp.so.1 HINTS ${_libtorch_hints} PATH_SUFFIXES lib NO_DEFAULT_PATH)
find_library(LIBTORCH_CUDA_LIBRARY torch_cuda HINTS ${_libtorch_hints} PATH_SUFFIXES lib NO_DEFAULT_PATH)
find_library(LIBTORCH_C10_CUDA_LIBRARY c10_cuda HINTS ${_libtorch_hints} PATH_SUFFIXES lib NO_DEFAULT_PATH)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(LibTorch
  REQUIRED_VARS LIBTORCH_CPU_LIBRARY LIBTORCH_C10_LIBRARY LIBTORCH_GOMP_LIBRARY LIBTORCH_INCLUDE_DIR
  REASON_FAILURE_MESSAGE "run ./installer/bootstrap.sh, or set LIBTORCH_DIR to a folder with include/ and lib/ of PyTorch 2.11.0")

if(LibTorch_FOUND AND NOT TARGET LibTorch::cpu)
  add_library(LibTorch::cpu INTERFACE IMPORTED)
  target_include_directories(LibTorch::cpu SYSTEM INTERFACE
    ${LIBTORCH_INCLUDE_DIR} ${LIBTORCH_INCLUDE_DIR}/torch/csrc/api/include)
  target_link_libraries(LibTorch::cpu INTERFACE ${LIBTORCH_CPU_LIBRARY} ${LIBTORCH_C10_LIBRARY})
  # at::parallel_for is a template over OpenMP: without the option it runs on one thread and says nothing. Its
  # library is the wheel's, so that one pool of threads serves ours and LibTorch's loops.
  target_compile_options(LibTorch::cpu INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-fopenmp>)
  target_link_libraries(LibTorch::cpu INTERFACE ${LIBTORCH_GOMP_LIBRARY})
  # Their macros name the header they stand in, which is in the folder of whoever builds; GCC takes the shorter of the
  # path as given and the one that its links lead to, and ccache may turn it into the path from the build folder.
  file(REAL_PATH ${LIBTORCH_INCLUDE_DIR} _libtorch_real_include)
  cmake_path(RELATIVE_PATH LIBTORCH_INCLUDE_DIR BASE_DIRECTORY ${CMAKE_BINARY_DIR} OUTPUT_VARIABLE _libtorch_from_build)
  foreach(_libtorch_folder ${LIBTORCH_INCLUDE_DIR} ${_libtorch_real_include} ${_libtorch_from_build})
    target_compile_options(LibTorch::cpu INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-fmacro-prefix-map=${_libtorch_folder}=libtorch>)
  endforeach()
  # The wheel's libraries name CUDA libraries that a CPU machine has not; they are never called there.
  cmake_path(GET LIBTORCH_CPU_LIBRARY PARENT_PATH _libtorch_folder)
  target_link_options(LibTorch::cpu INTERFACE -Wl,--allow-shlib-undefined -Wl,-rpath-link,${_libtorch_folder})
  if(LIBTORCH_CUDA_LIBRARY AND LIBTORCH_C10_CUDA_LIBRARY)
    add_library(LibTorch::cuda INTERFACE IMPORTED)
    target_link_libraries(LibTorch::cuda INTERFACE LibTorch::cpu ${LIBTORCH_CUDA_LIBRARY} ${LIBTORCH_C10_CUDA_LIBRARY})
  endif()
endif()
