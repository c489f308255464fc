// SPDX-License-Identifier: GPL-3.0-or-later
// One undoable change of the next run's draft, so that every page's edits undo alike.
#pragma once

#include <QtGui/QUndoCommand>

#include <functional>

#include "ui/services/project_service.h"

namespace lora::ui {

class DraftCommand : public QUndoCommand {
  public:
    using Change = std::function<void(RunSpec&)>;
    /// Commands with the same `merge_id` that follow one another become one step of undo; -1 never merges.
    DraftCommand(ProjectService& projects, const QString& text, Change redo, Change undo, int merge_id = -1)
        : QUndoCommand(text),
          projects_(projects),
          redo_(std::move(redo)),
          undo_(std::move(undo)),
          id_(merge_id) {}

    void redo() override { projects_.edit(redo_); }
    void undo() override { projects_.edit(undo_); }
    int id() const override { return id_; }
    bool mergeWith(const QUndoCommand* other) override {
        redo_ = static_cast<const DraftCommand*>(other)->redo_;
        return true;
    }

  private:
    ProjectService& projects_;
    Change redo_, undo_;
    int id_;
};

/// Replaces one part of the draft, e.g. &RunSpec::adapter.
template <class Part>
DraftCommand* replace_part(ProjectService& projects, const QString& text, Part RunSpec::*part, Part after,
                           int merge_id = -1) {
    Part before = projects.draft().*part;
    return new DraftCommand(
        projects, text, [part, after](RunSpec& spec) { spec.*part = after; },
        [part, before](RunSpec& spec) { spec.*part = before; }, merge_id);
}

}  // namespace lora::ui
