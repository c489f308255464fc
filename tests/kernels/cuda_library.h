// SPDX-License-Identifier: Apache-2.0
// The lora_cuda library as the worker meets it: opened at run time, or the reason why not.
#pragma once

#include <QtCore/QCoreApplication>
#include <QtCore/QFileInfo>
#include <QtCore/QLibrary>

#include "kernels/include/cuda_backend.h"

namespace lora::kernels {

struct CudaLibrary {
    /// What LORA_CUDA_LIBRARY names; else beside the test programs' folder, wherever a build was carried.
    QString path = qEnvironmentVariable("LORA_CUDA_LIBRARY",
                                        QCoreApplication::applicationDirPath() + "/../lib/liblora_cuda.so");
    bool built = false;
    bool emulated = false;                 ///< tests of much work choose fewer cases
    const CudaBackend* backend = nullptr;  ///< null where it was not built or cannot be opened
    CudaProbeFunction probe = nullptr;
    QString absent;  ///< why nothing can run on a GPU here; empty where it can
};

inline CudaLibrary open_cuda_library() {
    CudaLibrary library;
    library.built = QFileInfo::exists(library.path);
    if (!library.built) {
        library.absent = "lora_cuda was not built: no nvcc here";
        return library;
    }
    QLibrary file(library.path);
    if (!file.load()) {
        library.absent = "lora_cuda cannot be opened: " + file.errorString();
        return library;
    }
    const auto table = reinterpret_cast<CudaBackendFunction>(file.resolve(cuda_backend_symbol));
    library.probe = reinterpret_cast<CudaProbeFunction>(file.resolve(cuda_probe_symbol));
    if (!table || !library.probe) {
        library.absent = "lora_cuda exports no table";
        return library;
    }
    library.backend = table();
    CudaStatus why;
    if (library.backend->device_count(&why) == 0) {
        library.absent = why.reason;
        return library;
    }
    CudaDevice device;
    library.emulated =
        library.backend->describe_device(0, &device).ok && QString(device.name) == "emulated GPU";
    return library;
}

/// Opened once for the process, while a QCoreApplication lives.
inline const CudaLibrary& cuda_library() {
    static const CudaLibrary library = open_cuda_library();
    return library;
}

}  // namespace lora::kernels
