// SPDX-License-Identifier: GPL-3.0-or-later
// lora-studio: makes the services, hands them to the window.
#include <QtCore/QCommandLineParser>
#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QTemporaryDir>
#include <QtWidgets/QApplication>

#include <algorithm>
#include <cstdio>

#include "app/studio/before_window.h"
#include "core/base/crash_reports.h"
#include "core/base/log.h"
#include "ui/services/paths.h"
#include "ui/services/services.h"
#include "ui/shell/language.h"
#include "ui/shell/main_window.h"
#include "ui/shell/theme.h"
#include "ui/shell/tour.h"
#include "ui/shell/window_host.h"

namespace {

using namespace lora;
using namespace lora::ui;

void add_options(QCommandLineParser& options) {
    options.setApplicationDescription(
        QStringLiteral("LoRA Studio: choose a base model, train an adapter on your examples, compare, export"));
    options.addHelpOption();
    options.addVersionOption();
    options.addPositionalArgument(QStringLiteral("file"),
                                  QStringLiteral("A project's folder or its project.json, or a file or folder to drop on the window."),
                                  QStringLiteral("[file]"));
    options.addOptions({
        {QStringLiteral("project"), QStringLiteral("Open this project."), QStringLiteral("folder")},
        {QStringLiteral("demo"), QStringLiteral("Open the demo project, made on first use.")},
        {QStringLiteral("page"), QStringLiteral("Show this page: home, base, data, adapter, train, compare, export, runs, help."),
         QStringLiteral("id")},
        {QStringLiteral("theme"), QStringLiteral("light, dark or system."), QStringLiteral("name")},
        {QStringLiteral("language"), QStringLiteral("system, en, de or zh_CN."), QStringLiteral("name")},
        {QStringLiteral("tour"), QStringLiteral("Write a picture of every page, light and dark, to this folder and leave."),
         QStringLiteral("folder")},
        {QStringLiteral("size"), QStringLiteral("Size of the tour's pictures, as 1280x800."), QStringLiteral("size"),
         QStringLiteral("1280x800")},
        {QStringLiteral("scale"), QStringLiteral("Device pixels a pixel: 1, 1.25, 2."), QStringLiteral("factor")},
        {QStringLiteral("rebuild-index"), QStringLiteral("Restore the index from the projects' folders alone and leave.")},
    });
}

int fail(const Error& error) {
    std::fprintf(stderr, "lora-studio: %s\n", error.text().c_str());
    return static_cast<int>(error.code);
}

/// Projects that the old index knows, those in the usual folder, and the one named.
int rebuild(const ServicePaths& paths, const QString& named) {
    std::vector<std::filesystem::path> folders;
    const auto add = [&](const QString& folder) {
        const auto path = to_path(QDir(folder).absolutePath());
        if (QFileInfo::exists(folder + QStringLiteral("/project.json")) &&
            std::find(folders.begin(), folders.end(), path) == folders.end())
            folders.push_back(path);
    };
    for (const auto& known : known_projects(to_path(paths.database)))
        add(QString::fromStdString(known.string()));
    for (const QFileInfo& entry : QDir(paths.projects_folder).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot))
        add(entry.filePath());
    if (!named.isEmpty()) add(named);
    const auto count = rebuild_index(to_path(paths.database), folders);
    if (!count) return fail(count.error());
    std::printf("%d %s indexed in %s\n", *count, *count == 1 ? "project" : "projects", paths.database.toUtf8().constData());
    return 0;
}

/// The project that a folder or its project.json is; empty for any other path.
QString project_at(const QString& path) {
    const QFileInfo info(path);
    if (info.isFile() && info.fileName() == QLatin1String("project.json")) return info.absolutePath();
    return QFileInfo::exists(path + QStringLiteral("/project.json")) ? info.absoluteFilePath() : QString();
}

Status open_project(Services& services, const QCommandLineParser& options) {
    const QString file = options.positionalArguments().value(0);
    if (!file.isEmpty() && !QFileInfo::exists(file)) return bad_input("There is no such file", file.toStdString());
    if (const QString project = project_at(file); !project.isEmpty()) return services.projects.open(project);
    if (options.isSet(QStringLiteral("demo"))) return services.projects.open_demo(services.paths.default_base);
    if (options.isSet(QStringLiteral("project"))) return services.projects.open(options.value(QStringLiteral("project")));
    const QString last = services.settings.last_project();
    // A project that has gone since is no error: Home says what there is.
    if (!last.isEmpty() && QFileInfo::exists(last + QStringLiteral("/project.json"))) return services.projects.open(last);
    return {};
}

