# SPDX-License-Identifier: Apache-2.0
# What `cmake --install` lays into a prefix, and the one list of what packages carry. Components: programs (the default
# set without a base model or CUDA), cuda, model.
set(private_libraries lib/lora-studio)
set(share share/lora-studio)

foreach(program lora-worker lora-studio)
  if(TARGET ${program})
    set_target_properties(${program} PROPERTIES INSTALL_RPATH "$ORIGIN/../${private_libraries}")
    install(TARGETS ${program} RUNTIME DESTINATION bin COMPONENT programs)
  endif()
endforeach()

if(LORA_ENGINE)
  get_filename_component(libtorch_libraries ${LIBTORCH_CPU_LIBRARY} DIRECTORY)
  # The five that LibTorch needs on a processor.
  foreach(library libtorch_cpu.so libc10.so libgomp.so.1 libcudart.so.13 libcupti.so.13)
    if(EXISTS ${libtorch_libraries}/${library})
      install(PROGRAMS ${libtorch_libraries}/${library} DESTINATION ${private_libraries} COMPONENT programs)
    endif()
  endforeach()
endif()
foreach(module lora_cuda lora_cuda_graphs)
  if(TARGET ${module})
    install(TARGETS ${module} LIBRARY DESTINATION ${private_libraries} COMPONENT cuda)
  endif()
endforeach()

install(DIRECTORY ${PROJECT_SOURCE_DIR}/resources/demo DESTINATION ${share} COMPONENT programs)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION share/doc/lora-studio COMPONENT programs)

# How a desktop shows the program and its files.
set(desktop ${PROJECT_SOURCE_DIR}/resources/desktop)
install(FILES ${desktop}/lora-studio.desktop DESTINATION share/applications COMPONENT programs)
install(FILES ${desktop}/lora-studio.metainfo.xml DESTINATION share/metainfo COMPONENT programs)
install(FILES ${desktop}/lora-studio.mime.xml DESTINATION share/mime/packages RENAME lora-studio.xml COMPONENT programs)
install(FILES ${PROJECT_SOURCE_DIR}/resources/icons/app.svg DESTINATION share/icons/hicolor/scalable/apps
  RENAME lora-studio.svg COMPONENT programs)

set(default_base ${LORA_CACHE_DIR}/models/SmolLM2-135M-Instruct.Q4_1.gguf)
if(EXISTS ${default_base})
  install(FILES ${default_base} DESTINATION ${share}/models COMPONENT model)
  install(FILES ${LORA_CACHE_DIR}/models/SmolLM2-LICENSE DESTINATION ${share}/models COMPONENT model)
endif()
