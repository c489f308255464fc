// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/services/user_choices.h"

#include <QtCore/QFileInfo>
#include <QtCore/QUrl>
#include <QtGui/QDesktopServices>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QInputDialog>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QPushButton>

#include "core/base/files.h"
#include "ui/services/paths.h"

namespace lora::ui {
namespace {

/// Shows a file dialog without a loop of its own; `done` gets what was chosen, once.
void show(QFileDialog* dialog, std::function<void(QStringList)> done) {
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QDialog::finished, dialog, [dialog, done = std::move(done)](int result) {
        done(result == QDialog::Accepted ? dialog->selectedFiles() : QStringList());
    });
    dialog->open();
}

}  // namespace

void UserChoices::open_files(QWidget* parent, const QString& title, const QString& filter, bool many,
                             std::function<void(QStringList)> done) {
    auto* dialog = new QFileDialog(parent, title, {}, filter);
    dialog->setFileMode(many ? QFileDialog::ExistingFiles : QFileDialog::ExistingFile);
    show(dialog, std::move(done));
}

void UserChoices::choose_folder(QWidget* parent, const QString& title, const QString& start,
                                std::function<void(QString)> done) {
    auto* dialog = new QFileDialog(parent, title, start);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    show(dialog, [done = std::move(done)](const QStringList& chosen) { done(chosen.value(0)); });
}

void UserChoices::save_file(QWidget* parent, const QString& title, const QString& suggested, const QString& filter,
                            std::function<void(QString)> done) {
    auto* dialog = new QFileDialog(parent, title, suggested, filter);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QFileInfo(suggested).suffix());
    if (!suggested.isEmpty()) dialog->selectFile(suggested);
    show(dialog, [done = std::move(done)](const QStringList& chosen) { done(chosen.value(0)); });
}

void UserChoices::confirm(QWidget* parent, const QString& question, const QString& detail, const QString& verb,
                          std::function<void(bool)> done) {
    auto* box = new QMessageBox(QMessageBox::Question, QStringLiteral("LoRA Studio"), question, QMessageBox::Cancel, parent);
    box->setInformativeText(detail);
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton* yes = box->addButton(verb, QMessageBox::AcceptRole);
    box->setDefaultButton(QMessageBox::Cancel);
    QObject::connect(box, &QDialog::finished, box,
                     [box, yes, done = std::move(done)] { done(box->clickedButton() == yes); });
    box->open();
}

void UserChoices::ask_text(QWidget* parent, const QString& title, const QString& label, const QString& initial,
                           std::function<void(QString)> done) {
    auto* dialog = new QInputDialog(parent);
    dialog->setWindowTitle(title);
    dialog->setLabelText(label);
    dialog->setTextValue(initial);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QDialog::finished, dialog, [dialog, done = std::move(done)](int result) {
        done(result == QDialog::Accepted ? dialog->textValue() : QString());
    });
    dialog->open();
}

void UserChoices::reveal(const QString& path) {
    const QFileInfo info(path);
    QDesktopServices::openUrl(QUrl::fromLocalFile(info.isDir() ? path : info.absolutePath()));
}

Status write_user_file(const QString& path, const QByteArray& bytes) {
    return write_file_atomic(to_path(path), {bytes.constData(), static_cast<size_t>(bytes.size())});
}

}  // namespace lora::ui
