// SPDX-License-Identifier: Apache-2.0
// A program that ended unexpectedly is spoken of at the next start, once; runs go on and crashed ones can be resumed.
#include <QtCore/QProcess>
#include <QtGui/QClipboard>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QPushButton>

#include <csignal>

#include "core/base/crash_reports.h"
#include "core/base/platform/process.h"
#include "tests/support/run_fixture.h"
#include "tests/support/test_main.h"
#include "tests/ui/made_up_home.h"
#include "ui/models/run_words.h"
#include "ui/services/paths.h"
#include "ui/shell/crash_notice.h"
#include "ui/shell/main_window.h"

using namespace lora;
using namespace lora::ui;
using namespace lora::test;

class CrashNoticeTest : public TestObject {
    Q_OBJECT
    static constexpr int wait_ms = 120'000;

    static QPushButton* button(MainWindow& window, const char* id) {
        return window.findChild<QPushButton*>(QString::fromUtf8(id));
    }

  private Q_SLOTS:
    void a_report_is_shown_copied_and_dismissed_for_good() {
        PageFixture fixture;
        const QByteArray text = "LoRA Studio crash report\n\nprogram: lora-studio\n\nend of report\n";
        QVERIFY(QDir().mkpath(fixture.folder.filePath(QStringLiteral("logs"))));
        fixture.write(QStringLiteral("logs/crash-20260131T090500Z-lora-studio-12.txt"), text);
        {
            MainWindow window(*fixture.services);
            window.show();
            auto* notice = window.findChild<CrashNotice*>();
            QVERIFY(notice && !notice->isVisible());
            fixture.services->crashes.look();
            QTRY_VERIFY_WITH_TIMEOUT(notice->isVisible(), wait_ms);
            QVERIFY2(notice->words().contains(QStringLiteral("LoRA Studio ended unexpectedly last time")), qPrintable(notice->words()));
            QVERIFY(notice->words().contains(QStringLiteral("Runs go on by themselves")));
            QCOMPARE(notice->accessibleName(), notice->words());
            QCOMPARE(controls_without_name(notice), QString());
            // Not modal: the pages work as before.
            window.show_page(QStringLiteral("data"));
            QCOMPARE(window.current_page()->id(), QStringLiteral("data"));
            auto* report = notice->findChild<QPlainTextEdit*>(QStringLiteral("crash_report"));
            QVERIFY(!report->isVisible());
            click(button(window, "show_crash_report"));
            QVERIFY(report->isVisible());
            QCOMPARE(report->toPlainText().toUtf8(), text);
            click(button(window, "copy_crash_report"));
            QCOMPARE(QGuiApplication::clipboard()->text().toUtf8(), text);
            picture(window, "crash");
            click(button(window, "dismiss_crash"));
            QVERIFY(!notice->isVisible());
        }
        const ServicePaths paths = fixture.services->paths;
        fixture.services.reset();
        fixture.services = std::make_unique<Services>(paths);
        QSignalSpy changed(&fixture.services->crashes, &CrashService::changed);
        fixture.services->crashes.look();
        QVERIFY(!changed.wait(500));
        QVERIFY(!fixture.services->crashes.news());
        fixture.write(QStringLiteral("logs/crash-20260201T090500Z-lora-worker-13.txt"), text);
        fixture.services->crashes.look();
        QTRY_VERIFY_WITH_TIMEOUT(fixture.services->crashes.news().has_value(), wait_ms);
        QCOMPARE(fixture.services->crashes.news()->count, 1);
        QVERIFY(!fixture.services->crashes.news()->was_window);
    }

    void a_window_that_crashes_says_so_at_its_next_start() {
        const QString program = QStringLiteral(LORA_BINARY_DIR "/lora-studio");
        if (!QFileInfo::exists(program)) QSKIP("lora-studio is not built here");
        const MadeUpHome home;
        QProcess studio;
        studio.start(program, {QStringLiteral("--page"), QStringLiteral("help")});
        QVERIFY(studio.waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(home.file(".local/share/lora-studio/index.sqlite")), wait_ms);
        QCOMPARE(::kill(static_cast<pid_t>(studio.processId()), SIGSEGV), 0);
        QVERIFY(studio.waitForFinished(wait_ms));
        const auto reports = list_crash_reports(user_log_folder());
        if (reports.empty() && studio.readAllStandardError().contains("Sanitizer")) QSKIP("a sanitizer reports here");
        QCOMPARE(studio.exitStatus(), QProcess::CrashExit);
        QCOMPARE(reports.size(), size_t(1));
        QCOMPARE(reports[0].program, std::string("lora-studio"));

        const auto services = home.services();
        MainWindow window(*services);
        window.show();
        services->crashes.look();
        auto* notice = window.findChild<CrashNotice*>();
        QTRY_VERIFY_WITH_TIMEOUT(notice->isVisible(), wait_ms);
        const QString text = services->crashes.news()->text;
        QVERIFY2(text.endsWith(QStringLiteral("\nend of report\n")), qPrintable(text));
        QVERIFY2(text.contains(QRegularExpression(QStringLiteral("lora-studio\\(.*\\+0x[0-9a-f]+\\)"))), qPrintable(text));
    }

