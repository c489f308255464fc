// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/answer_pane.h"

#include <algorithm>

#include "ui/models/run_words.h"
#include "ui/models/words.h"

namespace lora::ui {
namespace {

/// Shortens the chosen name with an ellipsis; the whole is under the cursor.
class VariantBox : public QComboBox {
  public:
    using QComboBox::QComboBox;

  protected:
    void initStyleOption(QStyleOptionComboBox* option) const override {
        QComboBox::initStyleOption(option);
        const QRect room =
            style()->subControlRect(QStyle::CC_ComboBox, option, QStyle::SC_ComboBoxEditField, this);
        option->currentText =
            fontMetrics().elidedText(option->currentText, Qt::ElideMiddle, room.width() - 2);
    }
};

}  // namespace

AnswerPane::AnswerPane(int number, QWidget* parent) : QFrame(parent) {
    setObjectName(QStringLiteral("answer_pane_%1").arg(number));
    setAccessibleName(tr("Answer %1").arg(number));
    setMinimumWidth(256);
    choice_ = new VariantBox(this);
    choice_->setObjectName(QStringLiteral("variant_%1").arg(number));
    choice_->setAccessibleName(tr("Who answers in pane %1").arg(number));
    choice_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    choice_->setMinimumContentsLength(10);
    const auto button = [&](const QString& id, const QString& name, const QString& tip) {
        auto* out = new QToolButton(this);
        out->setObjectName(id + QStringLiteral("_%1").arg(number));
        out->setAccessibleName(name);
        out->setToolTip(tip);
        out->setAutoRaise(true);
        out->setFocusPolicy(Qt::StrongFocus);
        return out;
    };
    fingerprint_ =
        button(QStringLiteral("fingerprint"), tr("Fingerprint of the weights"), tr("No answer yet"));
    fingerprint_->setVisible(false);
    copy_ = button(QStringLiteral("copy_answer"), tr("Copy the answer"), tr("Copies the answer"));
    remove_ = button(QStringLiteral("remove_pane"), tr("Remove this pane"), tr("Removes this pane"));
    rate_ = new QLabel(this);
    rate_->setObjectName(QStringLiteral("rate_%1").arg(number));
    rate_->setAccessibleName(tr("Tokens per second"));
    note_ = new QLabel(this);
    note_->setObjectName(QStringLiteral("note_%1").arg(number));
    note_->setWordWrap(true);
    note_->setVisible(false);
    note_->setContentsMargins(12, 0, 12, 8);
    view_ = new AnswerView(this);
    view_->setObjectName(QStringLiteral("answer_%1").arg(number));
    view_->setAccessibleName(tr("Text of answer %1").arg(number));
    view_->setPlaceholderText(tr("The answer comes here"));

    auto* head = new QHBoxLayout;
    head->setContentsMargins(12, 8, 8, 0);
    head->setSpacing(8);
    head->addWidget(choice_, 1);
    head->addWidget(copy_);
    head->addWidget(remove_);
    auto* second = new QHBoxLayout;
    second->setContentsMargins(8, 0, 12, 0);
    second->addWidget(fingerprint_);
    second->addStretch(1);
    second->addWidget(rate_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 3, 1, 1);
    column->setSpacing(2);
    column->addLayout(head);
    column->addLayout(second);
    column->addWidget(view_, 1);
    column->addWidget(note_);

    connect(choice_, &QComboBox::currentIndexChanged, this, [this] {
        restyle();
        Q_EMIT variant_chosen();
    });
    connect(fingerprint_, &QToolButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(weights_);
        QToolTip::showText(QCursor::pos(), tr("Copied: %1").arg(weights_), fingerprint_);
    });
    connect(copy_, &QToolButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(view_->answer()); });
    connect(remove_, &QToolButton::clicked, this, &AnswerPane::remove_asked);
    connect(&Theme::instance(), &Theme::changed, this, &AnswerPane::restyle);
    restyle();
}

