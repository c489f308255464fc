// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <numeric>
#include <set>
#include <string>

#include "core/base/files.h"
#include "core/data/prepare.h"
#include "core/data/random_order.h"
#include "tests/support/test_main.h"

using namespace lora;

namespace {

const Tokenizer& tokenizer() {
    static const Tokenizer small = [] {
        auto folder = TemporaryFolder::create();
        std::ofstream(folder->path() / "tokenizer.json")
            << *read_file(LORA_GOLDEN_DIR "/tokenizer_gpt2/tokenizer.json");
        std::ofstream(folder->path() / "tokenizer_config.json")
            << "{\"bos_token\":\"<|im_start|>\",\"eos_token\":\"<|im_end|>\"}";
        return std::move(*Tokenizer::from_folder(folder->path()));
    }();
    return small;
}

struct Rows {
    TemporaryFolder folder = std::move(*TemporaryFolder::create());
    DataSpec spec;
    explicit Rows(int count) {
        std::string lines;
        for (int i = 0; i < count; ++i)
            lines += row("question " + std::to_string(i), "answer " + std::to_string(i));
        add("train.jsonl", lines);
        spec.eval_fraction = 0.1;
    }
    static std::string row(const std::string& question, const std::string& answer) {
        return Json{{"instruction", question}, {"output", answer}}.dump() + "\n";
    }
    std::string add(const std::string& name, const std::string& bytes) {
        const std::string path = (folder.path() / name).string();
        std::ofstream(path, std::ios::binary) << bytes;
        spec.paths = {path};
        return path;
    }
};

std::vector<TokenizedExample> lengths(const std::vector<int>& wanted) {
    std::vector<TokenizedExample> out;
    for (size_t i = 0; i < wanted.size(); ++i) {
        TokenizedExample e;
        e.ids.assign(static_cast<size_t>(wanted[i]), static_cast<int32_t>(i));
        e.loss_mask.assign(static_cast<size_t>(wanted[i]), 1);
        e.example = i;
        e.full_length = wanted[i];
        out.push_back(e);
    }
    return out;
}

std::vector<int32_t> first_ids(const std::vector<PackedSequence>& sequences) {
    std::vector<int32_t> out;
    for (const auto& s : sequences) {
        for (size_t i = 0; i + 1 < s.starts.size(); ++i)
            out.push_back(s.ids[static_cast<size_t>(s.starts[i])]);
    }
    return out;
}

std::set<size_t> members(const std::vector<TokenizedExample>& part) {
    std::set<size_t> out;
    for (const auto& e : part)
        out.insert(e.example);
    return out;
}

}  // namespace

class PrepareTest : public lora::test::TestObject {
    Q_OBJECT
  private Q_SLOTS:
    void loss_is_on_the_completion_and_the_end_but_not_on_the_prompt() {
        Example example;
        example.plain = true;
        example.prompt = "Hello";
        example.text = " world";
        auto tokens = tokenize_example(example, tokenizer(), 100);
        QVERIFY(tokens.ok());
        std::string prompt, learnt;
        for (size_t i = 0; i < tokens->ids.size(); ++i)
            (tokens->loss_mask[i] ? learnt : prompt) += tokenizer().piece(tokens->ids[i]);
        QCOMPARE(prompt, std::string("Hello"));
        QCOMPARE(learnt, std::string(" world<|im_end|>"));
    }

    void all_of_a_plain_text_carries_loss() {
        Example example;
        example.plain = true;
        example.text = "Some words.";
        auto tokens = tokenize_example(example, tokenizer(), 100);
        QVERIFY(tokens.ok());
        QCOMPARE(tokens->ids.back(), tokenizer().eos_id());
        QCOMPARE(tokens->supervised_tokens(), static_cast<int64_t>(tokens->ids.size()) - 1);
    }

