// SPDX-License-Identifier: Apache-2.0
// Attention of one new token a row over its room, on the GPU, against float64. Skipped as a whole where there
// is none.
#include <limits>
#include <numeric>

#include "tests/kernels/cuda_arrays.h"

namespace lora::kernels {

class TestCudaRoomAttention : public test::TestObject {
    Q_OBJECT

    struct Heads {
        int query, key, dim;
    };

    /// Rows of unequal lengths, their rooms in falling order with a place that nobody fills before each.
    struct Rooms {
        const ValueType& value;
        Heads heads;
        std::vector<int32_t> lengths;
        int64_t apart = 0;  ///< elements between query rows
        size_t shift = 0;   ///< of the query, from a multiple of 16 bytes
        float spread = 1;   ///< of scores
    };

    struct Laid {
        std::vector<float> query, keys, values;
        std::vector<int32_t> firsts;
        int64_t query_row = 0, longest = 0;
    };

    static Laid lay(const Rooms& rooms, unsigned seed) {
        Laid laid;
        const Heads& heads = rooms.heads;
        const auto rows = rooms.lengths.size();
        laid.query_row = int64_t{heads.query} * heads.dim + rooms.apart;
        laid.query = normal_values(rows * size_t(laid.query_row), seed, rooms.value.type, rooms.spread);
        laid.firsts.resize(rows);
        int32_t places = 0;
        for (size_t r = rows; r-- > 0; places += rooms.lengths[r]) {
            laid.firsts[r] = ++places;
            laid.longest = std::max(laid.longest, int64_t{rooms.lengths[r]});
        }
        const auto width = size_t(heads.key * heads.dim), count = size_t(places + 1) * width;
        laid.keys = normal_values(count, seed + 1, rooms.value.type);
        laid.values = normal_values(count, seed + 2, rooms.value.type);
        // What is not filled must not be read.
        const float absent = std::numeric_limits<float>::quiet_NaN();
        std::vector<bool> filled(size_t(places + 1));
        for (size_t r = 0; r < rows; ++r)
            std::fill_n(filled.begin() + laid.firsts[r], rooms.lengths[r], true);
        for (size_t i = 0; i < count; ++i)
            if (!filled[i / width]) laid.keys[i] = laid.values[i] = absent;
        return laid;
    }

    static float scale_of(const Heads& heads) { return 1 / std::sqrt(float(heads.dim)); }

    static std::vector<double> wanted(const Rooms& rooms, const Laid& laid) {
        const auto [query_heads, key_heads, dim] = rooms.heads;
        std::vector<double> out;
        for (size_t r = 0; r < rooms.lengths.size(); ++r) {
            for (int h = 0; h < query_heads; ++h) {
                const auto place = [&](int32_t p) {
                    return size_t((laid.firsts[r] + p) * key_heads + h / (query_heads / key_heads)) *
                           size_t(dim);
                };
                const float* query = &laid.query[r * size_t(laid.query_row) + size_t(h * dim)];
                std::vector<double> scores(size_t(rooms.lengths[r]));
                for (size_t p = 0; p < scores.size(); ++p) {
                    const float* key = &laid.keys[place(int32_t(p))];
                    scores[p] = double(scale_of(rooms.heads)) *
                                std::inner_product(query, query + dim, key, 0.0, std::plus<>(),
                                                   [](float a, float b) { return double(a) * double(b); });
                }
                const double top = *std::max_element(scores.begin(), scores.end());
                std::vector<double> sums(size_t(dim), 0);
                double total = 0;
                for (size_t p = 0; p < scores.size(); ++p) {
                    const double weight = std::exp(scores[p] - top);
                    total += weight;
                    for (int c = 0; c < dim; ++c)
                        sums[size_t(c)] += weight * double(laid.values[place(int32_t(p)) + size_t(c)]);
                }
                for (const double sum : sums)
                    out.push_back(sum / total);
            }
        }
        return out;
    }

    static int64_t numbers(const Rooms& rooms, int64_t longest) {
        return room_attention_numbers(int64_t(rooms.lengths.size()), rooms.heads.query, rooms.heads.key,
                                      rooms.heads.dim, longest);
    }
    /// Of zeros where it must be, and of NaN where it need not.
    static std::vector<float> workspace(int64_t count) {
        std::vector<float> room(size_t(count), std::numeric_limits<float>::quiet_NaN());
        std::fill_n(room.begin(), room_attention_counts, 0.0F);
        return room;
    }

    static std::vector<float> attend(const Rooms& rooms, const Laid& laid, const OnDevice<float>& room,
                                     int64_t room_numbers) {
        const auto& [value, heads, lengths, apart, shift, spread] = rooms;
        const Values query(value.type, laid.query, shift), keys(value.type, laid.keys),
            values(value.type, laid.values);
        const OnDevice<int32_t> firsts(laid.firsts), device_lengths(lengths);
        const Values out(value.type, std::vector<float>(lengths.size() * size_t(heads.query * heads.dim), 7));
        const CudaStatus status = cuda().room_attention(
            value.type, query.get(), laid.query_row, keys.get(), values.get(), int64_t(lengths.size()),
            heads.query, heads.key, heads.dim, firsts.get(), device_lengths.get(), laid.longest,
            scale_of(heads), room.get(), room_numbers, out.get(), nullptr);
        if (!status.ok) qFatal("%s", status.reason);
        return out.values();
    }

