// SPDX-License-Identifier: Apache-2.0
// A program that crashes leaves a whole report and ends as it would have ended without; old reports go.
#include <QtCore/QProcess>

#include <csignal>
#include <stdexcept>
#include <thread>

#include "core/base/clock.h"
#include "core/base/crash_reports.h"
#include "core/base/files.h"
#include "core/base/platform/crash_handler.h"
#include "tests/support/test_main.h"

using namespace lora;
namespace fs = std::filesystem;

namespace {

constexpr int no_handler = 77;  ///< a build with a sanitizer reports in its own way

volatile uintptr_t no_address = 64;  ///< the compiler must not know what is wrong with it

void write_to_no_address() { *reinterpret_cast<volatile int*>(no_address) = 1; }

int overflow(volatile int* depth) {
    if (*depth < 0) return 0;
    volatile char room[4096] = {};
    *depth = *depth + 1;
    return overflow(depth) + room[*depth % 4096];
}

/// What the child does: this program again, told how to end.
int crash(const std::string& how, const fs::path& folder) {
    if (!report_crashes("test-program", "1.2.3", "crashing", folder)) return no_handler;
    volatile int nothing = 0;
    if (how == "address") write_to_no_address();
    if (how == "overflow") return overflow(&nothing);
    if (how == "overflow-thread") {
        std::thread([&] {
            report_overflow_of_this_thread();
            report_overflow_of_this_thread();
            overflow(&nothing);
        }).join();
    }
    if (how == "ended-threads") {
        // A thread that has ended takes its stack for the handler along and leaves the others theirs.
        for (int i = 0; i < 8; ++i)
            std::thread(report_overflow_of_this_thread).join();
        return overflow(&nothing);
    }
    if (how == "exception") std::thread([] { throw std::runtime_error("the cat is out of the bag"); }).join();
    if (how == "illegal") std::raise(SIGILL);
    if (how == "abort") std::abort();
    if (how == "two-threads") {
        std::thread one(write_to_no_address), other(write_to_no_address);
        one.join();
        other.join();
    }
    return 0;
}

struct Crash {
    int signal = 0;
    bool skipped = false;
    QByteArray log;
    std::vector<CrashReport> reports;
    std::string text;  ///< of the first report
};

Crash crash_of(const char* how, const fs::path& folder) {
    QProcess child;
    child.setWorkingDirectory(QDir::tempPath());
    child.start(QCoreApplication::applicationFilePath(),
                {QStringLiteral("--crash"), QString::fromLatin1(how), QString::fromStdString(folder.string())});
    Crash crash;
    if (!child.waitForStarted() || !child.waitForFinished(60'000)) {
        crash.log = "the child did not run";
        return crash;
    }
    if (child.exitStatus() == QProcess::CrashExit)
        crash.signal = child.exitCode();
    else
        crash.skipped = child.exitCode() == no_handler;
    crash.log = child.readAllStandardError();
    crash.reports = list_crash_reports(folder);
    if (!crash.reports.empty()) crash.text = read_file(crash.reports[0].path).value();
    return crash;
}

}  // namespace

class TestCrashReports : public test::TestObject {
    Q_OBJECT
    TemporaryFolder folder_ = *TemporaryFolder::create();

  private Q_SLOTS:
    void a_crash_leaves_a_whole_report_and_the_same_signal_data() {
        QTest::addColumn<QString>("how");
        QTest::addColumn<int>("signal");
        QTest::addColumn<QString>("says");
        QTest::newRow("an address that is not there") << "address" << SIGSEGV << "address: 0x40\n";
        QTest::newRow("a stack that overflows") << "overflow" << SIGSEGV << "SIGSEGV";
        QTest::newRow("another thread's stack that overflows") << "overflow-thread" << SIGSEGV << "SIGSEGV";
        QTest::newRow("the main thread's after others ended") << "ended-threads" << SIGSEGV << "SIGSEGV";
        QTest::newRow("an exception that nobody catches") << "exception" << SIGABRT << "message: the cat is out of the bag\n";
        QTest::newRow("a signal from outside") << "illegal" << SIGILL << "sent by: process ";
        QTest::newRow("a program that gives up") << "abort" << SIGABRT << "the program gave up";
        QTest::newRow("two threads at once") << "two-threads" << SIGSEGV << "address: 0x40\n";
    }

