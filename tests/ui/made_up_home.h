// SPDX-License-Identifier: Apache-2.0
// A home folder of nobody's, in which a test decides what other programs have left.
#pragma once

#include <QtCore/QTemporaryDir>

#include <filesystem>

#include "tests/support/model_caches.h"
#include "tests/ui/page_fixture.h"

namespace lora::test {

/// For whoever looks at the pages: light and dark into the folder that LORA_PICTURES names, if it does.
inline void picture(QWidget& window, const char* name) {
    const QString folder = qEnvironmentVariable("LORA_PICTURES");
    if (folder.isEmpty()) return;
    for (const bool dark : {true, false}) {
        ui::Theme::instance().apply(dark ? ui::ThemeChoice::dark : ui::ThemeChoice::light);
        QTest::qWait(100);
        window.grab().save(QStringLiteral("%1/%2-%3.png").arg(folder, QString::fromUtf8(name), dark ? QStringLiteral("dark") : QStringLiteral("light")));
    }
}

/// While it lives, the programs' folders lie below it, whatever the real environment says.
class MadeUpHome {
  public:
    MadeUpHome() {
        for (const char* name : {"HF_HOME", "HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "LLAMA_CACHE", "OLLAMA_MODELS",
                                 "XDG_CACHE_HOME", "XDG_DATA_HOME"}) {
            before_.emplace_back(name, qgetenv(name));
            qunsetenv(name);
        }
        before_.emplace_back("HOME", qgetenv("HOME"));
        qputenv("HOME", folder_.path().toUtf8());
    }
    ~MadeUpHome() {
        for (const auto& [name, value] : before_)
            value.isNull() ? qunsetenv(name) : qputenv(name, value);
    }
    std::filesystem::path path() const { return folder_.path().toStdString(); }
    QString file(const char* name) const { return folder_.filePath(QString::fromUtf8(name)); }

    /// Services as the program itself makes them, but for file dialogs.
    std::unique_ptr<ui::Services> services() const {
        ui::Theme::instance().apply(ui::ThemeChoice::light);
        auto made = std::make_unique<ui::Services>(ui::ServicePaths::standard());
        made->paths.worker_program = QStringLiteral(LORA_BINARY_DIR "/lora-worker");
        made->choices = std::make_unique<PreparedChoices>();
        return made;
    }

    /// The default base model in the Hugging Face cache: a blob, a snapshot, a ref. Returns the snapshot's path.
    std::filesystem::path add_smollm2() const {
        const HubRepository repository(path() / ".cache" / "huggingface" / "hub", "HuggingFaceTB/SmolLM2-135M-Instruct-GGUF");
        const std::string commit(40, 'a');
        std::filesystem::create_directories(repository.path / "blobs");
        std::filesystem::create_symlink(LORA_DEFAULT_BASE, repository.path / "blobs" / "0b");
        repository.link(commit, "SmolLM2-135M-Instruct.Q4_1.gguf", "0b");
        repository.set_ref("main", commit);
        return repository.snapshot(commit) / "SmolLM2-135M-Instruct.Q4_1.gguf";
    }

  private:
    QTemporaryDir folder_;
    std::vector<std::pair<const char*, QByteArray>> before_;
};

}  // namespace lora::test
