// SPDX-License-Identifier: Apache-2.0
// One page with real services over a throw-away folder, and answers to its file dialogs given in advance.
#pragma once

#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QApplication>

#include "ui/services/services.h"
#include "ui/shell/page.h"
#include "ui/shell/theme.h"

namespace lora::test {

/// Answers file dialogs with what the test prepared, in the next turn of the event loop as a real dialog
/// would.
class PreparedChoices : public ui::UserChoices {
  public:
    QStringList files;
    QString folder, text;
    bool agrees = true;
    void open_files(QWidget*, const QString&, const QString&, bool,
                    std::function<void(QStringList)> done) override {
        QMetaObject::invokeMethod(
            qApp, [done, answer = files] { done(answer); }, Qt::QueuedConnection);
    }
    void choose_folder(QWidget*, const QString&, const QString&, std::function<void(QString)> done) override {
        QMetaObject::invokeMethod(
            qApp, [done, answer = folder] { done(answer); }, Qt::QueuedConnection);
    }
    void ask_text(QWidget*, const QString&, const QString&, const QString&,
                  std::function<void(QString)> done) override {
        QMetaObject::invokeMethod(
            qApp, [done, answer = text] { done(answer); }, Qt::QueuedConnection);
    }
    void confirm(QWidget*, const QString&, const QString&, const QString&,
                 std::function<void(bool)> done) override {
        QMetaObject::invokeMethod(
            qApp, [done, answer = agrees] { done(answer); }, Qt::QueuedConnection);
    }
};

class PageFixture {
  public:
    explicit PageFixture(bool with_project = true) {
        ui::Theme::instance().apply(ui::ThemeChoice::light);
        ui::ServicePaths paths;
        paths.database = folder.filePath(QStringLiteral("index.sqlite"));
        paths.projects_folder = folder.path();
        paths.worker_program = QStringLiteral(LORA_BINARY_DIR "/lora-worker");
        paths.default_base = QStringLiteral(LORA_DEFAULT_BASE);
        paths.settings_file = folder.filePath(QStringLiteral("settings.ini"));
        paths.crash_folder = folder.filePath(QStringLiteral("logs"));
        paths.licences = folder.filePath(QStringLiteral("licences"));
        services = std::make_unique<ui::Services>(paths);
        services->choices = std::make_unique<PreparedChoices>();
        if (with_project) {
            const auto made =
                services->projects.create(folder.filePath(QStringLiteral("project")), QStringLiteral("Test"));
            if (!made) qFatal("%s", made.error().text().c_str());
        }
    }
    PreparedChoices& choices() { return static_cast<PreparedChoices&>(*services->choices); }

    /// Chooses the base model that comes with the program and waits until it is open.
    bool choose_base() {
        services->projects.edit([](RunSpec& draft) { draft.base.path = LORA_DEFAULT_BASE; });
        return QTest::qWaitFor([this] { return services->base.state() == ui::BaseService::State::ready; },
                               60000);
    }
    QString write(const QString& name, const QByteArray& bytes) const {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) return {};
        return file.fileName();
    }

    QTemporaryDir folder;
    std::unique_ptr<ui::Services> services;
};

/// The control that a screen reader calls by this name; null if there is none.
template <class Control>
Control* find_control(QWidget* inside, const QString& accessible_name) {
    for (Control* control : inside->findChildren<Control*>())
        if (control->accessibleName() == accessible_name) return control;
    return nullptr;
}

inline void click(QAbstractButton* button) {
    QTest::mouseClick(button, Qt::LeftButton);
}

/// What the tab key reaches and a screen reader could not name, one a line.
inline QString controls_without_name(QWidget* page) {
    QStringList nameless;
    for (QWidget* control : page->findChildren<QWidget*>()) {
        const bool inner = control->objectName().startsWith(QStringLiteral("qt_"));
        if (!(control->focusPolicy() & Qt::TabFocus) || inner || !control->isVisibleTo(page)) continue;
        if (!control->accessibleName().isEmpty()) continue;
        if (auto* button = qobject_cast<QAbstractButton*>(control); button && !button->text().isEmpty())
            continue;
        nameless << QString::fromLatin1(control->metaObject()->className()) + QLatin1Char(' ') +
                        control->objectName();
    }
    return nameless.join(QLatin1Char('\n'));
}

}  // namespace lora::test
