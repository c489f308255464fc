// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/prompt_bar.h"

#include "ui/services/services.h"
#include "ui/widgets/number_field.h"

namespace lora::ui {

PromptBar::PromptBar(Services& services, QWidget* parent) : QFrame(parent), services_(services) {
    setObjectName(QStringLiteral("prompt_bar"));
    prompt_ = new QPlainTextEdit(this);
    prompt_->setObjectName(QStringLiteral("prompt"));
    prompt_->setAccessibleName(tr("Prompt"));
    prompt_->setPlaceholderText(tr("Ask all panes the same. Ctrl+Enter sends."));
    prompt_->setToolTip(tr("Every pane gets this prompt with the same seed. Ctrl+Enter sends."));
    prompt_->setTabChangesFocus(true);
    prompt_->setFixedHeight(64);
    prompt_->setFrameShape(QFrame::NoFrame);
    prompt_->installEventFilter(this);
    send_ = new QPushButton(this);
    send_->setObjectName(QStringLiteral("send_prompt"));
    auto* options = make_options();

    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(prompt_, 1);
    row->addWidget(send_, 0, Qt::AlignBottom);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 8, 12, 8);
    column->setSpacing(4);
    column->addLayout(row);
    column->addWidget(options);
    connect(send_, &QPushButton::clicked, this, [this] {
        if (busy_)
            Q_EMIT stop();
        else
            Q_EMIT send();
    });
    connect(prompt_, &QPlainTextEdit::textChanged, this, &PromptBar::update_button);
    connect(prompt_, &QPlainTextEdit::textChanged, this, &PromptBar::prompt_changed);
    connect(&Theme::instance(), &Theme::changed, this, &PromptBar::restyle);
    QWidget* before = prompt_;
    for (QWidget* next : std::initializer_list<QWidget*>{send_, system_, temperature_, top_p_, length_, seed_}) {
        setTabOrder(before, next);
        before = next;
    }
    restyle();
    update_button();
}

QWidget* PromptBar::make_options() {
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    const auto add = [&](const QString& label, QWidget* editor, const QString& id, const QString& tip,
                         int stretch = 0) {
        auto* name = new QLabel(label, bar);
        name->setToolTip(tip);
        name->setBuddy(editor);
        editor->setObjectName(id);
        editor->setAccessibleName(label);
        editor->setToolTip(tip);
        row->addWidget(name);
        row->addWidget(editor, stretch);
    };
    const auto decimal = [&](double max, double step) {
        auto* out = new NumberBox(bar);
        out->setRange(0, max);
        out->setSingleStep(step);
        out->setDecimals(2);
        return out;
    };
    system_ = new QLineEdit(bar);
    system_->setPlaceholderText(tr("none"));
    temperature_ = decimal(2, 0.1);
    top_p_ = decimal(1, 0.05);
    length_ = new QSpinBox(bar);
    length_->setRange(1, 8192);
    seed_ = new QLineEdit(bar);
    seed_->setFixedWidth(88);
    seed_->setValidator(
        new QRegularExpressionValidator(QRegularExpression(QStringLiteral("[0-9]{1,18}")), seed_));
    add(tr("System"), system_, QStringLiteral("system_prompt"),
        tr("Told to the model before the prompt. Default: none."), 1);
    add(tr("Temperature"), temperature_, QStringLiteral("temperature"),
        tr("How freely words are drawn. Default 0.7. 0 always takes the likeliest."));
    add(tr("Top-p"), top_p_, QStringLiteral("top_p"),
        tr("Draws only from the likeliest words that make up this share. Default 0.95; 1 allows all."));
    add(tr("Tokens"), length_, QStringLiteral("max_new_tokens"), tr("Longest answer. Default 128."));
    add(tr("Seed"), seed_, QStringLiteral("sampling_seed"),
        tr("The same seed draws the same answer. Default 42."));
    const auto value = [this](const char* key, const QVariant& fallback) {
        return services_.settings.value(QStringLiteral("compare/") + QLatin1String(key), fallback);
    };
    const Sampling defaults;
    temperature_->setValue(value("temperature", defaults.temperature).toDouble());
    top_p_->setValue(value("top_p", defaults.top_p).toDouble());
    length_->setValue(value("max_new_tokens", defaults.max_new_tokens).toInt());
    seed_->setText(value("seed", QString::number(defaults.seed)).toString());
    connect(temperature_, &QDoubleSpinBox::valueChanged, this, &PromptBar::remember);
    connect(top_p_, &QDoubleSpinBox::valueChanged, this, &PromptBar::remember);
    connect(length_, &QSpinBox::valueChanged, this, &PromptBar::remember);
    connect(seed_, &QLineEdit::textChanged, this, &PromptBar::remember);
    return bar;
}

void PromptBar::remember() {
    const auto keep = [this](const char* key, const QVariant& value) {
        services_.settings.set_value(QStringLiteral("compare/") + QLatin1String(key), value);
    };
    keep("temperature", temperature_->value());
    keep("top_p", top_p_->value());
    keep("max_new_tokens", length_->value());
    keep("seed", seed_->text());
}

void PromptBar::restyle() {
    const auto& theme = Theme::instance();
    setStyleSheet(QStringLiteral("QFrame#prompt_bar{background:%1;border:1px solid %2;border-radius:6px;}"
                                 "QPlainTextEdit#prompt{background:transparent;border:none;}")
                      .arg(theme.colour(Role::surface_raised).name(), theme.colour(Role::line).name()));
    send_->setIcon(theme.icon(busy_ ? QStringLiteral("stop") : QStringLiteral("send")));
}

void PromptBar::update_button() {
    send_->setText(busy_ ? tr("Stop") : tr("Send"));
    send_->setAccessibleName(busy_ ? tr("Stop the answers") : tr("Send the prompt to every pane"));
    send_->setEnabled(busy_ || (can_send_ && !prompt().isEmpty()));
    send_->setIcon(Theme::instance().icon(busy_ ? QStringLiteral("stop") : QStringLiteral("send")));
}

bool PromptBar::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (enter && key->modifiers() & Qt::ControlModifier) {
            if (!busy_ && send_->isEnabled()) Q_EMIT send();
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

QString PromptBar::prompt() const {
    return prompt_->toPlainText().trimmed();
}
QString PromptBar::system() const {
    return system_->text().trimmed();
}

Sampling PromptBar::sampling() const {
    return {temperature_->value(), top_p_->value(), length_->value(), seed_->text().toULongLong()};
}

void PromptBar::set_question(const Comparison& question) {
    prompt_->setPlainText(question.prompt);
    system_->setText(question.system);
    temperature_->setValue(question.sampling.temperature);
    top_p_->setValue(question.sampling.top_p);
    length_->setValue(question.sampling.max_new_tokens);
    set_seed(question.sampling.seed);
}

void PromptBar::set_seed(uint64_t seed) {
    seed_->setText(QString::number(seed));
}

void PromptBar::set_busy(bool busy) {
    busy_ = busy;
    update_button();
}

void PromptBar::set_can_send(bool can, const QString& why_not) {
    can_send_ = can;
    send_->setToolTip(can ? tr("Sends the prompt to every pane (Ctrl+Enter)") : why_not);
    update_button();
}

}  // namespace lora::ui
