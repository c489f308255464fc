// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/help/program_pages.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>

#include "ui/services/services.h"

namespace lora::ui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ProgramPageWords)
};

/// A path as Markdown shows it letter by letter, in a table's cell too.
QString as_code(QString path) {
    path.replace(QLatin1Char('|'), QStringLiteral("\\|"));
    return path.contains(QLatin1Char('`')) ? QStringLiteral("`` ") + path + QStringLiteral(" ``")
                                           : QLatin1Char('`') + path + QLatin1Char('`');
}

QString paragraphs(const QStringList& parts) { return parts.join(QStringLiteral("\n\n")) + QLatin1Char('\n'); }

constexpr QLatin1String licence_prefix("licence-");

/// A link to each text, empty where there is none.
QString licence_list(const Services& services) {
    QString list;
    if (services.paths.licences.isEmpty()) return list;
    for (const QFileInfo& file : QDir(services.paths.licences).entryInfoList({QStringLiteral("*.txt")}, QDir::Files, QDir::Name))
        list += QStringLiteral("- [%1](%2%1.md)\n").arg(file.completeBaseName(), licence_prefix);
    return list;
}

}  // namespace

std::optional<GuidePage> licence_page(const Services& services, const QString& id) {
    if (!id.startsWith(licence_prefix)) return std::nullopt;
    const QString name = id.mid(licence_prefix.size());
    // A name alone, never a path.
    if (name.contains(QLatin1Char('/'))) return std::nullopt;
    QFile file(QDir(services.paths.licences).filePath(name + QStringLiteral(".txt")));
    if (!file.open(QIODevice::ReadOnly)) return std::nullopt;
    const QString fence(24, QLatin1Char('~'));
    return make_guide_page(id, paragraphs({QStringLiteral("# ") + name, fence + QLatin1Char('\n') +
                                               QString::fromUtf8(file.readAll()) + QLatin1Char('\n') + fence}));
}

GuidePage files_page(const Services& services) {
    const ServicePaths& paths = services.paths;
    QString table = QStringLiteral("| %1 | %2 |\n| --- | --- |\n").arg(Words::tr("what"), Words::tr("where"));
    const auto row = [&](const QString& what, const QString& where) {
        table += QStringLiteral("| %1 | %2 |\n").arg(what, where);
    };
    row(Words::tr("Your projects"), as_code(paths.projects_folder));
    row(Words::tr("This project"), services.projects.is_open() ? as_code(services.projects.folder()) : Words::tr("none is open"));
    row(Words::tr("Its runs"), Words::tr("`runs/run-0001` and on, within the project"));
    row(Words::tr("Index of projects and runs"), as_code(paths.database));
    row(Words::tr("Settings of the window"), as_code(paths.settings_file));
    row(Words::tr("Base model that comes along"), as_code(paths.default_base));
    row(Words::tr("The worker"), as_code(paths.worker_program));
    return make_guide_page(
        QStringLiteral("files"),
        paragraphs({QStringLiteral("# ") + Words::tr("Where files live"), table,
                    Words::tr("A run is a folder: what was asked (`spec.json`), what happened (`events.jsonl`), its checkpoints and "
                       "its result. Copy or archive it as it is."),
                    Words::tr("The index can be made again from the folders: `lora-studio --rebuild-index`. Nothing is sent "
                       "anywhere.")}));
}

GuidePage about_page(const Services& services) {
    const QString texts = licence_list(services);
    return make_guide_page(
        QStringLiteral("about"),
        paragraphs({QStringLiteral("# ") + Words::tr("About and licences"),
                    Words::tr("LoRA Studio %1 trains low-rank adapters for language models on this machine, with or without a GPU.")
                        .arg(QStringLiteral(LORA_STUDIO_VERSION)),
                    QStringLiteral("## ") + Words::tr("Licences"),
                    Words::tr("The window is free software under the GNU General Public License, version 3 or later; the worker, the "
                       "core and the kernels are under the Apache License 2.0."),
                    Words::tr("It stands on Qt (LGPL-3.0), QCustomPlot (GPL-3.0), LibTorch (BSD-3-Clause), SQLite (public domain) with "
                       "SQLiteCpp (MIT), nlohmann/json (MIT), PCRE2 (BSD), spdlog (MIT), CLI11 (BSD-3-Clause) and OpenSSL "
                       "(Apache-2.0). The base model that comes along, SmolLM2-135M-Instruct, is under the Apache License "
                       "2.0."),
                    texts.isEmpty() ? QString() : Words::tr("The texts of everything inside:"), texts}));
}

}  // namespace lora::ui
