// SPDX-License-Identifier: Apache-2.0
#include <cstring>

#include "tests/kernels/cuda_library.h"
#include "tests/support/test_main.h"

namespace lora::kernels {

/// What must hold on every machine, with a GPU or without.
class TestCudaBackend : public test::TestObject {
    Q_OBJECT

    const CudaLibrary& cuda_ = cuda_library();

  private Q_SLOTS:
    void a_library_that_was_built_opens_or_says_what_is_missing() {
        if (!cuda_.built) QSKIP(qPrintable(cuda_.absent));
        if (!cuda_.backend) {
            QVERIFY2(cuda_.absent.contains(".so"), qPrintable(cuda_.absent));
            QSKIP(qPrintable(cuda_.absent));
        }
        QCOMPARE(cuda_.backend->version, cuda_backend_version);
    }

    void without_a_gpu_the_probe_says_why() {
        if (!cuda_.backend) QSKIP(qPrintable(cuda_.absent));
        if (cuda_.absent.isEmpty()) QSKIP("there is a GPU here");
        QCOMPARE(QString(cuda_.probe()), cuda_.absent);
        CudaDevice device;
        const auto status = cuda_.backend->describe_device(0, &device);
        QVERIFY(!status.ok);
        QVERIFY(std::strlen(status.reason) > 0);
        const auto launch = cuda_.backend->swiglu(nullptr, nullptr, 16, nullptr, nullptr);
        QVERIFY2(!launch.ok && QString(launch.reason).startsWith("swiglu failed: "), launch.reason);
    }

    void impossible_shapes_are_refused_before_any_launch() {
        if (!cuda_.backend) QSKIP(qPrintable(cuda_.absent));
        QVERIFY(!cuda_.backend->expand_blocks(DType::q4_k, nullptr, 255, nullptr, nullptr).ok);
        QVERIFY(!cuda_.backend->expand_blocks(DType::i32, nullptr, 256, nullptr, nullptr).ok);
        QVERIFY(!cuda_.backend->rms_norm(nullptr, nullptr, 1, 0, 1e-5F, nullptr, nullptr).ok);
        QVERIFY(!cuda_.backend->rope(nullptr, 1, 1, 3, nullptr, nullptr, 1, nullptr, nullptr).ok);
        QVERIFY(!cuda_.backend->swiglu(nullptr, nullptr, -1, nullptr, nullptr).ok);
    }
};

}  // namespace lora::kernels

using lora::kernels::TestCudaBackend;
LORA_TEST_MAIN(TestCudaBackend)
#include "test_cuda_backend.moc"
