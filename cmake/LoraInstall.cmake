# SPDX-License-Identifier: Apache-2.0
# What `cmake --install` lays into a prefix, and the one list of what packages carry. Components: programs (the default
# set without a base model or CUDA), cuda, model.
set(private_libraries lib/lora-studio)
set(share share/lora-studio)

# Programs and modules that find LibTorch are linked as they are installed, so that the folder in which it lay while they
# were linked leaves no trace in them: where a package has LibTorch, the build tree has a link to it.
if(LORA_ENGINE)
  get_filename_component(libtorch_libraries ${LIBTORCH_CPU_LIBRARY} DIRECTORY)
  file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/lib)
  file(CREATE_LINK ${libtorch_libraries} ${CMAKE_BINARY_DIR}/${private_libraries} SYMBOLIC)
endif()

foreach(program lora-worker lora-studio)
  if(TARGET ${program})
    # Where a package brings Qt along, it lies in a folder of its own below.
    set_target_properties(${program} PROPERTIES INSTALL_RPATH "$ORIGIN/../${private_libraries};$ORIGIN/../${private_libraries}/qt/lib")
    # The older kind of search path holds for the libraries' own libraries too, and needs nothing in the environment,
    # which programs that we start would inherit.
    target_link_options(${program} PRIVATE $<$<PLATFORM_ID:Linux>:-Wl,--disable-new-dtags>)
    if(program STREQUAL lora-worker)
      set_target_properties(${program} PROPERTIES BUILD_WITH_INSTALL_RPATH ON)
    endif()
    install(TARGETS ${program} RUNTIME DESTINATION bin COMPONENT programs)
  endif()
endforeach()

if(LORA_ENGINE)
  # The five that LibTorch needs on a processor.
  foreach(library libtorch_cpu.so libc10.so libgomp.so.1 libcudart.so.13 libcupti.so.13)
    if(EXISTS ${libtorch_libraries}/${library})
      install(PROGRAMS ${libtorch_libraries}/${library} DESTINATION ${private_libraries} COMPONENT programs)
    endif()
  endforeach()
  # And what it needs besides on a GPU; NVIDIA's own libraries are added where a package is made of it.
  foreach(library libtorch_cuda.so libc10_cuda.so libtorch_cuda_linalg.so libtorch_nvshmem.so libcaffe2_nvrtc.so)
    if(TARGET lora_cuda AND EXISTS ${libtorch_libraries}/${library})
      install(PROGRAMS ${libtorch_libraries}/${library} DESTINATION ${private_libraries} COMPONENT cuda)
    endif()
  endforeach()
endif()
foreach(module lora_cuda lora_cuda_graphs lora_cuda_attention)
  if(TARGET ${module})
    # LibTorch's CUDA part lies beside the module where it is installed, and one folder below in the build tree.
    set_target_properties(${module} PROPERTIES BUILD_WITH_INSTALL_RPATH ON INSTALL_RPATH "$ORIGIN;$ORIGIN/lora-studio")
    install(TARGETS ${module} LIBRARY DESTINATION ${private_libraries} COMPONENT cuda)
  endif()
endforeach()

install(DIRECTORY ${PROJECT_SOURCE_DIR}/resources/demo DESTINATION ${share} COMPONENT programs)
# The guide that the window shows, as a folder.
install(DIRECTORY ${PROJECT_SOURCE_DIR}/docs/guide DESTINATION share/doc/lora-studio COMPONENT programs)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION share/doc/lora-studio COMPONENT programs)

# How a desktop shows the program and its files.
set(desktop ${PROJECT_SOURCE_DIR}/resources/desktop)
install(FILES ${desktop}/lora-studio.desktop DESTINATION share/applications COMPONENT programs)
install(FILES ${desktop}/lora-studio.metainfo.xml DESTINATION share/metainfo COMPONENT programs)
install(FILES ${desktop}/lora-studio.mime.xml DESTINATION share/mime/packages RENAME lora-studio.xml COMPONENT programs)
install(FILES ${PROJECT_SOURCE_DIR}/resources/icons/app.svg DESTINATION share/icons/hicolor/scalable/apps
  RENAME lora-studio.svg COMPONENT programs)

# Icons in pixels are drawn, and man pages and completions written from what the programs say of themselves, while
# installing: none of it is kept twice. Without the tools for it they are left out.
install(CODE "set(made_from \"${PROJECT_SOURCE_DIR}\")\nset(made_by \"${CMAKE_RUNTIME_OUTPUT_DIRECTORY}\")" COMPONENT programs)
install(SCRIPT ${PROJECT_SOURCE_DIR}/cmake/InstallMadeFiles.cmake COMPONENT programs)

set(default_base ${LORA_CACHE_DIR}/models/SmolLM2-135M-Instruct.Q4_1.gguf)
if(EXISTS ${default_base})
  install(FILES ${default_base} DESTINATION ${share}/models COMPONENT model)
  install(FILES ${LORA_CACHE_DIR}/models/SmolLM2-LICENSE DESTINATION ${share}/models COMPONENT model)
endif()
include(LoraInstallers)
