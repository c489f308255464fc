// SPDX-License-Identifier: GPL-3.0-or-later
// The base models that lie on this computer already, looked for off the GUI thread when a page first asks.
#pragma once

#include <QtCore/QObject>
#include <QtCore/QString>

#include <vector>

#include "core/discovery/found_model.h"
#include "ui/services/async.h"

namespace lora::ui {

class ModelFinder : public QObject {
    Q_OBJECT
  public:
    explicit ModelFinder(std::vector<ModelPlace> places, QObject* parent = nullptr);
    ~ModelFinder() override;
    /// Looks, unless it has or is at it.
    void look();
    void look_again();
    bool is_looking() const { return looking_; }
    bool has_looked() const { return looked_; }
    /// As found by the last search: what can be used first.
    const std::vector<FoundModel>& models() const { return models_; }
    /// Null where the last search did not find this path.
    const FoundModel* find(const QString& path) const;

  Q_SIGNALS:
    /// A search began or ended.
    void changed();

  private:
    std::vector<ModelPlace> places_;
    std::vector<FoundModel> models_;
    bool looking_ = false, looked_ = false;
    CancelFlag cancel_;
};

}  // namespace lora::ui