    void a_crash_leaves_a_whole_report_and_the_same_signal() {
        QFETCH(QString, how);
        QFETCH(int, signal);
        QFETCH(QString, says);
        // Neither the folder nor the one above it is there before.
        const fs::path folder = folder_.path() / how.toStdString() / "logs";
        const Crash crash = crash_of(how.toLatin1().constData(), folder);
        if (crash.skipped) QSKIP("a sanitizer reports here");
        QVERIFY2(crash.signal == signal, crash.log.constData());
        QCOMPARE(crash.reports.size(), size_t(1));
        const CrashReport& report = crash.reports[0];
        QCOMPARE(report.program, std::string("test-program"));
        QVERIFY(std::abs(now_seconds() - double(report.seconds)) < 120);
        QVERIFY(crash.log.contains(QByteArray::fromStdString(report.path.string())));
        const QString text = QString::fromStdString(crash.text);
        QVERIFY2(text.startsWith("LoRA Studio crash report\n"), qPrintable(text));
        QVERIFY2(text.endsWith("\nend of report\n"), qPrintable(text));
        QVERIFY2(text.contains(says), qPrintable(text));
        QVERIFY(text.contains("program: test-program 1.2.3\n"));
        QVERIFY(text.contains("doing: crashing\n"));
        QVERIFY(text.contains(QStringLiteral("process: %1\n").arg(report.process_id)));
        QVERIFY2(text.contains(QRegularExpression("build: [0-9a-f]{32,}\n")), qPrintable(text));
        QVERIFY2(text.contains(QRegularExpression("instruction: 0x[0-9a-f]{4,}\n")), qPrintable(text));
        // At least the program's own frames, with the addresses that a symbol file answers for.
        const QString program = QFileInfo(QCoreApplication::applicationFilePath()).fileName();
        QVERIFY2(text.contains(QRegularExpression(program + "\\(.*\\+0x[0-9a-f]+\\) ?\\[0x[0-9a-f]+\\]")), qPrintable(text));
        QVERIFY2(text.contains(QRegularExpression(" r-xp .*" + program)), qPrintable(text));
    }

    void a_crash_where_nothing_can_be_written_ends_all_the_same() {
        const fs::path file = folder_.path() / "a file";
        QVERIFY(write_file_atomic(file, "x").ok());
        const Crash crash = crash_of("address", file / "below");
        if (crash.skipped) QSKIP("a sanitizer reports here");
        QCOMPARE(crash.signal, SIGSEGV);
        QVERIFY2(crash.log.contains("No crash report could be written"), crash.log.constData());
    }

    void reports_are_known_by_their_names_alone() {
        const fs::path folder = folder_.path() / "names";
        QVERIFY(make_folders(folder).ok());
        for (const char* name :
             {"crash-20260131T090500Z-lora-worker-1234.txt", "crash-20240229T000000Z-lora-studio-77.txt",
              "crash-20230229T000000Z-lora-studio-77.txt", "crash-.txt", "crash-20260131T090500Z-.txt", "notes.txt",
              "crash-20260131T090500Z-lora-worker-x.txt"})
            QVERIFY(write_file_atomic(folder / name, "x").ok());
        const auto reports = list_crash_reports(folder);
        QCOMPARE(reports.size(), size_t(2));
        QCOMPARE(reports[0].program, std::string("lora-studio"));
        QCOMPARE(reports[0].process_id, int64_t(77));
        QCOMPARE(iso8601(double(reports[0].seconds)), std::string("2024-02-29T00:00:00.000Z"));
        QCOMPARE(iso8601(double(reports[1].seconds)), std::string("2026-01-31T09:05:00.000Z"));
        QVERIFY(crash_report_of(folder, 1234, double(reports[1].seconds) - 60).has_value());
        QVERIFY(!crash_report_of(folder, 1234, double(reports[1].seconds) + 60).has_value());
        QVERIFY(!crash_report_of(folder, 1235, 0).has_value());
        QVERIFY(list_crash_reports(folder / "nowhere").empty());
    }

    void reports_older_than_a_month_or_beyond_twenty_go() {
        const fs::path folder = folder_.path() / "old";
        QVERIFY(make_folders(folder).ok());
        const double now = 1.8e9;
        const auto write = [&](double days_ago, int number) {
            std::string time = iso8601(now - days_ago * 86400).substr(0, 19) + "Z";
            std::erase_if(time, [](char c) { return c == '-' || c == ':'; });
            QVERIFY(write_file_atomic(folder / ("crash-" + time + "-lora-worker-" + std::to_string(number) + ".txt"), "x").ok());
        };
        for (int i = 0; i < 25; ++i)
            write(i * 0.5, i + 1);
        write(40, 100);
        QVERIFY(write_file_atomic(folder / "mine.txt", "x").ok());
        remove_old_crash_reports(folder, now);
        const auto kept = list_crash_reports(folder);
        QCOMPARE(kept.size(), size_t(20));
        QCOMPARE(kept.back().process_id, int64_t(1));
        QCOMPARE(kept.front().process_id, int64_t(20));
        remove_old_crash_reports(folder, now + 29 * 86400);
        QCOMPARE(list_crash_reports(folder).size(), size_t(5));
        QVERIFY(fs::exists(folder / "mine.txt"));
    }
};

int main(int argc, char** argv) {
    if (argc == 4 && std::string_view(argv[1]) == "--crash") return crash(argv[2], argv[3]);
    return test::run<QCoreApplication, TestCrashReports>(argc, argv);
}
#include "test_crash_reports.moc"
