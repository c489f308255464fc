// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/train/training_settings.h"

#include <algorithm>
#include <cmath>

#include "ui/models/run_words.h"
#include "ui/services/services.h"
#include "ui/widgets/number_field.h"

namespace lora::ui {
namespace {

/// A wheel over a field that scrolls past must not change it.
class WheelGuard : public QObject {
  public:
    using QObject::QObject;
    bool eventFilter(QObject* watched, QEvent* event) override {
        auto* widget = qobject_cast<QWidget*>(watched);
        if (event->type() != QEvent::Wheel || !widget || widget->hasFocus()) return false;
        event->ignore();
        return true;
    }
};

}  // namespace

TrainingSettings::TrainingSettings(Services& services, QWidget* parent)
    : QWidget(parent), services_(services) {
    setObjectName(QStringLiteral("training_settings"));
    setAccessibleName(tr("Settings of the next run"));
    setMinimumWidth(272);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 0, 0, 0);
    column->setSpacing(8);

    auto* head = new QHBoxLayout;
    auto* title = new QLabel(tr("Next run"), this);
    title->setFont(Theme::instance().heading_font());
    auto* advanced = new QCheckBox(tr("Advanced"), this);
    advanced->setObjectName(QStringLiteral("advanced_switch"));
    advanced->setAccessibleName(tr("Show advanced settings"));
    advanced->setToolTip(tr("Shows every setting. The defaults of the hidden ones are good for most runs."));
    advanced_ = advanced;
    auto* defaults = new QToolButton(this);
    defaults->setObjectName(QStringLiteral("restore_defaults"));
    defaults->setAccessibleName(tr("Restore the defaults"));
    defaults->setToolTip(tr("Sets every field back to its default"));
    defaults->setIcon(Theme::instance().icon(QStringLiteral("undo")));
    defaults->setAutoRaise(true);
    head->addWidget(title, 1);
    head->addWidget(advanced_);
    head->addWidget(defaults);
    column->addLayout(head);

    auto* area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setAccessibleName(tr("Training settings"));
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* content = new QWidget(area);
    auto* content_column = new QVBoxLayout(content);
    content_column->setContentsMargins(0, 0, 0, 0);
    form_ = new QFormLayout;
    content_column->addLayout(form_);
    content_column->addStretch(1);
    form_->setContentsMargins(0, 0, 12, 0);
    form_->setVerticalSpacing(4);
    // Every name above its field: in one language or another some would not fit beside it.
    form_->setRowWrapPolicy(QFormLayout::WrapAllRows);
    form_->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form_->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    area->setWidget(content);
    column->addWidget(area, 1);
    summary_ = new QLabel(this);
    summary_->setWordWrap(true);
    summary_->setObjectName(QStringLiteral("settings_summary"));
    column->addWidget(summary_);

    add_basic();
    add_advanced();
    connect(advanced_, &QAbstractButton::toggled, this, [this](bool on) {
        services_.settings.set_advanced_training(on);
        show_advanced(on);
    });
    connect(defaults, &QToolButton::clicked, this, [this] {
        apply([](RunSpec& spec) {
            const auto prompts = spec.training.sample_prompts;
            const DataSpec fresh;
            spec.training = TrainingSpec{};
            spec.training.sample_prompts = prompts;
            spec.data.eval_fraction = fresh.eval_fraction;
            spec.data.max_seq_length = fresh.max_seq_length;
            spec.data.packing = fresh.packing;
            spec.data.shuffle = fresh.shuffle;
        });
        load();
    });
    connect(&services_.projects, &ProjectService::draft_changed, this, &TrainingSettings::load);
    connect(&services_.projects, &ProjectService::opened, this, &TrainingSettings::load);
    advanced_->setChecked(services_.settings.advanced_training());
    show_advanced(advanced_->isChecked());
    load();
}

bool TrainingSettings::shows_advanced() const {
    return advanced_->isChecked();
}

void TrainingSettings::apply(const Change& change) {
    if (loading_ || !services_.projects.is_open()) return;
    services_.projects.edit(change);
}

void TrainingSettings::load() {
    const QScopedValueRollback guard(loading_, true);
    const RunSpec& spec = services_.projects.draft();
    for (const auto& field : fields_)
        field.load(spec);
    setEnabled(services_.projects.is_open());
    const auto& t = spec.training;
    summary_->setText((spec.data.packing ? tr("One step learns from %1 examples, packed into sequences of up to %2 tokens.")
                                         : tr("One step learns from %1 examples of up to %2 tokens."))
                          .arg(t.per_device_batch_size * t.gradient_accumulation_steps)
                          .arg(count_text(spec.data.max_seq_length)));
}

