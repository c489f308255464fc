// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/column_peek.h"

#include <QtConcurrent/QtConcurrentRun>
#include <QtCore/QFile>
#include <QtCore/QFutureWatcher>

#include "core/base/json.h"

namespace lora::ui {

namespace {

constexpr qint64 longest_line_bytes = qint64{8} << 20;
constexpr uint64_t longest_document_bytes = uint64_t{64} << 20;

std::vector<std::string> keys_of(const Json& row) {
    std::vector<std::string> keys;
    if (row.is_object())
        for (const auto& [key, value] : row.items())
            keys.push_back(key);
    return keys;
}

/// A list of rows, or an object that holds one list of rows.
const Json* first_row(const Json& document) {
    if (document.is_array()) return document.empty() ? nullptr : &document.front();
    if (document.is_object())
        for (const auto& [key, value] : document.items())
            if (value.is_array() && !value.empty() && value.front().is_object()) return &value.front();
    return document.is_object() ? &document : nullptr;
}

}  // namespace

std::vector<std::string> columns_of_first_row(const std::string& path) {
    QFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::ReadOnly)) return {};
    QByteArray line;
    while (!file.atEnd() && line.trimmed().isEmpty())
        line = file.readLine(longest_line_bytes);
    if (line.startsWith("\xef\xbb\xbf")) line.remove(0, 3);
    const auto row = parse_json({line.constData(), static_cast<size_t>(line.size())}, path);
    if (row && row->is_object()) return keys_of(row.value());
    const auto document = read_json_file(path, longest_document_bytes);
    if (!document) return {};
    const Json* first = first_row(document.value());
    return first ? keys_of(*first) : std::vector<std::string>{};
}

void peek_columns(const std::string& path, QObject* context,
                  std::function<void(std::vector<std::string>)> done) {
    auto* watcher = new QFutureWatcher<std::vector<std::string>>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, done = std::move(done)] {
        done(watcher->result());
        watcher->deleteLater();
    });
    watcher->setFuture(QtConcurrent::run(columns_of_first_row, path));
}

}  // namespace lora::ui
