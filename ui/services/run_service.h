// SPDX-License-Identifier: GPL-3.0-or-later
// Runs of the open project: started detached, controlled through their folders, watched by reading events.
#pragma once

#include <QtCore/QObject>
#include <QtCore/QString>

#include <memory>
#include <optional>
#include <vector>

#include "core/contract/control.h"
#include "core/contract/events.h"
#include "core/contract/run_folder.h"

namespace lora::ui {

class ProjectService;

struct StepPoint {
    int64_t step = 0;
    double loss = 0, learning_rate = 0, grad_norm = 0, tokens_per_second = 0, seconds = 0;
    int64_t tokens = 0;
    double memory_bytes = 0;
};
struct EvaluationPoint {
    int64_t step = 0;
    double loss = 0;
    bool best = false;
};
struct SampleRow {
    int64_t step = 0;
    QString prompt, text, weights_sha256;
};
struct CheckpointRow {
    int64_t step = 0;
    QString path;    ///< absolute
    QString kind;    ///< as of now: "best" and "last" are one each, all others "regular"
    QString sha256;
};

/// As the worker says it, in English: warning_words() of ui/models/run_words.h shows it.
struct RunWarning {
    QString what, hint;
};

/// Everything that the events of one run say so far. A view over the file: reading it again from the first line gives
/// the same.
struct RunView {
    QString path, name;          ///< folder; display name ("run-0007 · bank support")
    RunSpec spec;
    RunState state = RunState::not_started;
    QString phase;               ///< the worker's name for it: "loading_model", "training", …; empty at rest
    double phase_progress = -1;  ///< 0 to 1; negative: unknown
    int64_t step = 0, total_steps = 0;
    double seconds_left = -1;    ///< negative: unknown
    QString device, kernels, dtype;
    std::vector<StepPoint> steps;            ///< rising step; a resume replaces what it repeats
    std::vector<EvaluationPoint> evaluations;
    std::optional<double> eval_loss_before;
    std::vector<SampleRow> samples;
    std::vector<CheckpointRow> checkpoints;
    QString adapter_path, adapter_sha256;    ///< of result/, once it is there
    std::vector<RunWarning> warnings;
    std::optional<Error> failure;
    QString crash_report;                    ///< of the worker that left the run interrupted, if it crashed
    QString last_rejection;                  ///< why the worker refused the last control, if it did
};

/// Takes one more event into the view.
void apply_event(RunView& view, const Event& event);

/// Follows one run's folder: file notifications, with a slow fallback where the file system has none.
class RunWatcher : public QObject {
    Q_OBJECT
  public:
    /// `crash_folder` is where a worker that crashed left its report.
    explicit RunWatcher(const QString& run_folder, const QString& crash_folder = {}, QObject* parent = nullptr);
    ~RunWatcher() override;
    const RunView& view() const { return view_; }

  Q_SIGNALS:
    void changed();

  private:
    void look();
    void watch();
    void look_for_crash_report();
    struct Private;
    RunView view_;
    std::unique_ptr<Private> d_;
};

class RunService : public QObject {
    Q_OBJECT
  public:
    RunService(ProjectService& projects, QString worker_program, QString crash_folder = {}, QObject* parent = nullptr);
    ~RunService() override;

    /// Writes runs/run-0007 with this spec and starts the worker on it. Returns the folder.
    Result<QString> start(const RunSpec& spec);
    Status resume(const QString& run_folder);
    Status control(const QString& run_folder, ControlKind kind, const QString& prompt = {});
    /// To the system's trash, with its checkpoints; refused while a worker holds it.
    Status trash(const QString& run_folder);

    /// Folders of the project's runs, oldest first. Follows the folder.
    QStringList run_folders() const { return folders_; }
    /// The run that the pages speak of: the one last started or chosen; empty if there is none.
    QString current() const { return current_; }
    void set_current(const QString& run_folder);
    /// A watcher shared by everyone who asks for the same run; lives as long as this service's project.
    RunWatcher* watch(const QString& run_folder);
    RunWatcher* current_watcher();

  Q_SIGNALS:
    void list_changed();
    void current_changed();
    /// The current run's view changed.
    void current_view_changed();

  private:
    /// The project indexes the runs it has when it is opened; later ones are indexed here.
    enum class Found { with_the_project, later };
    void list(Found found_how = Found::later);
    void remember_state(const QString& run_folder);
    void project_opened();
    void index(const QString& run_folder);
    Status launch(const QString& run_folder, const std::vector<std::string>& arguments);
    struct Private;
    ProjectService& projects_;
    QString worker_program_, crash_folder_, current_;
    QStringList folders_;
    std::unique_ptr<Private> d_;
};

}  // namespace lora::ui