    void a_window_without_a_display_says_so_and_did_not_crash() {
        const QString program = QStringLiteral(LORA_BINARY_DIR "/lora-studio");
        if (!QFileInfo::exists(program)) QSKIP("lora-studio is not built here");
        const MadeUpHome home;
        QProcess studio;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
            environment.remove(QString::fromUtf8(name));
        studio.setProcessEnvironment(environment);
        studio.start(program, {});
        QVERIFY(studio.waitForFinished(wait_ms));
        QCOMPARE(studio.exitStatus(), QProcess::NormalExit);
        QCOMPARE(studio.exitCode(), static_cast<int>(ErrorCode::no_resources));
        QVERIFY(studio.readAllStandardError().contains("There is no display to open the window on"));
        QVERIFY(list_crash_reports(user_log_folder()).empty());
        studio.start(program, {QStringLiteral("--help")});
        QVERIFY(studio.waitForFinished(wait_ms));
        QCOMPARE(studio.exitCode(), 0);
        QVERIFY(studio.readAllStandardOutput().contains("--rebuild-index"));
    }

    void a_worker_that_crashes_leaves_a_run_to_resume_and_names_its_report() {
        if (!QFileInfo::exists(QStringLiteral(LORA_BINARY_DIR "/lora-worker"))) QSKIP("this build has no worker");
        const MadeUpHome home;
        PageFixture fixture;
        ServicePaths paths = fixture.services->paths;
        const QString project = fixture.services->projects.folder();
        paths.crash_folder = from_path(user_log_folder());
        fixture.services.reset();
        fixture.services = std::make_unique<Services>(paths);
        QVERIFY(fixture.services->projects.open(project).ok());
        RunSpec spec = tiny_spec(fixture.write(QStringLiteral("data.jsonl"), QByteArray::fromStdString(conversations(20))).toStdString());
        spec.training.max_steps = 100'000;
        spec.training.save_steps = 20;
        fixture.services->projects.edit([&](RunSpec& draft) { draft = spec; });
        QTRY_VERIFY_WITH_TIMEOUT(fixture.services->data.state() == DataService::State::tokenised, wait_ms);
        RunService& runs = fixture.services->runs;
        MainWindow window(*fixture.services);
        window.show();
        const auto started = runs.start(spec);
        QVERIFY(started.ok());
        const RunView& view = runs.watch(*started)->view();
        QTRY_VERIFY_WITH_TIMEOUT(view.step >= 25, wait_ms);
        const auto worker = read_worker_info(RunFolder{to_path(*started)}.worker());
        QVERIFY(worker.ok());
        QCOMPARE(::kill(static_cast<pid_t>(worker->process_id), SIGSEGV), 0);
        QTRY_VERIFY_WITH_TIMEOUT(view.state == RunState::interrupted, wait_ms);
        QVERIFY2(!view.crash_report.isEmpty(), "no report was found");
        QVERIFY(QFileInfo::exists(view.crash_report));
        const Trouble trouble = trouble_of(view);
        QVERIFY2(trouble.text.startsWith(QStringLiteral("The worker crashed in mid-run. Resume")), qPrintable(trouble.text));
        QCOMPARE(trouble.remedy, Trouble::Remedy::resume);
        window.show_page(QStringLiteral("train"));
        QVERIFY(window.current_page()->primary_action()->isEnabled());
        QCOMPARE(window.current_page()->primary_action()->text(), QStringLiteral("Resume"));
        const auto* banner = window.current_page()->findChild<QFrame*>(QStringLiteral("banner"));
        QTRY_COMPARE_WITH_TIMEOUT(banner->accessibleName(), trouble.text, wait_ms);
        QFile log(from_path(RunFolder{to_path(*started)}.log()));
        QVERIFY(log.open(QIODevice::ReadOnly));
        QVERIFY(log.readAll().contains(view.crash_report.toUtf8()));
        picture(window, "crashed-run");
        QVERIFY(runs.resume(*started).ok());
        QTRY_VERIFY_WITH_TIMEOUT(view.state == RunState::running && view.step >= 30, wait_ms);
        QVERIFY(view.crash_report.isEmpty());
        QVERIFY(runs.control(*started, ControlKind::stop).ok());
        QTRY_VERIFY_WITH_TIMEOUT(view.state == RunState::stopped, wait_ms);
    }
};

LORA_GUI_TEST_MAIN(CrashNoticeTest)
#include "test_crash_notice.moc"