void TrainingSettings::show_advanced(bool on) {
    for (const auto& field : fields_) {
        if (!field.advanced) continue;
        if (field.label) field.label->setVisible(on);
        field.editor->setVisible(on);
    }
}

void TrainingSettings::add_field(const QString& id, const QString& label, const QString& explanation,
                                 bool advanced, QWidget* editor, std::function<void(const RunSpec&)> load) {
    editor->setObjectName(id);
    editor->setAccessibleName(label);
    editor->setToolTip(explanation);
    editor->setAccessibleDescription(explanation);
    editor->setMinimumWidth(96);
    editor->setFocusPolicy(Qt::StrongFocus);
    editor->installEventFilter(new WheelGuard(editor));
    QLabel* name = nullptr;
    if (qobject_cast<QCheckBox*>(editor)) {
        form_->addRow(editor);
    } else {
        name = new QLabel(label, editor->parentWidget());
        name->setContentsMargins(0, 4, 0, 0);
        name->setToolTip(explanation);
        name->setBuddy(editor);
        form_->addRow(name, editor);
    }
    fields_.push_back({name, editor, advanced, std::move(load)});
}

void TrainingSettings::add_number(const QString& id, const QString& label, const QString& explanation,
                                  bool advanced, double min, double max,
                                  std::function<double&(RunSpec&)> field) {
    auto* edit = new QLineEdit(this);
    edit->setValidator(new NumberValidator(min, max, edit));
    add_field(id, label, explanation, advanced, edit, [edit, field](const RunSpec& spec) {
        RunSpec copy = spec;
        const double value = field(copy);
        if (as_plain_number(edit->text()).toDouble() != value || edit->text().isEmpty()) edit->setText(plain_words(value));
    });
    connect(edit, &QLineEdit::editingFinished, this, [this, edit, field] {
        bool ok = false;
        const double value = as_plain_number(edit->text()).toDouble(&ok);
        RunSpec copy = services_.projects.draft();
        if (ok && field(copy) != value) apply([&](RunSpec& spec) { field(spec) = value; });
    });
}

void TrainingSettings::add_integer(const QString& id, const QString& label, const QString& explanation,
                                   bool advanced, int min, int max, const QString& word_for_zero,
                                   std::function<int&(RunSpec&)> field) {
    auto* spin = new QSpinBox(this);
    spin->setRange(min, max);
    spin->setSpecialValueText(word_for_zero);
    spin->setGroupSeparatorShown(true);
    spin->setKeyboardTracking(false);
    const int word_width = spin->fontMetrics().horizontalAdvance(word_for_zero) + 56;  // and the arrows beside it
    add_field(id, label, explanation, advanced, spin, [spin, field](const RunSpec& spec) {
        RunSpec copy = spec;
        spin->setValue(field(copy));
    });
    spin->setMinimumWidth(std::max(spin->minimumWidth(), word_width));
    connect(spin, &QSpinBox::valueChanged, this,
            [this, field](int value) { apply([&](RunSpec& spec) { field(spec) = value; }); });
}

void TrainingSettings::add_switch(const QString& id, const QString& label, const QString& explanation,
                                  bool advanced, std::function<bool&(RunSpec&)> field) {
    auto* box = new QCheckBox(label, this);
    add_field(id, label, explanation, advanced, box, [box, field](const RunSpec& spec) {
        RunSpec copy = spec;
        box->setChecked(field(copy));
    });
    connect(box, &QCheckBox::toggled, this,
            [this, field](bool on) { apply([&](RunSpec& spec) { field(spec) = on; }); });
}

void TrainingSettings::add_choice(const QString& id, const QString& label, const QString& explanation,
                                  bool advanced, const std::vector<std::pair<QString, QString>>& choices,
                                  std::function<std::string&(RunSpec&)> field) {
    auto* box = new QComboBox(this);
    for (const auto& [value, text] : choices)
        box->addItem(text, value);
    add_field(id, label, explanation, advanced, box, [box, field](const RunSpec& spec) {
        RunSpec copy = spec;
        box->setCurrentIndex(std::max(0, box->findData(QString::fromStdString(field(copy)))));
    });
    connect(box, &QComboBox::currentIndexChanged, this, [this, box, field](int index) {
        const std::string value = box->itemData(index).toString().toStdString();
        apply([&](RunSpec& spec) { field(spec) = value; });
    });
}

}  // namespace lora::ui
