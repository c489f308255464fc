// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/export/export_page.h"

#include <algorithm>

#include "ui/models/run_words.h"
#include "ui/models/words.h"
#include "ui/services/localized.h"
#include "ui/services/services.h"

namespace lora::ui {
namespace {

QString text_of(const Json& json, const char* key) {
    const auto it = json.find(key);
    return it != json.end() && it->is_string() ? QString::fromStdString(it->get<std::string>()) : QString();
}

double number_of(const Json& json, const char* key, double fallback) {
    const auto it = json.find(key);
    return it != json.end() && it->is_number() ? it->get<double>() : fallback;
}

/// What the worker calls a part of the export, in words.
QString export_phase_words(const QString& phase) {
    if (phase == QLatin1String("loading")) return ExportPage::tr("Loading the base model");
    if (phase == QLatin1String("reading")) return ExportPage::tr("Reading the adapter");
    if (phase == QLatin1String("writing")) return ExportPage::tr("Writing the files");
    if (phase == QLatin1String("verifying")) return ExportPage::tr("Reading back and comparing");
    return ExportPage::tr("Exporting");
}

}  // namespace

Page* make_export_page(Services& services, QWidget* parent) {
    return new ExportPage(services, parent);
}

ExportPage::ExportPage(Services& services, QWidget* parent)
    //: name of a page, a step of the job
    : Page(QStringLiteral("export"), tr("Export"), QStringLiteral("export"), services, parent) {
    const auto make = [this](const QString& id, const QString& icon, const QString& text,
                             const QString& tip) {
        auto* action = new QAction(Theme::instance().icon(icon), text, this);
        action->setObjectName(id);
        action->setToolTip(tip);
        connect(&Theme::instance(), &Theme::changed, action,
                [action, icon] { action->setIcon(Theme::instance().icon(icon)); });
        return action;
    };
    export_ = make(QStringLiteral("export_adapter"), QStringLiteral("export"), tr("Export adapter"),
                   tr("Writes the adapter to the folder, reads it back and compares what it answers"));
    open_folder_ = make(QStringLiteral("open_folder"), QStringLiteral("folder"), tr("Open folder"),
                        tr("Shows the exported files in the file manager"));
    cancel_ =
        make(QStringLiteral("cancel_export"), QStringLiteral("close"), tr("Cancel"), tr("Stops the export"));
    go_ = new QAction(tr("Train one"), this);
    connect(go_, &QAction::triggered, this, [this] { Q_EMIT navigate(QStringLiteral("train")); });
    connect(export_, &QAction::triggered, this, &ExportPage::run_export);
    connect(open_folder_, &QAction::triggered, this,
            [this] { this->services().choices->reveal(exported_to_); });
    connect(cancel_, &QAction::triggered, this, [this] {
        if (request_ != 0) this->services().session.cancel(request_);
    });
    make_form();
    make_result();
    set_primary_action(export_);
    set_secondary_actions({open_folder_, cancel_});
    connect(&services.runs, &RunService::list_changed, this, &ExportPage::refresh_adapters);
    connect(&services.runs, &RunService::current_changed, this, &ExportPage::refresh_adapters);
    connect(&services.runs, &RunService::current_view_changed, this, &ExportPage::refresh_adapters);
    connect(&services.projects, &ProjectService::opened, this, [this] {
        exported_to_.clear();
        error_.clear();
        target_is_own_ = adapter_is_own_ = false;
        result_area_->hide();
        refresh_adapters();
    });
    refresh_adapters();
}

void ExportPage::make_form() {
    auto* column = new QVBoxLayout(body());
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(16);
    auto* form = new QFormLayout;
    form->setVerticalSpacing(12);
    form->setHorizontalSpacing(16);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    const auto add = [&](const QString& name, QWidget* editor, QLayout* layout, const QString& id,
                         const QString& tip) {
        auto* label = new QLabel(name, body());
        label->setBuddy(editor);
        label->setToolTip(tip);
        editor->setObjectName(id);
        editor->setAccessibleName(name);
        editor->setToolTip(tip);
        if (layout)
            form->addRow(label, layout);
        else
            form->addRow(label, editor);
    };
    adapter_ = new QComboBox(body());
    add(tr("Adapter"), adapter_, nullptr, QStringLiteral("export_adapter_choice"),
        tr("The result of a run, or one of its checkpoints"));
    format_ = new QComboBox(body());
    format_->addItem(tr("PEFT (safetensors): loads in transformers and PEFT"), QStringLiteral("peft"));
    add(tr("Format"), format_, nullptr, QStringLiteral("export_format"),
        tr("What other tools read. Default: PEFT."));
    target_ = new QLineEdit(body());
    auto* browse = new QPushButton(tr("Choose…"), body());
    browse->setObjectName(QStringLiteral("choose_target"));
    browse->setAccessibleName(tr("Choose the target folder"));
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(target_, 1);
    row->addWidget(browse);
    add(tr("Folder"), target_, row, QStringLiteral("export_target"),
        tr("A new folder for the adapter. Default: exports/ within the project."));
    column->addLayout(form);
    connect(adapter_, &QComboBox::currentIndexChanged, this, [this] {
        suggest_target();
        update_state();
    });
    connect(adapter_, &QComboBox::activated, this, [this] { adapter_is_own_ = true; });
    connect(target_, &QLineEdit::textEdited, this, [this] {
        target_is_own_ = !target_->text().isEmpty();
        update_state();
    });
    connect(browse, &QPushButton::clicked, this, [this] {
        services().choices->choose_folder(
            this, tr("Choose the target folder"), services().projects.folder(),
            [this](const QString& folder) {
                if (folder.isEmpty()) return;
                const QString name = QFileInfo(chosen().run_path).fileName();
                target_->setText(QDir(folder).isEmpty() ? folder : folder + u'/' + name);
                target_is_own_ = true;
                update_state();
            });
    });

    progress_area_ = new QWidget(body());
    auto* progress_column = new QVBoxLayout(progress_area_);
    progress_column->setContentsMargins(0, 0, 0, 0);
    phase_ = new QLabel(progress_area_);
    phase_->setObjectName(QStringLiteral("export_phase"));
    progress_ = new QProgressBar(progress_area_);
    progress_->setObjectName(QStringLiteral("export_progress"));
    progress_->setAccessibleName(tr("Progress of the export"));
    progress_->setTextVisible(false);
    progress_column->addWidget(phase_);
    progress_column->addWidget(progress_);
    column->addWidget(progress_area_);
    progress_area_->hide();
}

void ExportPage::make_result() {
    result_area_ = new QWidget(body());
    auto* column = new QVBoxLayout(result_area_);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    verdict_ = new QLabel(result_area_);
    verdict_->setObjectName(QStringLiteral("export_verdict"));
    verdict_->setFont(Theme::instance().heading_font());
    verdict_->setWordWrap(true);
    column->addWidget(verdict_);
    files_ = new QTableWidget(0, 3, result_area_);
    files_->setObjectName(QStringLiteral("export_files"));
    files_->setAccessibleName(tr("Files written"));
    files_->setHorizontalHeaderLabels({tr("File"), tr("Size"), tr("SHA-256")});
    files_->horizontalHeader()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    files_->horizontalHeader()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    files_->horizontalHeader()->setStretchLastSection(true);
    for (int i = 0; i < 3; ++i)
        files_->horizontalHeaderItem(i)->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    files_->verticalHeader()->hide();
    files_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    files_->setTabKeyNavigation(false);
    files_->setShowGrid(false);
    files_->setMaximumHeight(180);
    column->addWidget(files_);
    auto* head = new QHBoxLayout;
    head->addWidget(new QLabel(tr("Load it in Python"), result_area_), 1);
    auto* copy = new QPushButton(tr("Copy"), result_area_);
    copy->setObjectName(QStringLiteral("copy_snippet"));
    copy->setAccessibleName(tr("Copy the Python lines"));
    connect(copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(snippet_->toPlainText()); });
    head->addWidget(copy);
    column->addLayout(head);
    snippet_ = new QPlainTextEdit(result_area_);
    snippet_->setObjectName(QStringLiteral("load_snippet"));
    snippet_->setAccessibleName(tr("How to load it in PEFT"));
    snippet_->setReadOnly(true);
    snippet_->setTabChangesFocus(true);
    snippet_->setFont(Theme::instance().monospace_font());
    snippet_->setLineWrapMode(QPlainTextEdit::NoWrap);
    snippet_->setMinimumHeight(120);
    column->addWidget(snippet_, 1);
    static_cast<QVBoxLayout*>(body()->layout())->addWidget(result_area_, 1);
    static_cast<QVBoxLayout*>(body()->layout())->addStretch(0);
    body()->layout()->setAlignment(Qt::AlignTop);
    result_area_->hide();
}

