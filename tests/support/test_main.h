// SPDX-License-Identifier: Apache-2.0
// Every test program of ours: Qt Test, and a warning that nobody expected fails it.
#pragma once

#include <QtCore/QRegularExpression>
#include <QtTest/QtTest>

#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "core/base/log.h"

namespace lora::test {

/// Lines at warning or above that our own log wrote since the last take().
class WarningWatch {
  public:
    static WarningWatch& instance() {
        static WarningWatch watch;
        return watch;
    }
    std::vector<std::string> take() {
        const std::lock_guard guard(mutex_);
        return std::exchange(warnings_, {});
    }

  private:
    WarningWatch() {
        set_log_observer([this](LogLevel, const std::string& text) {
            const std::lock_guard guard(mutex_);
            warnings_.push_back(text);
        });
    }
    std::mutex mutex_;
    std::vector<std::string> warnings_;
};

/// Base class of test objects: a warning, Qt's or our log's, fails the test function in which it was logged. A test
/// that provokes one of ours takes it from WarningWatch; one of Qt's it announces with QTest::ignoreMessage.
class TestObject : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void init() {
        WarningWatch::instance().take();
        // The offscreen platform says that it lacks features of a real screen; that is no fact about our program.
        QTest::failOnWarning(QRegularExpression("^(?!This plugin does not support)"));
    }
    void cleanup() {
        const auto warnings = WarningWatch::instance().take();
        if (!warnings.empty()) QFAIL(("a warning was logged: " + warnings.front()).c_str());
    }
};

template <class Application, class Test>
int run(int argc, char** argv) {
    Application app(argc, argv);
    Test test;
    return QTest::qExec(&test, argc, argv);
}

}  // namespace lora::test

/// Ends a test source: LORA_TEST_MAIN(TestClass) without a window, LORA_GUI_TEST_MAIN(TestClass) with one (offscreen).
#define LORA_TEST_MAIN(TestClass) \
    int main(int argc, char** argv) { return lora::test::run<QCoreApplication, TestClass>(argc, argv); }
#define LORA_GUI_TEST_MAIN(TestClass)                                                           \
    int main(int argc, char** argv) {                                                           \
        if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen"); \
        return lora::test::run<QApplication, TestClass>(argc, argv);                            \
    }
