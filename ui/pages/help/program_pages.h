// SPDX-License-Identifier: GPL-3.0-or-later
// Pages of Help that only the running program can write: where its files are, and what it is made of.
#pragma once

#include "ui/pages/help/guide.h"

namespace lora::ui {

class Services;

GuidePage files_page(const Services& services);
GuidePage about_page();

}  // namespace lora::ui