void ExportPage::shown() {
    refresh_adapters();
}

Variant ExportPage::chosen() const {
    const int index = adapter_->currentIndex();
    return index < 0 || static_cast<size_t>(index) >= adapters_.size()
               ? Variant{}
               : adapters_[static_cast<size_t>(index)];
}

void ExportPage::refresh_adapters() {
    if (request_ != 0) return;
    auto variants = all_variants(services().runs);
    std::erase_if(variants, [](const Variant& variant) { return variant.is_base(); });
    const bool same =
        std::equal(variants.begin(), variants.end(), adapters_.begin(), adapters_.end(),
                   [](const Variant& a, const Variant& b) { return a.id == b.id && a.name == b.name; });
    if (!same || variants.empty()) {
        const QString before = chosen().id, current = services().runs.current();
        const QSignalBlocker blocker(adapter_);
        adapters_ = std::move(variants);
        adapter_->clear();
        for (const auto& variant : adapters_)
            adapter_->addItem(variant.name, variant.id);
        // Until something was chosen: what the current run has brought so far.
        int index = adapter_is_own_ ? adapter_->findData(before) : -1;
        for (size_t i = 0; index < 0 && i < adapters_.size(); ++i)
            if (adapters_[i].run_path == current) index = static_cast<int>(i);
        adapter_->setCurrentIndex(std::max(index, adapters_.empty() ? -1 : 0));
        suggest_target();
    }
    update_state();
}