    void long_examples_are_cut_and_counted() {
        Rows rows(20);
        rows.spec.max_seq_length = 40;
        const std::string path =
            rows.add("long.jsonl", Rows::row("q", "word " + std::string(400, 'x')) + Rows::row("q", "short"));
        auto data = prepare_data(rows.spec, 1, tokenizer());
        QVERIFY2(data.ok(), data ? "" : data.error().text().c_str());
        QCOMPARE(data->truncated, int64_t(1));
        QCOMPARE(data->train.at(0).ids.size(), size_t(40));
        QVERIFY(data->train[0].truncated());
        QVERIFY(!data->train.at(1).truncated());
    }

    void examples_without_a_loss_token_are_refused_with_the_reason() {
        Rows rows(0);
        rows.spec.max_seq_length = 30;
        rows.add("mixed.jsonl", Rows::row("q", "a") + Rows::row(std::string(300, 'q'), "never reached") +
                                    "{\"instruction\":\"q\",\"output\":\"\"}\n");
        auto data = prepare_data(rows.spec, 1, tokenizer());
        QVERIFY2(data.ok(), data ? "" : data.error().text().c_str());
        QCOMPARE(data->refused.size(), size_t(1));
        QCOMPARE(data->refused[0].line, int64_t(2));
        QVERIFY(data->refused[0].what.find("cut before the answer") != std::string::npos);
        QVERIFY(data->refused[0].hint.find("max_seq_length") != std::string::npos);
        // The assistant that says nothing still learns to end its turn.
        QCOMPARE(data->train.size() + data->eval.size(), size_t(2));
    }

    void data_of_which_nothing_can_be_learnt_is_an_error() {
        Rows rows(0);
        rows.add("speechless.jsonl", "{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}\n");
        auto data = prepare_data(rows.spec, 1, tokenizer());
        QVERIFY(!data.ok());
        QVERIFY(data.error().what.find("assistant says nothing") != std::string::npos);
        QVERIFY(data.error().where.find("speechless.jsonl") != std::string::npos);
    }

    void the_hold_out_has_the_asked_for_share() {
        for (const auto& [rows, fraction, wanted] :
             std::vector<std::tuple<int, double, size_t>>{{200, 0.1, 20},
                                                          {25, 0.1, 3},
                                                          {10, 0.01, 1},
                                                          {9, 0.01, 0},
                                                          {30, 0, 0},
                                                          {4, 0.5, 2},
                                                          {1, 0.9, 0}}) {
            Rows data(rows);
            data.spec.eval_fraction = fraction;
            auto prepared = prepare_data(data.spec, 42, tokenizer());
            QVERIFY(prepared.ok());
            QCOMPARE(prepared->eval.size(), wanted);
            QCOMPARE(prepared->train.size(), static_cast<size_t>(rows) - wanted);
        }
    }

    void the_hold_out_depends_on_seed_and_content_alone() {
        Rows rows(100);
        auto first = prepare_data(rows.spec, 42, tokenizer());
        auto again = prepare_data(rows.spec, 42, tokenizer());
        auto other = prepare_data(rows.spec, 43, tokenizer());
        QVERIFY(first.ok() && again.ok() && other.ok());
        QCOMPARE(members(first->eval), members(again->eval));
        QVERIFY(members(first->eval) != members(other->eval));
        // One more row at the end moves at most one of the others.
        Rows more(101);
        auto longer = prepare_data(more.spec, 42, tokenizer());
        QVERIFY(longer.ok());
        std::set<size_t> left;
        const auto was = members(first->eval), is = members(longer->eval);
        std::set_difference(was.begin(), was.end(), is.begin(), is.end(), std::inserter(left, left.end()));
        QVERIFY(left.size() <= 1);
    }

    void evaluation_files_are_the_hold_out_where_given() {
        Rows rows(0);
        const std::string eval = rows.add("eval.jsonl", Rows::row("held", "out"));
        rows.add("train.jsonl", Rows::row("a", "b") + Rows::row("c", "d"));
        rows.spec.eval_paths = {eval};
        auto data = prepare_data(rows.spec, 1, tokenizer());
        QVERIFY(data.ok());
        QCOMPARE(data->train.size(), size_t(2));
        QCOMPARE(data->eval.size(), size_t(1));
    }