Result<ThemeChoice> chosen_theme(const QCommandLineParser& options, const Settings& settings) {
    if (!options.isSet(QStringLiteral("theme"))) return settings.theme();
    const QString name = options.value(QStringLiteral("theme"));
    if (name == QLatin1String("light")) return ThemeChoice::light;
    if (name == QLatin1String("dark")) return ThemeChoice::dark;
    if (name == QLatin1String("system")) return ThemeChoice::system;
    return usage_error("There is no theme of this name", name.toStdString(), "Themes are light, dark and system");
}

Result<QString> chosen_language(const QCommandLineParser& options, const Settings& settings) {
    if (!options.isSet(QStringLiteral("language"))) return settings.language();
    const QString name = options.value(QStringLiteral("language"));
    if (is_language_choice(name)) return name;
    return usage_error("There is no language of this name", name.toStdString(), "Languages are system, en, de and zh_CN");
}

int run_tour(Services& services, MainWindow& window, const QCommandLineParser& options) {
    const QStringList size = options.value(QStringLiteral("size")).split(QLatin1Char('x'));
    const int width = size.value(0).toInt(), height = size.value(1).toInt();
    if (width < 320 || height < 240) return fail(usage_error("The size cannot be read", "--size", "Write it as 1280x800"));
    window.resize(width, height);
    Tour tour(services, window, options.value(QStringLiteral("tour")));
    tour.start();
    const int code = QApplication::exec();
    for (const QString& file : tour.written())
        std::printf("%s\n", file.toUtf8().constData());
    return code;
}

/// Asked before the application exists: it decides which application that is.
bool needs_no_window(int argc, char** argv) {
    constexpr std::string_view names[] = {"--rebuild-index", "--help", "-h", "--version", "-v"};
    return std::any_of(argv + 1, argv + argc, [&](std::string_view argument) {
        return std::find(std::begin(names), std::end(names), argument) != std::end(names);
    });
}

void set_scale(int argc, char** argv) {
    for (int i = 1; i + 1 < argc; ++i)
        if (std::string_view(argv[i]) == "--scale") qputenv("QT_SCALE_FACTOR", argv[i + 1]);
}

void name_application() {
    QCoreApplication::setApplicationName(QStringLiteral("lora-studio"));
    QCoreApplication::setApplicationVersion(QStringLiteral(LORA_STUDIO_VERSION));
}

}  // namespace

int main(int argc, char** argv) {
    if (const auto refused = refuse_old_processor(argc, argv)) return *refused;
    watch_for_crashes("lora-studio", LORA_STUDIO_VERSION, "window");
    set_scale(argc, argv);
    QCommandLineParser options;
    add_options(options);
    if (needs_no_window(argc, argv)) {
        const QCoreApplication app(argc, argv);
        name_application();
        options.process(app);
        return rebuild(ServicePaths::standard(), options.value(QStringLiteral("project")));
    }
    if (const auto refused = refuse_without_display(argc, argv)) return *refused;
    const QApplication app(argc, argv);
    bring_fonts();
    name_application();
    QApplication::setApplicationDisplayName(QStringLiteral("LoRA Studio"));
    QGuiApplication::setDesktopFileName(QStringLiteral("lora-studio"));
    options.process(app);

    const bool touring = options.isSet(QStringLiteral("tour"));
    ServicePaths paths = ServicePaths::standard();
    const QTemporaryDir scratch;
    if (touring) paths.settings_file = scratch.filePath(QStringLiteral("settings.ini"));  // a tour changes nothing of the user's
    Services services(paths);
    const auto theme = chosen_theme(options, services.settings);
    if (!theme) return fail(theme.error());
    const auto language = chosen_language(options, services.settings);
    if (!language) return fail(language.error());
    apply_language(*language);
    Theme::instance().apply(*theme);
    const Status opened = open_project(services, options);
    if (!opened) return fail(opened.error());

    WindowHost host(services);
    MainWindow& window = host.window();
    if (touring) return run_tour(services, window, options);
    window.restore();
    services.crashes.look();
    const bool asked_for_project = options.isSet(QStringLiteral("demo")) || options.isSet(QStringLiteral("project"));
    if (options.isSet(QStringLiteral("page")))
        window.show_page(options.value(QStringLiteral("page")));
    else if (asked_for_project && services.settings.last_page().isEmpty())
        window.show_page(QStringLiteral("base"));
    window.show();
    const QString file = options.positionalArguments().value(0);
    if (!file.isEmpty() && project_at(file).isEmpty()) window.take_file(QFileInfo(file).absoluteFilePath());
    return QApplication::exec();
}