void ExportPage::suggest_target() {
    if (target_is_own_ || adapters_.empty()) return;
    const QString stem = services().projects.folder() + QStringLiteral("/exports/") +
                         QFileInfo(chosen().run_path).fileName() + QStringLiteral("-peft");
    QString path = stem;
    for (int i = 2; QFileInfo::exists(path); ++i)
        path = stem + QStringLiteral("-%1").arg(i);
    target_->setText(path);
}

void ExportPage::update_state() {
    const bool busy = request_ != 0;
    const bool has_base = services().projects.is_open() && services().projects.has_base();
    export_->setEnabled(has_base && !busy && !adapters_.empty() && !target_->text().trimmed().isEmpty());
    open_folder_->setEnabled(!exported_to_.isEmpty());
    cancel_->setVisible(busy);
    for (QWidget* editor : std::initializer_list<QWidget*>{adapter_, format_, target_})
        editor->setEnabled(!busy);
    progress_area_->setVisible(busy);
    set_step_state(!exported_to_.isEmpty() ? StepState::done : StepState::not_yet);
    if (!error_.isEmpty())
        set_banner(BannerKind::bad, error_);
    else if (adapters_.empty())
        set_banner(BannerKind::info, tr("This project has no adapter yet."), go_);
    else
        set_banner(BannerKind::info, {});
    set_truth(busy                      ? tr("Exporting %1").arg(chosen().name)
              : !exported_to_.isEmpty() ? tr("Exported to %1").arg(QDir::toNativeSeparators(exported_to_))
              : adapters_.empty()       ? tr("Nothing to export until a run has written an adapter")
                                        : tr("Ready to export %1").arg(chosen().name));
}

