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
        const auto launch =
            cuda_.backend->swiglu(DType::f32, nullptr, nullptr, 1, 16, nullptr, nullptr, nullptr);
        QVERIFY2(!launch.ok && QString(launch.reason).startsWith("swiglu failed: "), launch.reason);
    }

    void impossible_shapes_are_refused_before_any_launch() {
        if (!cuda_.backend) QSKIP(qPrintable(cuda_.absent));
        const CudaBackend& cuda = *cuda_.backend;
        const DType f32 = DType::f32;
        QVERIFY(!cuda.expand_blocks(DType::q4_k, nullptr, 255, f32, nullptr, nullptr).ok);
        QVERIFY(!cuda.expand_blocks(DType::i32, nullptr, 256, f32, nullptr, nullptr).ok);
        QVERIFY(
            !cuda.rms_norm(f32, nullptr, nullptr, nullptr, 1, 0, 1e-5F, nullptr, nullptr, nullptr, nullptr)
                 .ok);
        QVERIFY(
            !cuda.rms_norm_backward(f32, nullptr, nullptr, nullptr, nullptr, 1, 0, 1e-5F, nullptr, nullptr)
                 .ok);
        QVERIFY(!cuda.rope(f32, nullptr, 3, nullptr, 3, 1, 1, 3, nullptr, nullptr, 1, nullptr, false, nullptr)
                     .ok);
        QVERIFY(!cuda.rope(f32, nullptr, 7, nullptr, 8, 1, 2, 4, nullptr, nullptr, 1, nullptr, false, nullptr)
                     .ok);
        QVERIFY(!cuda.swiglu(f32, nullptr, nullptr, -1, 4, nullptr, nullptr, nullptr).ok);
        const CudaNarrow nowhere{nullptr, 1, 8, 1, nullptr};
        QVERIFY(
            !cuda.rms_norm(f32, nullptr, nullptr, nullptr, 1, 8, 1e-5F, nullptr, nullptr, &nowhere, nullptr)
                 .ok);
        QVERIFY(!cuda.swiglu(f32, nullptr, nullptr, 1, 8, nullptr, &nowhere, nullptr).ok);
        QVERIFY(!cuda.geglu_backward(f32, nullptr, nullptr, nullptr, -1, nullptr, nullptr, nullptr).ok);
        QVERIFY(!cuda.dropout(f32, nullptr, -1, nullptr, 0, 0.5, nullptr, nullptr).ok);
        QVERIFY(!cuda.dropout(f32, nullptr, 1, nullptr, 0, 1, nullptr, nullptr).ok);
        QVERIFY(!cuda.cross_entropy(f32, nullptr, 1, 0, nullptr, nullptr, true, nullptr).ok);
        QVERIFY(!cuda.store_in_rooms(f32, nullptr, 7, nullptr, 4, nullptr, 4, 1, 2, 1, 4, nullptr, nullptr,
                                     nullptr, nullptr, nullptr, nullptr)
                     .ok);
        QVERIFY(!cuda.store_in_rooms(f32, nullptr, 8, nullptr, 4, nullptr, 3, 1, 2, 1, 4, nullptr, nullptr,
                                     nullptr, nullptr, nullptr, nullptr)
                     .ok);
        QVERIFY(!cuda.lora_narrow(f32, nullptr, 7, 8, f32, nullptr, 1, 4, nullptr, nullptr).ok);
        QVERIFY(!cuda.lora_widen(f32, nullptr, f32, nullptr, 65536, 8, nullptr, 8, nullptr).ok);
        QVERIFY(!cuda.adamw(nullptr, nullptr, nullptr, nullptr, 1, nullptr, nullptr).ok);
        QVERIFY(!cuda.sample(f32, nullptr, 1, 8, nullptr, nullptr, nullptr, nullptr).ok);
    }

    void products_that_cannot_be_are_refused_before_any_launch() {
        if (!cuda_.backend) QSKIP(qPrintable(cuda_.absent));
        alignas(16) static char somewhere[32];
        const auto refused = [&](DType type, CudaGemv product, int count, int64_t columns, int rows) {
            const std::vector<CudaGemv> products(4, product);
            return !cuda_.backend
                        ->block_gemv(type, products.data(), count, columns, DType::f32, nullptr, columns,
                                     rows, nullptr, nullptr)
                        .ok;
        };
        CudaGemv none;  // of no outputs: nothing to do, and nothing is read
        QVERIFY(!refused(DType::q4_k, none, 3, 256, 8));
        QVERIFY(refused(DType::q4_k, none, 0, 256, 1));
        QVERIFY(refused(DType::q4_k, none, 4, 256, 1));
        QVERIFY(refused(DType::q4_k, none, 1, 255, 1));
        QVERIFY(refused(DType::q4_k, none, 1, 0, 1));
        QVERIFY(refused(DType::q4_k, none, 1, 256, 0));
        QVERIFY(refused(DType::q4_k, none, 1, 256, 9));
        QVERIFY(refused(DType::q5_k, none, 1, 256, 1));
        CudaGemv wrong = none;
        wrong.outputs = -1;
        QVERIFY(refused(DType::f32, wrong, 1, 8, 1));
        wrong = none;
        wrong.weights = somewhere + 8;
        QVERIFY(refused(DType::f32, wrong, 1, 8, 1));
        wrong = none;
        wrong.outputs = 4;
        wrong.y_row = 3;
        QVERIFY(refused(DType::f32, wrong, 1, 8, 2));
        wrong = none;
        wrong.segment_count = 1;  // but no segments
        QVERIFY(refused(DType::f32, wrong, 1, 8, 1));
        wrong.segments = reinterpret_cast<const CudaLoraSegment*>(somewhere);  // but no h
        QVERIFY(refused(DType::f32, wrong, 1, 8, 1));
    }

    void values_of_other_types_are_refused_by_the_operations_name() {
        if (!cuda_.backend) QSKIP(qPrintable(cuda_.absent));
        const auto refused =
            cuda_.backend->geglu(DType::f16, nullptr, nullptr, 1, 1, nullptr, nullptr, nullptr);
        QVERIFY(!refused.ok);
        QCOMPARE(QString(refused.reason), QString("geglu: values are f32 or bf16"));
    }
};

}  // namespace lora::kernels

using lora::kernels::TestCudaBackend;
LORA_TEST_MAIN(TestCudaBackend)
#include "test_cuda_backend.moc"