void AnswerPane::restyle() {
    const auto& theme = Theme::instance();
    const Role role = variant().is_base() ? base_colour : adapter_colour;
    const QString explanation = tr("The base, the result of a run, or one of its checkpoints");
    choice_->setToolTip(choice_->currentText().isEmpty() ? explanation
                                                         : choice_->currentText() + u'\n' + explanation);
    setStyleSheet(
        QStringLiteral(
            "QFrame#%1{background:%2;border:1px solid %3;border-top:3px solid %4;border-radius:6px;}")
            .arg(objectName(), theme.colour(Role::surface_raised).name(), theme.colour(Role::line).name(),
                 theme.colour(role).name()));
    view_->setStyleSheet(QStringLiteral("QTextEdit{background:transparent;border:none;}"));
    view_->set_colour(role);
    view_->setFont(theme.body_font());
    fingerprint_->setFont(theme.monospace_font());
    rate_->setFont(theme.figures_font());
    QPalette palette = note_->palette();
    palette.setColor(QPalette::WindowText, theme.colour(note_is_bad_ ? Role::bad : Role::text_muted));
    note_->setPalette(palette);
    note_->setFont(theme.small_font());
    copy_->setIcon(theme.icon(QStringLiteral("copy"), Role::text_muted));
    remove_->setIcon(theme.icon(QStringLiteral("close"), Role::text_muted));
}

void AnswerPane::set_variants(const std::vector<Variant>& found) {
    std::vector<Variant> variants = found;
    const Variant shown = variant();
    const QString before = shown.id;
    const auto is_shown = [&](const Variant& other) { return other.id == before; };
    if (!view_->answer().isEmpty() && std::none_of(variants.begin(), variants.end(), is_shown))
        variants.push_back(shown);
    const bool same =
        std::equal(variants.begin(), variants.end(), variants_.begin(), variants_.end(),
                   [](const Variant& a, const Variant& b) { return a.id == b.id && a.name == b.name; });
    if (same) return;
    const QSignalBlocker blocker(choice_);
    variants_ = variants;
    choice_->clear();
    for (const auto& variant : variants_)
        choice_->addItem(variant.name, variant.id);
    choice_->setCurrentIndex(std::max(0, choice_->findData(before)));
    restyle();
}

bool AnswerPane::choose(const QString& id) {
    const int index = choice_->findData(id);
    if (index < 0) return false;
    choice_->setCurrentIndex(index);
    restyle();
    return true;
}

void AnswerPane::show_variant(const Variant& variant) {
    if (choose(variant.id)) return;
    variants_.push_back(variant);
    choice_->addItem(variant.name, variant.id);
    choose(variant.id);
}

Variant AnswerPane::variant() const {
    const int index = choice_->currentIndex();
    return index < 0 || static_cast<size_t>(index) >= variants_.size()
               ? Variant{}
               : variants_[static_cast<size_t>(index)];
}

void AnswerPane::set_removable(bool on) {
    remove_->setVisible(on);
}

void AnswerPane::start() {
    view_->start();
    set_weights({});
    rate_->clear();
    set_note({});
}

void AnswerPane::set_answer(const Answer& answer) {
    if (view_->answer().isEmpty()) view_->start();
    view_->finish(answer.text);
    set_weights(answer.weights_sha256);
    set_tokens_per_second(answer.tokens_per_second);
}

void AnswerPane::set_weights(const QString& sha256) {
    weights_ = sha256;
    fingerprint_->setVisible(!sha256.isEmpty());
    fingerprint_->setText(short_fingerprint(sha256));
    fingerprint_->setToolTip(tr("Weights that answered: %1\nClick copies it").arg(sha256));
    fingerprint_->setAccessibleName(tr("Fingerprint of the weights that answered: %1").arg(sha256));
}

void AnswerPane::set_tokens_per_second(double rate) {
    rate_->setText(rate > 0 ? tr("%1 tokens/s").arg(decimal_words(rate, 'f', rate < 10 ? 1 : 0)) : QString());
}

void AnswerPane::set_note(const QString& note, bool bad) {
    note_is_bad_ = bad;
    note_->setText(note);
    note_->setVisible(!note.isEmpty());
    restyle();
}

QString AnswerPane::note() const {
    return note_->text();
}

}  // namespace lora::ui