    void data_that_changed_since_the_spec_was_written_is_refused() {
        Rows rows(20);
        rows.spec.sha256 = std::string(64, '0');
        auto data = prepare_data(rows.spec, 1, tokenizer());
        QVERIFY(!data.ok());
        QVERIFY(data.error().what.find("changed") != std::string::npos);
    }

    void preparing_can_be_watched_and_cancelled() {
        Rows rows(50);
        double share = 0;
        auto data = prepare_data(rows.spec, 1, tokenizer(), [&](uint64_t done, uint64_t all) {
            const double now = static_cast<double>(done) / static_cast<double>(all);
            if (now < share || now > 1) return false;
            share = now;
            return true;
        });
        QVERIFY2(data.ok(), data ? "" : data.error().text().c_str());
        QVERIFY(share >= 0.5);
        QVERIFY(!prepare_data(rows.spec, 1, tokenizer(), [](uint64_t, uint64_t) { return false; }).ok());
    }

    void packing_keeps_every_example_whole_once_and_within_the_limit() {
        std::vector<int> sizes;
        RandomOrder random(9);
        for (int i = 0; i < 500; ++i)
            sizes.push_back(1 + static_cast<int>(random.below(100)));
        const auto packed = pack_epoch(lengths(sizes), 128, true, true, 7, 0);
        std::vector<int> seen(sizes.size(), 0);
        int64_t tokens = 0;
        for (const auto& s : packed) {
            QVERIFY(s.starts.back() <= 128);
            QCOMPARE(s.starts.front(), int64_t(0));
            QCOMPARE(s.starts.back(), static_cast<int64_t>(s.ids.size()));
            QCOMPARE(s.positions.size(), s.ids.size());
            QCOMPARE(s.loss_mask.size(), s.ids.size());
            tokens += s.starts.back();
            for (size_t e = 0; e + 1 < s.starts.size(); ++e) {
                const auto begin = static_cast<size_t>(s.starts[e]),
                           end = static_cast<size_t>(s.starts[e + 1]);
                const auto example = static_cast<size_t>(s.ids[begin]);
                ++seen[example];
                QCOMPARE(static_cast<int>(end - begin), sizes[example]);
                QCOMPARE(s.loss_mask[begin], uint8_t(0));
                for (size_t i = begin; i < end; ++i) {
                    QCOMPARE(s.ids[i], static_cast<int32_t>(example));
                    QCOMPARE(s.positions[i], static_cast<int32_t>(i - begin));
                    if (i > begin) QCOMPARE(s.loss_mask[i], uint8_t(1));
                }
            }
        }
        QVERIFY(std::all_of(seen.begin(), seen.end(), [](int n) { return n == 1; }));
        // First fit over a window wastes little.
        QVERIFY(static_cast<double>(tokens) / (128.0 * static_cast<double>(packed.size())) > 0.9);
    }

    void without_packing_every_example_is_a_sequence_in_order() {
        const auto packed = pack_epoch(lengths({3, 5, 2}), 128, false, false, 7, 0);
        QCOMPARE(first_ids(packed), (std::vector<int32_t>{0, 1, 2}));
        QCOMPARE(packed.size(), size_t(3));
        QVERIFY(pack_epoch({}, 128, true, true, 1, 0).empty());
    }

    void the_order_is_the_same_on_every_machine_and_new_in_each_epoch() {
        const auto examples = lengths({1, 1, 1, 1, 1, 1, 1, 1});
        const auto order = [&](uint64_t seed, int64_t epoch) {
            return first_ids(pack_epoch(examples, 1, false, true, seed, epoch));
        };
        // Written down once: another compiler or library must give the same.
        QCOMPARE(order(42, 0), (std::vector<int32_t>{7, 4, 1, 6, 3, 5, 2, 0}));
        QCOMPARE(order(42, 0), order(42, 0));
        QVERIFY(order(42, 0) != order(42, 1));
        QVERIFY(order(42, 0) != order(43, 0));
    }
};

LORA_TEST_MAIN(PrepareTest)
#include "test_prepare.moc"
