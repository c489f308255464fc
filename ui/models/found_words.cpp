// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/found_words.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QStringList>

#include "ui/models/words.h"

namespace lora::ui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(FoundWords)
};

}  // namespace

QString family_words(const std::string& family) {
    return family == "llama" ? QStringLiteral("Llama") : QString::fromStdString(family);
}

QString found_words(const FoundModel& model, bool brief) {
    QStringList parts;
    if (!model.family.empty()) parts << family_words(model.family);
    if (model.parameters > 0)
        parts << (brief ? count_words(model.parameters) : Words::tr("%1 parameters").arg(count_words(model.parameters)));
    parts << bytes_words(static_cast<double>(model.size_bytes)) << QString::fromStdString(to_text(model.source));
    return parts.join(QStringLiteral(" · "));
}

QString found_promise() {
    return Words::tr("Models are used where they lie: nothing is copied, and nothing is sent anywhere.");
}

}  // namespace lora::ui