void ExportPage::run_export() {
    const Variant variant = chosen();
    if (request_ != 0 || variant.is_base()) return;
    error_.clear();
    exported_to_.clear();
    result_area_->hide();
    phase_->setText(tr("Opening the base model"));
    progress_->setRange(0, 0);
    const auto& spec = services().runs.watch(variant.run_path)->view().spec;
    const std::string base = spec.base.path.empty() ? services().projects.draft().base.path : spec.base.path;
    Json request{{"type", "export"},
                 {"base", base},
                 {"adapter", variant.adapter_path.toStdString()},
                 {"format", format_->currentData().toString().toStdString()},
                 {"out", target_->text().trimmed().toStdString()}};
    request_ = services().session.send(std::move(request), this,
                                       {[this](const Json& message) { show_progress(message); },
                                        [this](const Json& message) {
                                            request_ = 0;
                                            show_result(message);
                                        },
                                        [this](const Error& error) {
                                            request_ = 0;
                                            error_ = localized(error);
                                            update_state();
                                        }});
    update_state();
}

void ExportPage::show_progress(const Json& message) {
    if (text_of(message, "type") != QLatin1String("progress")) return;
    const double done = number_of(message, "done", 0), total = number_of(message, "total", 0);
    const QString phase = text_of(message, "phase");
    phase_->setText(export_phase_words(phase));
    progress_->setRange(0, total > 0 ? 1000 : 0);
    if (total > 0) progress_->setValue(static_cast<int>(1000 * done / total));
}

void ExportPage::show_result(const Json& message) {
    const auto verified = message.find("verified");
    if (verified == message.end() || !verified->is_boolean() || !verified->get<bool>()) {
        error_ = tr("The export could not be verified, so do not use it");
        return update_state();
    }
    exported_to_ = text_of(message, "out");
    if (exported_to_.isEmpty()) exported_to_ = target_->text().trimmed();
    verdict_->setText(tr("Verified: read back from disk, its logits differ by %1 at most")
                          .arg(decimal_words(number_of(message, "max_abs_difference", 0), 'g', 2)));
    files_->setRowCount(0);
    if (const auto files = message.find("files"); files != message.end() && files->is_array())
        for (const auto& file : *files) {
            const int row = files_->rowCount();
            files_->insertRow(row);
            const QString sha = text_of(file, "sha256");
            files_->setItem(row, 0, new QTableWidgetItem(text_of(file, "name")));
            files_->setItem(row, 1, new QTableWidgetItem(size_text(number_of(file, "size_bytes", 0))));
            auto* hash = new QTableWidgetItem(sha);
            hash->setFont(Theme::instance().monospace_font());
            hash->setToolTip(sha);
            files_->setItem(row, 2, hash);
        }
    snippet_->setPlainText(snippet());
    result_area_->show();
    target_is_own_ = false;
    suggest_target();
    update_state();
}

QString ExportPage::snippet() const {
    const QString base = QString::fromStdString(services().projects.draft().base.path);
    const QFileInfo info(base);
    const QString load =
        info.isDir()
            ? QStringLiteral("base = AutoModelForCausalLM.from_pretrained(r\"%1\")\n").arg(base)
            : QStringLiteral("base = AutoModelForCausalLM.from_pretrained(r\"%1\", gguf_file=\"%2\")\n")
                  .arg(info.path(), info.fileName());
    return QStringLiteral("from transformers import AutoModelForCausalLM\nfrom peft import PeftModel\n\n") +
           load + QStringLiteral("model = PeftModel.from_pretrained(base, r\"%1\")\n").arg(exported_to_);
}

}  // namespace lora::ui
