// SPDX-License-Identifier: GPL-3.0-or-later
// Pages of Help that only the running program can write: where its files are, and what it is made of.
#pragma once

#include <optional>

#include "ui/pages/help/guide.h"

namespace lora::ui {

class Services;

GuidePage files_page(const Services& services);
GuidePage about_page(const Services& services);

/// The text of one licence of what the package carries, which the about page links to; none for any other id.
std::optional<GuidePage> licence_page(const Services& services, const QString& id);

}  // namespace lora::ui
