// SPDX-License-Identifier: Apache-2.0
// A run folder written by hand, for tests of what shows runs: the same files that a worker would leave.
#pragma once

#include <QtCore/QByteArray>
#include <QtWidgets/QWidget>

#include <cmath>
#include <filesystem>
#include <memory>
#include <string>

#include "core/base/files.h"
#include "core/contract/events.h"
#include "core/contract/run_folder.h"

namespace lora::test {

class WrittenRun {
  public:
    /// Makes the folder with its spec and a first event.
    WrittenRun(const std::filesystem::path& path, const RunSpec& spec, int64_t total_steps) : folder{path} {
        if (!RunFolder::create(path, spec)) return;
        auto opened = EventWriter::open(folder.events());
        if (!opened) return;
        writer_ = std::move(opened).value();
        append("run_started", {{"resumed", false},
                               {"step", 0},
                               {"total_steps", total_steps},
                               {"device", "CPU"},
                               {"kernels", "AVX2"},
                               {"dtype", "float32"},
                               {"trainable_parameters", 4884480},
                               {"examples", 180},
                               {"eval_examples", 20},
                               {"truncated", 0},
                               {"refused", 0},
                               {"tokens_per_epoch", 20000},
                               {"weights_sha256", std::string(64, 'b')}});
    }
    bool ok() const { return writer_ != nullptr; }
    void append(const std::string& type, Json body) { (void)writer_->append(type, std::move(body)); }
    /// A falling loss with the scatter that real batches have.
    static double loss_at(int64_t step) {
        const auto x = static_cast<double>(step);
        return 0.9 + 1.7 * std::exp(-x / 35) + 0.12 * std::sin(x * 12.9898) * std::cos(x * 4.1);
    }
    void steps(int64_t from, int64_t to) {
        for (int64_t step = from; step <= to; ++step)
            append("step", {{"step", step},
                            {"loss", loss_at(step)},
                            {"learning_rate", 2e-4 * std::cos(static_cast<double>(step) / 80)},
                            {"grad_norm", 1 + 0.3 * std::sin(static_cast<double>(step))},
                            {"tokens", step * 1600},
                            {"tokens_per_second", 900 + 40 * std::sin(static_cast<double>(step) * 3)},
                            {"memory_bytes", 1.1e9 + 1e6 * static_cast<double>(step % 7)},
                            {"seconds", 1.7 * static_cast<double>(step)},
                            {"epoch", 0.1},
                            {"supervised_tokens", step * 700}});
    }
    void evaluation(int64_t step, double loss, bool best) {
        append("evaluation", {{"step", step},
                              {"loss", loss},
                              {"perplexity", std::exp(loss)},
                              {"tokens", 2000},
                              {"examples", 20},
                              {"best", best}});
    }
    void sample(int64_t step, const std::string& prompt, const std::string& text) {
        append("sample", {{"step", step},
                          {"prompt", prompt},
                          {"text", text},
                          {"finish_reason", "stop"},
                          {"weights_sha256", std::string(64, 'a')}});
    }
    /// Also makes the checkpoint's folder, which is what choosing it looks for.
    void checkpoint(int64_t step, const std::string& kind) {
        const auto path = folder.checkpoint(step);
        std::filesystem::create_directories(path);
        append("checkpoint", {{"step", step},
                              {"path", std::filesystem::relative(path, folder.path).string()},
                              {"kind", kind},
                              {"sha256", std::string(64, 'c')},
                              {"size_bytes", 19'500'000}});
    }
    void finish(int64_t step) {
        std::filesystem::create_directories(folder.result());
        append("run_finished", {{"step", step},
                                {"loss", 0.95},
                                {"eval_loss", 1.02},
                                {"eval_loss_before", 2.6},
                                {"seconds", 200.0},
                                {"peak_memory_bytes", 1.2e9},
                                {"adapter", "result"},
                                {"adapter_sha256", std::string(64, 'd')}});
    }
    RunFolder folder;

  private:
    std::unique_ptr<EventWriter> writer_;
};

/// A picture for a person to look at, where the environment's LORA_TEST_PICTURES names a folder.
inline void picture(QWidget& widget, const char* name) {
    const QByteArray folder = qgetenv("LORA_TEST_PICTURES");
    if (!folder.isEmpty()) widget.grab().save(QString::fromUtf8(folder + '/' + name + ".png"));
}

}  // namespace lora::test
