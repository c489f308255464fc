// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/train/readiness_card.h"

#include "ui/models/run_words.h"
#include "ui/models/words.h"
#include "ui/services/localized.h"
#include "ui/services/services.h"

namespace lora::ui {
namespace {

QString adapter_words(const AdapterSpec& adapter) {
    QStringList modules;
    for (const auto& name : adapter.target_modules)
        modules << QString::fromStdString(name).remove(QStringLiteral("_proj"));
    const QString where =
        modules.size() > 8 ? ReadinessCard::tr("%1 modules").arg(modules.size()) : modules.join(u' ');
    const QString layers = adapter.layers_to_transform.empty()
                               ? ReadinessCard::tr("all layers")
                           : adapter.layers_to_transform.size() == 1
                               ? ReadinessCard::tr("1 layer")
                               : ReadinessCard::tr("%1 layers").arg(adapter.layers_to_transform.size());
    return ReadinessCard::tr("LoRA, rank %1, alpha %2 on %3; %4")
        .arg(adapter.r)
        .arg(plain_words(adapter.lora_alpha))
        .arg(where, layers);
}

}  // namespace

std::optional<MissingNeed> first_missing_need(Services& services) {
    const auto& projects = services.projects;
    if (!projects.is_open())
        return MissingNeed{ReadinessCard::tr("No project is open."), QStringLiteral("home"),
                           ReadinessCard::tr("Open a project")};
    if (!projects.has_base())
        return MissingNeed{ReadinessCard::tr("No base model is chosen yet."), QStringLiteral("base"),
                           ReadinessCard::tr("Choose a base model")};
    if (services.base.state() == BaseService::State::failed)
        return MissingNeed{ReadinessCard::tr("The base model cannot be used: %1.")
                               .arg(localized(services.base.error().what)),
                           QStringLiteral("base"), ReadinessCard::tr("Choose another")};
    if (!projects.has_data())
        return MissingNeed{ReadinessCard::tr("No training data is chosen yet."), QStringLiteral("data"),
                           ReadinessCard::tr("Add data")};
    if (services.data.state() == DataService::State::failed)
        return MissingNeed{ReadinessCard::tr("The data cannot be used: %1.")
                               .arg(localized(services.data.error().what)),
                           QStringLiteral("data"), ReadinessCard::tr("Look at the data")};
    if (projects.draft().adapter.target_modules.empty())
        return MissingNeed{ReadinessCard::tr("The adapter has no target: paint at least one module."),
                           QStringLiteral("adapter"), ReadinessCard::tr("Choose targets")};
    return {};
}

ReadinessCard::ReadinessCard(Services& services, QWidget* parent) : QFrame(parent), services_(services) {
    setObjectName(QStringLiteral("readiness_card"));
    setAccessibleName(tr("What the next run will be made of"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(12);
    auto* title = new QLabel(tr("No run yet. This is what the first one will be made of."), this);
    title->setFont(Theme::instance().heading_font());
    title->setWordWrap(true);
    column->addWidget(title);
    base_ = add_row(tr("Base model"), QStringLiteral("base"));
    data_ = add_row(tr("Data"), QStringLiteral("data"));
    adapter_ = add_row(tr("Adapter"), QStringLiteral("adapter"));
    auto* hint = new QLabel(
        tr("Start training writes a run folder and starts a worker on it. It goes on when you close the "
           "window; the curve is here when you come back."),
        this);
    hint->setWordWrap(true);
    column->addWidget(hint);
    column->addStretch(1);
    connect(&services_.projects, &ProjectService::draft_changed, this, &ReadinessCard::fill);
    connect(&services_.projects, &ProjectService::opened, this, &ReadinessCard::fill);
    connect(&services_.base, &BaseService::changed, this, &ReadinessCard::fill);
    connect(&services_.data, &DataService::changed, this, &ReadinessCard::fill);
    connect(&Theme::instance(), &Theme::changed, this, &ReadinessCard::fill);
    fill();
}

ReadinessCard::Row ReadinessCard::add_row(const QString& name, const QString& page_id) {
    auto* line = new QHBoxLayout;
    Row row{new QLabel(this), new QLabel(this), new QPushButton(this)};
    row.mark->setFixedSize(20, 20);
    row.text->setWordWrap(true);
    row.text->setProperty("need", name);
    row.button->setObjectName(QStringLiteral("go_") + page_id);
    row.button->setAccessibleName(tr("Go to %1").arg(name));
    connect(row.button, &QPushButton::clicked, this, [this, page_id] { Q_EMIT go(page_id); });
    line->addWidget(row.mark);
    line->addWidget(row.text, 1);
    line->addWidget(row.button);
    static_cast<QVBoxLayout*>(layout())->addLayout(line);
    return row;
}

void ReadinessCard::fill() {
    const auto& theme = Theme::instance();
    const auto& projects = services_.projects;
    setStyleSheet(
        QStringLiteral("QFrame#readiness_card{background:%1;border:1px solid %2;border-radius:6px;}")
            .arg(theme.colour(Role::surface_raised).name(), theme.colour(Role::line).name()));
    const auto show = [&](const Row& row, bool met, const QString& text, const QString& verb) {
        row.mark->setPixmap(
            theme
                .icon(met ? QStringLiteral("check") : QStringLiteral("circle"), met ? Role::good : Role::warn)
                .pixmap(20, 20));
        row.text->setText(tr("%1: %2").arg(row.text->property("need").toString(), text));
        row.button->setText(met ? tr("Change") : verb);
    };
    const bool base_ok = projects.has_base() && services_.base.state() != BaseService::State::failed;
    show(base_, base_ok,
         !projects.has_base() ? tr("none chosen yet")
         : !base_ok           ? localized(services_.base.error().what)
                              : QFileInfo(QString::fromStdString(projects.draft().base.path)).fileName(),
         tr("Choose a base model"));
    const bool data_ok = projects.has_data() && services_.data.state() != DataService::State::failed;
    const auto dataset = services_.data.dataset();
    show(data_, data_ok,
         !projects.has_data() ? tr("none chosen yet")
         : !data_ok           ? localized(services_.data.error().what)
         : dataset ? tr("%1 examples").arg(count_text(static_cast<int64_t>(dataset->examples.size())))
                   : tr("being read"),
         tr("Add data"));
    const auto& adapter = projects.draft().adapter;
    show(adapter_, !adapter.target_modules.empty(),
         adapter.target_modules.empty() ? tr("no target painted") : adapter_words(adapter),
         tr("Choose targets"));
}

}  // namespace lora::ui
