// SPDX-License-Identifier: Apache-2.0
#include "core/base/files.h"
#include "tests/support/test_main.h"
#include "tests/ui/page_fixture.h"
#include "ui/models/variants.h"
#include "ui/services/paths.h"

using namespace lora;
using namespace lora::ui;
using lora::test::PageFixture;

namespace {

Event event_of(const std::string& type, const Json& body) {
    return {event_format, 0, {}, type, body};
}

}  // namespace

class TestServices : public test::TestObject {
    Q_OBJECT
  private Q_SLOTS:
    void a_draft_is_there_again_when_the_project_is_opened_again() {
        PageFixture fixture;
        ProjectService& projects = fixture.services->projects;
        projects.edit([](RunSpec& draft) { draft.adapter.r = 64; });
        const QString folder = projects.folder();
        projects.close();
        QVERIFY(!projects.is_open());
        QVERIFY(projects.open(folder).ok());
        QCOMPARE(projects.draft().adapter.r, 64);
    }

    void two_windows_on_one_project_keep_each_others_changes() {
        PageFixture fixture;
        ProjectService& one = fixture.services->projects;
        ProjectService other(fixture.services->paths.database, fixture.services->paths.projects_folder);
        QVERIFY(other.open(one.folder()).ok());
        one.edit([](RunSpec& draft) { draft.adapter.r = 8; });
        other.edit([](RunSpec& draft) { draft.training.learning_rate = 0.001; });
        QTRY_COMPARE(one.draft().training.learning_rate, 0.001);
        QCOMPARE(other.draft().adapter.r, 8);
        QCOMPARE(one.draft().adapter.r, 8);
    }

    void a_project_of_a_newer_program_is_refused_in_words() {
        PageFixture fixture(false);
        const QString folder = fixture.folder.filePath(QStringLiteral("newer"));
        QVERIFY(QDir().mkpath(folder));
        fixture.write(QStringLiteral("newer/project.json"), "{\"format\": 99, \"name\": \"x\"}");
        const Status opened = fixture.services->projects.open(folder);
        QVERIFY(!opened.ok());
        QCOMPARE(opened.error().code, ErrorCode::bad_input);
        QVERIFY(opened.error().what.find("newer") != std::string::npos);
    }

    void the_demo_project_brings_its_data() {
        PageFixture fixture(false);
        QVERIFY(fixture.services->projects.open_demo({}).ok());
        QVERIFY(fixture.services->projects.has_data());
        QTRY_VERIFY(fixture.services->data.state() == DataService::State::read);
        QVERIFY(fixture.services->data.dataset()->examples.size() >= 150);
    }

    void broken_data_is_said_with_its_line() {
        PageFixture fixture;
        const QString file = fixture.write(QStringLiteral("bad.jsonl"),
                                           "{\"prompt\": \"a\", \"completion\": \"b\"}\n{\"prompt\": \n");
        fixture.services->projects.edit([&](RunSpec& draft) { draft.data.paths = {file.toStdString()}; });
        QTRY_VERIFY(fixture.services->data.state() == DataService::State::failed);
        QVERIFY(QString::fromStdString(fixture.services->data.error().text()).contains(QLatin1Char('2')));
    }

    void a_run_without_a_worker_program_leaves_nothing_behind() {
        PageFixture fixture;
        RunService runs(fixture.services->projects, QStringLiteral("/nowhere/lora-worker"));
        RunSpec spec;
        spec.base.path = "/tmp/base.gguf";
        spec.data.paths = {"/tmp/data.jsonl"};
        const auto started = runs.start(spec);
        QVERIFY(!started.ok());
        QVERIFY(QDir(fixture.services->projects.folder() + QStringLiteral("/runs")).isEmpty());
    }

    void a_resumed_run_replaces_the_steps_that_it_repeats() {
        RunView view;
        apply_event(view, event_of("run_started", {{"resumed", false}, {"total_steps", 10}}));
        for (int step = 1; step <= 5; ++step)
            apply_event(view, event_of("step", {{"step", step}, {"loss", 2.0}, {"seconds", step}}));
        apply_event(view, event_of("run_started", {{"resumed", true}, {"step", 3}, {"total_steps", 10}}));
        QCOMPARE(view.steps.size(), size_t(3));
        apply_event(view, event_of("step", {{"step", 4}, {"loss", 1.5}, {"seconds", 4}}));
        QCOMPARE(view.steps.size(), size_t(4));
        QCOMPARE(view.steps.back().loss, 1.5);
        QCOMPARE(view.seconds_left, 6.0);
    }

    void events_appear_in_the_view_while_they_are_written() {
        PageFixture fixture;
        const auto folder = to_path(fixture.services->projects.folder()) / "runs" / "run-0001";
        RunSpec spec;
        spec.name = "live";
        const auto run = RunFolder::create(folder, spec);
        QVERIFY(run.ok());
        QTRY_COMPARE(fixture.services->runs.run_folders().size(), 1);
        RunWatcher* watcher = fixture.services->runs.watch(from_path(folder));
        QCOMPARE(watcher->view().name, QStringLiteral("run-0001 · live"));
        auto writer = EventWriter::open(run->events());
        QVERIFY(writer.ok());
        QVERIFY((*writer)->append("run_started", {{"resumed", false}, {"total_steps", 2}}).ok());
        QVERIFY((*writer)->append("step", {{"step", 1}, {"loss", 2.5}}).ok());
        QTRY_COMPARE(watcher->view().step, int64_t(1));
        QVERIFY(watcher->view().state == RunState::interrupted);
    }

    void what_learnt_nothing_is_not_offered_as_an_adapter() {
        const QTemporaryDir folder;
        RunView run;
        run.path = folder.path();
        run.adapter_path = folder.path();
        run.state = RunState::stopped;
        QVERIFY(variants_of(run).empty());
        run.step = 1;
        QCOMPARE(variants_of(run).size(), size_t(1));
    }

    void a_session_that_cannot_start_answers_with_an_error() {
        SessionClient session(QStringLiteral("/nowhere/lora-worker"));
        QObject context;
        QString said;
        session.send({{"type", "memory"}}, &context,
                     {{}, {}, [&](const Error& error) { said = QString::fromStdString(error.text()); }});
        QTRY_VERIFY(said.contains(QStringLiteral("/nowhere/lora-worker")));
    }
};

LORA_GUI_TEST_MAIN(TestServices)
#include "test_services.moc"