    static void compare(const Rooms& rooms) {
        const Laid laid = lay(rooms, 60);
        const int64_t count = numbers(rooms, laid.longest);
        const OnDevice<float> room(workspace(count));
        const QString what = QString("%1, %2 heads over %3 of %4")
                                 .arg(rooms.value.name)
                                 .arg(rooms.heads.query)
                                 .arg(rooms.heads.key)
                                 .arg(rooms.heads.dim);
        const auto got = attend(rooms, laid, room, count);
        VERIFY_CLOSE(got, wanted(rooms, laid), rooms.value.tolerance, what);
        const auto left = room.values();
        QVERIFY2(std::all_of(left.begin(), left.begin() + room_attention_counts,
                             [](float number) { return number == 0; }),
                 qPrintable(what + ": counts are left"));
        QCOMPARE(attend(rooms, laid, room, count), got);
    }

  private Q_SLOTS:
    void initTestCase() {
        if (!cuda_library().absent.isEmpty()) QSKIP(qPrintable(cuda_library().absent));
    }

    void rows_attend_over_their_own_rooms_however_filled() {
        for (const ValueType& value : value_types) {
            compare({value, {3, 1, 64}, {1, 2, 63, 64, 65, 577}});
            compare({value, {4, 4, 80}, {33, 1}, 16});
            compare({value, {8, 2, 128}, {65, 130}, 8});
            compare({value, {8, 1, 256}, {2, 37}});
            compare({value, {2, 2, 256}, {70}});
            compare({value, {14, 2, 8}, {5, 300}, 0, 1});
            compare({value, {5, 1, 96}, {40}, 3, 1});
            compare({value, {9, 1, 24}, {64}});
            compare({value, {16, 1, 64}, {63, 129}});
        }
    }

    void a_long_room_is_shared_among_as_many_blocks_as_may_be() {
        for (const ValueType& value : value_types)
            compare({value, {2, 1, 64}, {5003}});
    }

    void scores_far_apart_leave_the_largest_ones_value() {
        compare({value_types[0], {3, 1, 64}, {200, 64}, 0, 0, 300});
    }

    void a_workspace_serves_calls_of_other_shapes_one_after_another() {
        const ValueType& value = value_types[0];
        const Rooms few{value, {3, 1, 64}, {40}}, many{value, {3, 1, 64}, {600, 64, 7}};
        const Laid laid_few = lay(few, 70), laid_many = lay(many, 80);
        const int64_t count = numbers(many, laid_many.longest);
        QVERIFY(numbers(few, laid_few.longest) <= count);
        const OnDevice<float> shared(workspace(count));
        for (const auto& [rooms, laid] : {std::pair(few, laid_few), {many, laid_many}, {few, laid_few}}) {
            const OnDevice<float> own(workspace(count));
            QCOMPARE(attend(rooms, laid, shared, count), attend(rooms, laid, own, count));
        }
    }

    void a_row_that_nothing_was_stored_for_becomes_nan() {
        const Rooms rooms{value_types[0], {3, 1, 64}, {200, 64}};
        Laid laid = lay(rooms, 90);
        const auto fine = wanted(rooms, laid);
        std::fill_n(laid.query.begin(), laid.query_row, std::numeric_limits<float>::quiet_NaN());
        const int64_t count = numbers(rooms, laid.longest);
        const OnDevice<float> room(workspace(count));
        auto got = attend(rooms, laid, room, count);
        for (size_t i = 0; i < size_t(laid.query_row); ++i) {
            QVERIFY(std::isnan(got[i]));
            got[i] = float(fine[i]);
        }
        VERIFY_CLOSE(got, fine, value_types[0].tolerance, "the row beside it");
    }

    void what_it_cannot_take_is_refused_in_words() {
        alignas(16) static char somewhere[32];
        const auto refusal = [&](Heads heads, int64_t query_row, int64_t longest, int64_t numbers,
                                 const void* keys) {
            const CudaStatus status = cuda().room_attention(
                DType::f32, nullptr, query_row, keys, nullptr, 1, heads.query, heads.key, heads.dim, nullptr,
                nullptr, longest, 1, nullptr, numbers, nullptr, nullptr);
            return QString(status.ok ? "" : status.reason);
        };
        constexpr int64_t enough = int64_t{1} << 30;
        for (const Heads heads : {Heads{3, 1, 68}, {3, 1, 264}, {17, 1, 64}, {3, 2, 64}, {3, 0, 64}})
            QVERIFY(refusal(heads, 1 << 20, 1, enough, nullptr).contains("at most 16 share a key head"));
        QVERIFY(refusal({3, 1, 64}, 191, 1, enough, nullptr).contains("impossible shape"));
        QVERIFY(refusal({3, 1, 64}, 192, 0, enough, nullptr).contains("impossible shape"));
        const int64_t least = room_attention_numbers(1, 3, 1, 64, 9);
        QVERIFY(refusal({3, 1, 64}, 192, 9, least - 1, nullptr).contains("the workspace is too small"));
        QVERIFY(refusal({3, 1, 64}, 192, 9, least, somewhere + 8).contains("multiples of 16 bytes"));
    }
};

}  // namespace lora::kernels

LORA_CUDA_TEST_MAIN(lora::kernels::TestCudaRoomAttention)
#include "test_cuda_room_attention.moc"
